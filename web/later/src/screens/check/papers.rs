//! The papers, by when they are handed in: those that are needed with a box to tick, the others apart with the reason.

use std::rc::Rc;

use kaigo_hojo_assess::assessment::{DocumentState, Needed};
use kaigo_hojo_assess::rules::edition::Stage;
use kaigo_hojo_assess::words::stage as stage_word;
use kaigo_hojo_parts::dom::{El, Watched, follow, ticked};

use super::Following;
use crate::desk::{Desk, Seen};

/// The papers that are needed at a stage, and how many of them are ready.
pub(super) fn count(desk: &'static Desk, seen: &Seen, stage: Stage) -> (usize, usize) {
    let ticks = desk.ticks.get();
    let needed = documents(seen).iter().filter(|paper| paper.stage == stage && paper.needed == Needed::Yes);
    needed.fold((0, 0), |(needed, ready), paper| {
        (needed + 1, ready + usize::from(ticks.iter().any(|tick| tick == paper.id)))
    })
}

fn documents(seen: &Seen) -> &[DocumentState<'static>] {
    seen.assessment.as_ref().map_or(&[], |assessment| &assessment.documents)
}

/// The papers.
pub(super) fn papers(desk: &'static Desk, seen: &Following, place: &El) {
    // Drawn anew only when another paper is needed, so that the box that has the focus stays.
    let papers: Rc<Watched<Vec<DocumentState<'static>>>> = Rc::new(Watched::new(Vec::new()));
    let (following, told) = (Rc::clone(&papers), Rc::clone(seen));
    follow(move || following.set(documents(&told.get()).to_vec()));
    for stage in Stage::ALL {
        let heading = stage_word(stage);
        let section = place.add("section", "group");
        section.set("data-stage", heading);
        let (papers, seen) = (Rc::clone(&papers), Rc::clone(seen));
        section.live(move |place| {
            let papers = papers.get();
            let own = || papers.iter().filter(|paper| paper.stage == stage);
            place.flag("hidden", own().next().is_none());
            place.put("h3", "", heading);
            if stage == Stage::Change {
                place.put("p", "help", "内容を変えたり、やめたりする場合だけ提出します。");
            } else {
                let (count_of, seen) = (place.add("p", "count"), Rc::clone(&seen));
                follow(move || {
                    let (needed, ready) = count(desk, &seen.get(), stage);
                    count_of.say(&format!("{needed}点中{ready}点を用意しました。"));
                });
            }
            let list = place.add("ul", "entries");
            own().filter(|paper| paper.needed == Needed::Yes).for_each(|paper| needed(desk, paper, &list));
            own().filter(|paper| paper.needed != Needed::Yes).for_each(|paper| other(paper, &list));
        });
    }
}

fn needed(desk: &'static Desk, paper: &DocumentState<'static>, list: &El) {
    let item = list.add("li", "");
    let (id, why) = (paper.id, ["paper-", paper.id, "-why"].concat());
    if paper.stage == Stage::Change {
        item.write(paper.label);
    } else {
        let about = if paper.reason.is_empty() { "" } else { &why };
        let tick = item.tick(&["paper-", id].concat(), paper.label, about, move |event| {
            let on = ticked(&event);
            desk.set(&desk.ticks, |ticks| {
                ticks.retain(|tick| tick != id);
                if on {
                    ticks.push(id.to_owned());
                }
            });
        });
        tick.check(desk.ticks.peek().iter().any(|tick| tick == id));
    }
    item.cite(paper.cite);
    if !paper.reason.is_empty() {
        item.add("p", "hint").id(&why).say(paper.reason);
    }
}

fn other(paper: &DocumentState<'static>, list: &El) {
    let item = list.add("li", "");
    let line = item.add("p", "");
    line.mark(match paper.needed {
        Needed::No => ("不要", "mark waiting"),
        _ => ("場合による", "mark confirm"),
    });
    line.write(paper.label);
    line.cite(paper.cite);
    let why = match (paper.needed, paper.reason) {
        (Needed::Unknown, _) => ["まだ答えていない質問によって決まります。", paper.reason].concat(),
        (_, "") => return,
        (_, reason) => reason.to_owned(),
    };
    item.put("p", "hint", &why);
}

//! An edition: a rule pack after building, checked and lowered. One programme in one fiscal year.
//!
//! Names are indices, tags are sets. Conditions and steps are in an order in which each needs only earlier ones.
//! [`crate::evaluate`] relies on all of this; the `pack` crate checks it.

mod about;
mod inputs;
mod kind;
mod over_lines;
mod positions;
mod question;
mod sealed;
mod self_check;

pub use self::about::{About, Checker, Status};
pub use self::inputs::condition_needs;
pub use self::kind::{Example, Kind, Need, Outcome};
pub use self::over_lines::{Best, Row, Spread};
pub use self::positions::{ConditionIx, KindSet, Operand, OptionSet, StepIx, VARIES_WITH_MENU, Varies, each_kind};
pub use self::question::{Absent, AnswerKind, Choice, Question, Section};
pub use self::sealed::Sealed;
pub use self::self_check::{DateRule, Deadline, Document, Group, Requirement, StaffRole, Staffing, Stage};
use crate::exact::{Direction, Exact};

/// One programme, one edition.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Name, source and state.
    pub about: About,
    /// Groups of questions on the page.
    pub sections: Vec<Section>,
    /// About the applicant.
    pub questions: Vec<Question>,
    /// About one line of a quote.
    pub item_questions: Vec<Question>,
    /// Headings of the list of kinds.
    pub kind_groups: Vec<String>,
    /// What can be bought; at most 64.
    pub kinds: Vec<Kind>,
    /// Conditions that exclude a line of any kind.
    pub drops: Vec<Need>,
    /// Figures by bands of a number.
    pub tables: Vec<Table>,
    /// Ambiguities of the text.
    pub readings: Vec<Reading>,
    /// The routes, where the programme has more than one.
    pub menu: Option<Menu>,
    /// Those with a name first, then their parts.
    pub conditions: Vec<Condition>,
    /// In the order of the pack.
    pub steps: Vec<Step>,
    /// The order in which conditions with a value of their own and steps are evaluated.
    pub order: Vec<Turn>,
    /// How many columns (one value a line) the steps need.
    pub columns: u16,
    /// How many columns of truth the conditions need.
    pub truth_columns: u16,
    /// The parts that make up the amount.
    pub categories: Vec<Category>,
    /// The steps that the result is drawn from.
    pub plan: Plan,
    /// Warnings where the text is silent.
    pub notes: Vec<Note>,
    /// Duties and conditions; some decide the verdict.
    pub requirements: Vec<Requirement>,
    /// Papers of the application, the report and changes.
    pub documents: Vec<Document>,
    /// Days by which something is due.
    pub deadlines: Vec<Deadline>,
    /// The days that each date may have.
    pub date_rules: Vec<DateRule>,
    /// The table of staff and its two questions.
    pub staffing: Option<Staffing>,
    /// Usual mistakes, still closed.
    pub mistakes: Sealed,
}

impl Edition {
    /// The conditions of the papers and the deadlines.
    pub fn when_due(&self) -> impl Iterator<Item = ConditionIx> {
        let documents = self.documents.iter().filter_map(|document| document.when);
        documents.chain(self.deadlines.iter().filter_map(|deadline| deadline.when))
    }
}

impl Edition {
    /// The kinds of a set, in the order of the edition.
    pub fn kinds_in(&self, set: KindSet) -> impl Iterator<Item = &Kind> {
        each_kind(set).filter_map(move |one| self.kinds.get(one.trailing_zeros() as usize))
    }
}

/// Bands of a whole number without gaps, each with a figure.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// Unit behind the number.
    pub unit: String,
    /// First number of each band, rising, and its figure. The last band has no end.
    pub bands: Vec<(i64, Exact)>,
    /// Why a number below the first band cannot be computed.
    pub below: String,
    /// The clause.
    pub cite: String,
}

/// A place where the text can be read in more than one way.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The public id.
    pub id: String,
    /// What is unclear.
    pub question: String,
    /// The first is the default.
    pub options: Vec<Choice>,
    /// The clause.
    pub cite: String,
}

/// Routes of which the applicant takes one.
#[derive(Clone, Debug)]
pub struct Menu {
    /// The question that chooses; absent means the better. Its options are the routes, in order.
    pub question: u16,
    /// For each route: when it exists; `None` if always. The first always exists.
    pub exists: Vec<Option<ConditionIx>>,
}

/// A condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The form of the condition.
    pub test: Test,
    /// Where a named condition keeps its value.
    pub slot: Slot,
    /// The readings and the menu that it depends on.
    pub varies: Varies,
}

/// Where a condition's value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Nowhere: it is tested in place.
    Inline,
    /// One value.
    Scalar,
    /// One value a line, in this column.
    Column(u16),
}

/// What a condition tests.
#[derive(Clone, Debug)]
pub enum Test {
    /// Every one of them holds.
    All(Vec<ConditionIx>),
    /// At least one of them holds.
    Any(Vec<ConditionIx>),
    /// It does not hold.
    Not(ConditionIx),
    /// The answer is among these options.
    Among(u16, OptionSet),
    /// The answer about the line is among these options.
    ItemAmong(u16, OptionSet),
    /// The answer is "there is no such number".
    NoNumber(u16),
    /// The line is of one of these kinds.
    Kind(KindSet),
    /// The line is counted.
    Counted,
    /// The line is charged by the month.
    Monthly,
    /// This reading is taken in this way.
    Reading(u8, u8),
    /// This route is taken.
    Route(u8),
    /// The step's value is at least this.
    AtLeast(StepIx, Exact),
    /// The step's value is more than nothing.
    Positive(StepIx),
}

/// A named value and its computation.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its id in the pack.
    pub id: String,
    /// Its name in words.
    pub label: String,
    /// The clause.
    pub cite: String,
    /// Yen, a ratio, or a count.
    pub unit: Unit,
    /// Its column, if it has one value a line.
    pub column: Option<u16>,
    /// Whether it is always a whole number.
    pub whole: bool,
    /// Whether the trace leaves it out.
    pub hidden: bool,
    /// The readings and the menu that it depends on.
    pub varies: Varies,
    /// For a cap: its name and clause.
    pub limit: Option<Limit>,
    /// The operation.
    pub op: Op,
}

/// The unit of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Japanese yen.
    Yen,
    /// A ratio.
    Ratio,
    /// A count, with the unit behind the number.
    Count(String),
}

/// A cap, as it is named to the applicant.
#[derive(Clone, Debug)]
pub struct Limit {
    /// The public id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The clause.
    pub cite: String,
}

/// The operations of steps. A small closed set; see `docs/pack-format.md` for each with an example.
#[derive(Clone, Debug)]
pub enum Op {
    /// The number that answers a question.
    Answer(u16),
    /// The number that answers a question about the line.
    ItemAnswer(u16),
    /// Cost of the line with (`true`) or without consumption tax, not rounded.
    LineCost(bool),
    /// Number of units of the line.
    Units,
    /// The quantity on the quote, even where the line is one unit.
    Quantity,
    /// A figure of the line's kind.
    KindFigure(u8),
    /// The sum of the inputs.
    Add(Vec<Operand>),
    /// The product of the inputs.
    Multiply(Vec<Operand>),
    /// The first less the second, never below zero.
    Less(Operand, Operand),
    /// The first divided by the second; zero where there is nothing to divide over.
    Divide(Operand, Operand),
    /// The lowest input.
    Lowest(Vec<Operand>),
    /// The highest input.
    Highest(Vec<Operand>),
    /// To a multiple of the unit.
    Round(Operand, i64, Direction),
    /// The figure of the band.
    Lookup(Operand, u16),
    /// The first input whose condition holds, or the last.
    Case(Vec<(ConditionIx, Operand)>, Operand),
    /// No limit at all.
    Unlimited,
    /// The value on the lines where the condition holds; zero elsewhere.
    Only(Operand, ConditionIx),
    /// The sum over the lines where the condition holds.
    Total(Operand, Option<ConditionIx>),
    /// The number of lines for which the condition holds.
    Count(ConditionIx),
    /// The sum over the best units, up to a limit.
    Best(Best),
    /// How many units of each line a [`Op::Best`] took.
    Taken(StepIx),
    /// For each unit of a line: its share of the costs attached to the line.
    Spread(Spread),
}

/// One turn of the evaluation.
#[derive(Clone, Debug)]
pub struct Turn {
    /// A condition, a step, or the counting of lines.
    pub node: Node,
    /// The earlier turns whose values it uses.
    pub uses: Vec<u16>,
    /// The readings and the menu that it asks for directly.
    pub asks: Varies,
}

/// The work of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// Decide which lines are counted.
    Counted,
    /// Keep the value of a condition.
    Condition(ConditionIx),
    /// Compute a step.
    Step(StepIx),
}

/// A part of the amount.
#[derive(Clone, Debug)]
pub struct Category {
    /// The public id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its amount.
    pub amount: StepIx,
}

/// The steps that the result is drawn from.
#[derive(Clone, Debug)]
pub struct Plan {
    /// 補助額
    pub amount: StepIx,
    /// The counted cost of each line, before the rate.
    pub counted: StepIx,
    /// 補助対象経費
    pub eligible: StepIx,
    /// After the rate, before any limit.
    pub by_rate: StepIx,
    /// After the limits, before the rounding.
    pub limited: StepIx,
    /// The steps of the short explanation, in order.
    pub short: Vec<StepIx>,
    /// The step and the table of the band picture.
    pub band: Option<(StepIx, u16)>,
    /// 補助率, to compare with the form.
    pub rate: Option<StepIx>,
    /// 職員数, to compare with the form.
    pub staff: Option<StepIx>,
}

/// A note to the applicant where the text is silent.
#[derive(Clone, Debug)]
pub struct Note {
    /// The id of the silence in the text.
    pub id: String,
    /// The warning, with the assumption made.
    pub label: String,
    /// The clause.
    pub cite: String,
    /// When it concerns the applicant or the line; `None`: always.
    pub when: Option<ConditionIx>,
    /// Whether it is given for each line separately.
    pub per_line: bool,
}

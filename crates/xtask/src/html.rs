//! Pages as text: their opening tags, what they make a browser fetch, and other text in a tag's place.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;
use std::ops::Range;

/// An opening tag.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    /// Where it stands, with its angle brackets.
    pub(crate) place: Range<usize>,
    attributes: BTreeMap<String, String>,
}

impl Tag {
    /// The value of an attribute, empty where it has none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// Whether an attribute has this value.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}

/// Every opening tag, in order; what stands in comments and scripts is none.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let tokens = Tokenizer::new_with_emitter(html, emitter).filter_map(Result::ok);
    let tags = tokens.filter_map(|token| match token {
        Token::StartTag(tag) => Some(Tag {
            name: text(&tag.name),
            place: tag.span.start..tag.span.end,
            attributes: tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect(),
        }),
        _ => None,
    });
    tags.collect()
}

/// The text with another one in place of each tag for which there is one.
pub(crate) fn edited(html: &str, now: impl Fn(&Tag) -> Option<String>) -> String {
    let mut text = html.to_owned();
    // From behind, so that places stay what they are.
    for tag in tags(html).iter().rev() {
        if let Some(now) = now(tag) {
            text.replace_range(tag.place.clone(), &now);
        }
    }
    text
}

/// The text with more at the end of its head.
pub(crate) fn with_head(html: &str, more: &str) -> anyhow::Result<String> {
    anyhow::ensure!(html.contains("</head>"), "The page has no head; correct index.html.");
    Ok(html.replacen("</head>", &format!("  {more}\n  </head>"), 1))
}

/// The addresses that the page makes a browser fetch: scripts, styles, images, preloads.
pub(crate) fn fetched(html: &str) -> Vec<String> {
    let mut addresses: Vec<String> = Vec::new();
    for tag in tags(html).iter().filter(|tag| tag.name != "a") {
        let address = tag.get(if tag.name == "link" { "href" } else { "src" }).unwrap_or("data:");
        if !address.starts_with("data:") && !addresses.iter().any(|known| known == address) {
            addresses.push(address.to_owned());
        }
    }
    addresses
}

/// The addresses that the loader finds in the page's head: the wasm, packs, the files of the program's parts and their
/// styles.
pub(crate) fn fetched_later(html: &str) -> Vec<String> {
    told(html, &["wasm", "pack", "part", "style"], None)
}

/// The addresses that the loader finds in the page's head under some of its names: all, or those for one thing.
pub(crate) fn told(html: &str, names: &[&str], part: Option<&str>) -> Vec<String> {
    let is_for = |tag: &Tag, part| tag.get("content").is_some_and(|all| all.split(' ').any(|one| one == part));
    let metas =
        tags(html).into_iter().filter(|tag| tag.name == "meta" && names.iter().any(|name| tag.is("name", name)));
    let metas = metas.filter(|tag| part.is_none_or(|part| is_for(tag, part)));
    metas.filter_map(|tag| tag.get("data-href").map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::{edited, fetched, fetched_later, tags, told, with_head};

    const PAGE: &str = r##"<!DOCTYPE html><html lang="ja"><head>
        <!-- <script src="./no.js"></script> 介護 -->
        <link rel=stylesheet href=./main.css integrity="a>b">
        <link rel="icon" href="data:image/svg+xml,x">
        <script type="module" data-src="./no.js" src="./boot.js">"<img src='./no.png'>"</script>
        <link rel="modulepreload" href="./boot.js"/>
        </head><body><a href="./elsewhere.html">x</a> 1 < 2 <img src='./a.svg' alt=""></body>"##;

    #[test]
    fn what_is_fetched_and_what_is_not() {
        assert_eq!(fetched(PAGE), ["./main.css", "./boot.js", "./a.svg"]);
    }

    #[test]
    fn what_the_loader_fetches() {
        let page = r#"<meta name="app" data-script="a.js" data-wasm="a.wasm">
            <meta name="wasm" data-href="./a.wasm" data-integrity="i"><meta name="pack" content="x" data-href="./x.pack" data-integrity="i">
            <meta name="part" content="answers later" data-href="./b.wasm">
            <meta name="part" content="later" data-href="./c.wasm">"#;
        assert_eq!(told(page, &["wasm"], None), ["./a.wasm"]);
        assert_eq!(told(page, &["part"], Some("answers")), ["./b.wasm"]);
        assert_eq!(fetched_later(page), ["./a.wasm", "./x.pack", "./b.wasm", "./c.wasm"]);
    }

    #[test]
    fn a_tag_stands_where_it_says_and_can_be_another() {
        for tag in tags(PAGE) {
            let text = &PAGE[tag.place.clone()];
            assert!(text.starts_with(&format!("<{}", tag.name)) && text.ends_with('>'), "{text}");
        }
        let page = "<p>護</p><link rel=a><b><link rel='b'>";
        assert_eq!(edited(page, |tag| tag.is("rel", "b").then(|| "<i>".to_owned())), "<p>護</p><link rel=a><b><i>");
        assert_eq!(with_head("<head></head>", "<i>").ok().as_deref(), Some("<head>  <i>\n  </head>"));
        assert!(with_head("<p>", "<i>").is_err());
    }

    #[test]
    fn attributes_with_and_without_quotes() {
        let tags = tags(r#"<link data-x="1>0" x=2 y='3' z>"#);
        let get = |name| tags[0].get(name);
        assert_eq!((get("x"), get("data-x"), get("y")), (Some("2"), Some("1>0"), Some("3")));
        assert_eq!((get("z"), get("a")), (Some(""), None));
    }
}

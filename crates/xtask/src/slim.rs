//! Makes what wasm-bindgen wrote smaller: its JavaScript without comments and indentation, and short names
//! for what the wasm imports from it.
//!
//! Each import is called by its function's name and sixteen digits of a hash, once in the wasm and once in
//! the JavaScript: three kilobytes that no compression takes away. Only text that wasm-bindgen is known to
//! write is changed; anything else stops the build.

//!
//! Libraries export classes that the page has no use for; an export keeps alive all that it calls. What the JavaScript
//! does not use is taken out of the wasm, what the wasm then does not use out of the JavaScript.

use crate::process;

/// The sections of a wasm file that list its imports and its exports.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// A module's JavaScript and wasm without what neither uses of the other, and with short names. `optimise` takes out of
/// the wasm what no export leads to.
pub(crate) fn slim(
    script: &str,
    wasm: &[u8],
    optimise: impl FnOnce(Vec<u8>) -> Result<Vec<u8>, String>,
) -> Result<(String, Vec<u8>), String> {
    let unknown =
        || "What wasm-bindgen wrote has another form than crates/xtask/src/slim.rs knows; correct it there.".to_owned();
    let script = without_classes(script);
    let wasm = optimise(without_exports(wasm, &script).ok_or_else(unknown)?)?;
    let mut used = Vec::new();
    with_section(&wasm, IMPORTS, &mut |body| {
        imports(body, &mut |module, name| {
            used.push(name.to_owned());
            Some((module.to_owned(), name.to_owned()))
        })
    })
    .ok_or_else(unknown)?;
    shortened(&without_functions(&script, &used), &wasm).ok_or_else(unknown)
}

/// The JavaScript without the classes that it exports and what belongs to them, and with few words for a value in the
/// message of a panic.
fn without_classes(script: &str) -> String {
    let mut text = String::with_capacity(script.len());
    let mut end = "";
    for line in script.lines() {
        if !end.is_empty() {
            end = if line.starts_with(end) { "" } else { end };
        } else if line.starts_with("export class ") {
            end = "}";
        } else if line.starts_with("const ") && line.contains("Finalization = ") {
            end = "    : ";
        } else if line == "function debugString(val) {" {
            text.push_str("function debugString(val) {\n    return String(val);\n}\n");
            end = "}";
        } else if !line.starts_with("if (Symbol.dispose) ") {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The wasm without the exports that the JavaScript does not name.
fn without_exports(wasm: &[u8], script: &str) -> Option<Vec<u8>> {
    let is_named = |name: &str| {
        let used = format!("wasm.{name}");
        let follows = |at: usize| script[at + used.len()..].chars().next();
        let is_end = |next: Option<char>| !next.is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '_');
        script.match_indices(&used).any(|(at, _)| is_end(follows(at)))
    };
    with_section(wasm, EXPORTS, &mut |mut rest| {
        let (mut kept, mut count) = (Vec::<u8>::new(), 0);
        for _ in 0..take(&mut rest)? {
            let whole = rest;
            let name = text(&mut rest)?;
            // What kind of thing it is, and which one.
            rest = rest.get(1..)?;
            take(&mut rest)?;
            if is_named(name) {
                count += 1;
                kept.extend(&whole[..whole.len() - rest.len()]);
            }
        }
        let mut body = Vec::new();
        put(count, &mut body);
        body.extend(kept);
        rest.is_empty().then_some(body)
    })
}

/// The JavaScript without the functions for the wasm that it does not import.
fn without_functions(script: &str, used: &[String]) -> String {
    const INDENT: &str = "        ";
    let mut text = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines() {
        let entry = line.strip_prefix(INDENT).unwrap_or_default();
        if inside {
            inside = !entry.starts_with('}');
            continue;
        }
        let name = entry.split_once(": function(").map_or("", |(name, _)| name);
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if is_name && !used.iter().any(|used| used == name) {
            inside = !entry.ends_with("},");
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The JavaScript and the wasm with short names.
fn shortened(script: &str, wasm: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut script = without_comments(script);
    let mut count = 0;
    let mut rename = |module: &str, name: &str| {
        // Every import comes from the one JavaScript file.
        let short = short_name(count);
        count += 1;
        let (before, after) = (format!("\n{name}: function("), format!("\n{short}: function("));
        let quoted = format!("\"{module}\": ");
        if script.matches(&before).count() == 1 && (count > 1 || script.matches(&quoted).count() == 1) {
            script = script.replacen(&before, &after, 1).replacen(&quoted, "\"a\": ", 1);
            Some(("a".to_owned(), short))
        } else {
            None
        }
    };
    let wasm = with_section(wasm, IMPORTS, &mut |body| imports(body, &mut rename))?;
    Some((script, wasm))
}

/// JavaScript of the page as it is delivered: made small by a kept tool (crates/xtask/node/minify.mjs).
pub(crate) fn minified(script: &str) -> Result<String, String> {
    let mut node = process::command("node");
    node.arg("crates/xtask/node/minify.mjs");
    process::through(&mut node, script)
        .ok_or_else(|| "A script of the page could not be made small; the messages above say why.".to_owned())
}

/// JavaScript without the lines that are comments, and without indentation.
pub(crate) fn without_comments(script: &str) -> String {
    let is_comment =
        |line: &&str| line.is_empty() || ["//", "/*", "* ", "*/"].iter().any(|sign| line.starts_with(sign));
    let mut text = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(|line| !is_comment(line) && *line != "*") {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// `a` to `z`, `aa` and so on.
fn short_name(mut number: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.insert(0, b"abcdefghijklmnopqrstuvwxyz"[number % 26]);
        match number / 26 {
            0 => return name.into_iter().map(char::from).collect(),
            more => number = more - 1,
        }
    }
}

/// The new module and name of an import, where they change.
type Rename<'a> = &'a mut dyn FnMut(&str, &str) -> Option<(String, String)>;

/// What becomes of the body of a section.
type Change<'a> = &'a mut dyn FnMut(&[u8]) -> Option<Vec<u8>>;

/// The wasm with another body for a section; nothing where it has a form that is not known here.
fn with_section(wasm: &[u8], wanted: u8, change: Change<'_>) -> Option<Vec<u8>> {
    let (head, mut rest) = wasm.split_at_checked(8).filter(|(head, _)| head.starts_with(b"\0asm"))?;
    let mut out = head.to_vec();
    while let Some((section, after)) = rest.split_first() {
        rest = after;
        let length = take(&mut rest)?;
        let (body, after) = rest.split_at_checked(length)?;
        rest = after;
        let body = if *section == wanted { change(body)? } else { body.to_vec() };
        out.push(*section);
        put(body.len(), &mut out);
        out.extend(body);
    }
    Some(out)
}

fn imports(mut rest: &[u8], rename: Rename<'_>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let count = take(&mut rest)?;
    put(count, &mut out);
    for _ in 0..count {
        let (module, name) = rename(text(&mut rest)?, text(&mut rest)?)?;
        for text in [module, name] {
            put(text.len(), &mut out);
            out.extend(text.bytes());
        }
        // Functions alone: a kind of 0, and the type.
        let (0, after) = rest.split_first()? else { return None };
        rest = after;
        out.push(0);
        put(take(&mut rest)?, &mut out);
    }
    rest.is_empty().then_some(out)
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let length = take(rest)?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    std::str::from_utf8(text).ok()
}

/// A whole number as wasm writes it, seven bits a byte.
fn take(rest: &mut &[u8]) -> Option<usize> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let (first, after) = rest.split_first()?;
        *rest = after;
        value |= usize::from(first & 0x7f).checked_shl(shift)?;
        shift += 7;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
}

fn put(mut value: usize, out: &mut Vec<u8>) {
    while value > 0x7f {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

#[cfg(test)]
mod tests {
    use super::{put, short_name, slim, take, without_classes, without_comments, without_exports, without_functions};

    const SCRIPT: &str = "function imports() {\n    /**\n     * @returns {number}\n     */\n    const import0 = {\n        __wbg_a_1: function(arg0) {\n            return arg0;\n        },\n        __wbg_b_2: function() { },\n    };\n    return {\n        \"./x_bg.js\": import0,\n    };\n}\n";

    fn wasm(names: &[&str]) -> Vec<u8> {
        let mut body = vec![];
        put(names.len(), &mut body);
        for name in names {
            for text in ["./x_bg.js", name] {
                put(text.len(), &mut body);
                body.extend(text.bytes());
            }
            body.extend([0, 7]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([0, 1, 9]);
        wasm.push(2);
        put(body.len(), &mut wasm);
        wasm.extend(body);
        wasm.extend([10, 2, 5, 5]);
        wasm
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        let (script, module) = slim(SCRIPT, &wasm(&["__wbg_a_1", "__wbg_b_2"]), Ok).expect("the usual form");
        assert_eq!(
            script,
            "function imports() {\nconst import0 = {\na: function(arg0) {\nreturn arg0;\n},\nb: function() { },\n};\nreturn {\n\"a\": import0,\n};\n}\n"
        );
        let expected = b"\0asm\x01\0\0\0\0\x01\x09\x02\x0d\x02\x01a\x01a\0\x07\x01a\x01b\0\x07\x0a\x02\x05\x05";
        assert_eq!(module, expected);
    }

    #[test]
    fn another_form_stops_the_build() {
        assert!(slim(SCRIPT, &wasm(&["__wbg_c_3"]), Ok).is_err(), "a name that the script does not have");
        assert!(slim(&SCRIPT.replace("./x_bg.js", "./y.js"), &wasm(&["__wbg_a_1"]), Ok).is_err(), "another module");
        let mut cut = wasm(&["__wbg_a_1"]);
        cut.truncate(20);
        assert!(slim(SCRIPT, &cut, Ok).is_err(), "not all of it");
        assert!(slim(SCRIPT, b"not wasm at all", Ok).is_err());
    }

    #[test]
    fn what_neither_side_uses_goes() {
        let script = "/**\n */\nexport class A {\n    free() {\n        wasm.a_free();\n    }\n}\n\
            if (Symbol.dispose) A.prototype[Symbol.dispose] = A.prototype.free;\n\
            const AFinalization = (typeof F === 'undefined')\n    ? { register: () => {} }\n    : new F(ptr => wasm.a_free(ptr, 1));\n\
            function b() {\n    wasm.b_2();\n}\nfunction debugString(val) {\n    if (val) {\n        wasm.b();\n    }\n}\n";
        let left = without_classes(script);
        assert_eq!(
            left,
            "/**\n */\nfunction b() {\n    wasm.b_2();\n}\nfunction debugString(val) {\n    return String(val);\n}\n"
        );
        // Three exports: `a_free`, `b` and `b_2`.
        let module = b"\0asm\x01\0\0\0\x07\x15\x03\x06a_free\0\x01\x01b\0\x02\x03b_2\0\x80\x01";
        let expected = b"\0asm\x01\0\0\0\x07\x08\x01\x03b_2\0\x80\x01";
        assert_eq!(without_exports(module, &left).as_deref(), Some(expected.as_slice()));
        assert_eq!(without_exports(&module[..20], &left), None);
        let functions = "    const import0 = {\n        __proto__: null,\n        a_1: function(arg0) {\n            f({\n            });\n        },\n\
            \x20       a_2: function() { return handleError(function (arg0) {\n            g();\n        }, arguments); },\n\
            \x20       a_3: function() { },\n        a_4: function() {\n        },\n    };\n";
        assert_eq!(
            without_functions(functions, &["a_4".to_owned()]),
            "    const import0 = {\n        __proto__: null,\n        a_4: function() {\n        },\n    };\n"
        );
    }

    #[test]
    fn comments_go_and_code_stays() {
        assert_eq!(
            without_comments("// a\n  let b = 'c'; // d\n\n/** e */\n  * f\n  *g();\n"),
            "let b = 'c'; // d\n*g();\n"
        );
    }

    #[test]
    fn names_and_numbers() {
        let names = [0, 25, 26, 51, 52, 701, 702].map(short_name);
        assert_eq!(names, ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
        for value in [0, 127, 128, 300_000] {
            let mut bytes = Vec::new();
            put(value, &mut bytes);
            assert_eq!(take(&mut bytes.as_slice()), Some(value));
        }
    }
}

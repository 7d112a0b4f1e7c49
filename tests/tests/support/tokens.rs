//! The tokens of a Rust source, as far as a test about its imports needs them: words, `::`, strings, single signs.
//! Comments, characters and lifetimes are left out.

/// Whether it is a word: a name or a keyword.
pub(crate) fn is_word(token: &str) -> bool {
    token.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_')
}

/// The tokens in order; of a string its quotes stay.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let (mut tokens, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = string(rest) {
            tokens.push(rest[..length].to_owned());
            length
        } else if first == '\'' {
            character(rest)
        } else if first.is_alphanumeric() || first == '_' {
            let length = rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else {
            let length = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            if !first.is_whitespace() {
                tokens.push(rest[..length].to_owned());
            }
            length
        };
        rest = &rest[length..];
    }
    tokens
}

// The length of the string at the start, raw or not.
fn string(text: &str) -> Option<usize> {
    let plain = text.strip_prefix(['b', 'c']).unwrap_or(text);
    let before = text.len() - plain.len();
    if let Some(raw) = plain.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let inner = raw[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = inner.find(&end).map_or(inner.len(), |at| at + end.len());
        return Some(before + 1 + hashes + 1 + length);
    }
    let inner = plain.strip_prefix('"')?;
    let mut escaped = false;
    let end = inner.find(|sign: char| {
        let ends = sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        ends
    });
    Some(before + 1 + end.map_or(inner.len(), |at| at + 1))
}

// The length of the character or the lifetime at the start.
fn character(text: &str) -> usize {
    let mut signs = text.char_indices().skip(1);
    let escaped = signs.next().is_some_and(|(_, sign)| sign == '\\');
    let after = if escaped { signs.nth(1) } else { signs.next() };
    match after {
        Some((at, '\'')) => at + 1,
        _ if escaped => text[1..].find('\'').map_or(text.len(), |at| at + 2),
        _ => 1,
    }
}

//! One way to write a word: width, case, kana, and what people leave out or put in.

/// A word to be compared: half-width letters and digits, full-width katakana, small letters, without blanks, long vowels
/// and dots.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            'ー' | 'ｰ' | '-' | '－' | '‐' | '−' | '・' | '･' => {}
            // A voiced mark belongs to the sign before it.
            'ﾞ' | 'ﾟ' | '\u{3099}' | '\u{309a}' => {
                if let Some(before) = out.pop() {
                    out.push(voiced(before, matches!(sign, 'ﾟ' | '\u{309a}')));
                }
            }
            'ｦ'..='ﾝ' => out.push(full(sign)),
            '！'..='～' => out.push(shifted(sign, -0xfee0).to_ascii_lowercase()),
            'ぁ'..='ゖ' => out.push(shifted(sign, 0x60)),
            _ if sign.is_whitespace() => {}
            _ => out.push(sign.to_ascii_lowercase()),
        }
    }
    out
}

fn shifted(sign: char, by: i32) -> char {
    u32::from(sign).checked_add_signed(by).and_then(char::from_u32).unwrap_or(sign)
}

// ｦ to ﾝ, in the order of their codes.
fn full(sign: char) -> char {
    const FULL: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    let at = u32::from(sign).saturating_sub(u32::from('ｦ'));
    FULL.chars().nth(usize::try_from(at).unwrap_or(0)).unwrap_or(sign)
}

// カ to ガ, ハ to バ or パ; any other sign as it is.
fn voiced(sign: char, half: bool) -> char {
    match (sign, half) {
        ('ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ', true) => shifted(sign, 2),
        ('ウ', false) => 'ヴ',
        (
            'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ' | 'ソ' | 'タ' | 'チ' | 'ツ' | 'テ' | 'ト'
            | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ',
            false,
        ) => shifted(sign, 1),
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_in_every_dress() {
        for (text, expected) in [
            ("タブレット", "タブレット"),
            ("ﾀﾌﾞﾚｯﾄ", "タブレット"),
            ("たぶれっと", "タブレット"),
            ("Ｗｉ－Ｆｉ ルーター", "wifiルタ"),
            ("wi-fiﾙｰﾀｰ", "wifiルタ"),
            ("ﾊﾟｿｺﾝ　ﾌﾟﾘﾝﾀ", "パソコンプリンタ"),
            ("ﾜﾝ･ｦｧｳﾞ", "ワンヲァヴ"),
            ("単価（円）", "単価(円)"),
            ("ﾞ", ""),
            ("亜ﾞ", "亜"),
            ("か\u{3099}", "ガ"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}

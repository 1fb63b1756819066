//! Finds characters that look like the syntax of YAML, which takes them for letters: blanks of another width, and the punctuation of Chinese
//! keyboards.

use std::ops::Range;

use dingtalk_policy::{describe, is_foreign_blank};

/// The number of lines searched above the one of an error, empty ones aside.
const LINES_ABOVE: usize = 2;

/// The number of characters checked in a line: each check takes time by its length.
const CHECKED: usize = 50;

const OPENING: [char; 4] = ['{', '[', '｛', '［'];

const CLOSING: [char; 4] = ['}', ']', '｝', '］'];

/// A character where syntax belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lookalike {
    pub(crate) byte: usize,
    character: char,
}

impl Lookalike {
    /// The sentence about it.
    pub(crate) fn message(self) -> String {
        let Self { character, .. } = self;
        let shown = describe(character);
        match ascii(character) {
            None => format!("the blank here is {shown}, which YAML takes for a letter"),
            Some(_) => format!("`{character}` is {shown} here, which YAML takes for a letter"),
        }
    }

    /// The fix.
    pub(crate) fn help(self) -> &'static str {
        match ascii(self.character) {
            None => "write an ordinary space in its place",
            Some(':') => "write `:` and a space in its place; quote the text if it belongs to one",
            Some(',') => "write `,` in its place; quote the text if it belongs to one",
            Some('"' | '\'') => "quote with `\"` or `'`",
            Some(_) => "write `{ }` and `[ ]` for maps and lists; quote the text if it belongs to one",
        }
    }
}

/// The syntax that a character looks like.
fn ascii(c: char) -> Option<char> {
    Some(match c {
        '：' => ':',
        '，' => ',',
        '｛' => '{',
        '｝' => '}',
        '［' => '[',
        '］' => ']',
        '“' | '”' | '＂' => '"',
        '‘' | '’' | '＇' => '\'',
        _ => return None,
    })
}

/// The first lookalike in the line of an error, or in the lines above it. `texts` are the values before the error; those in quotes and blocks
/// may contain any character.
pub(crate) fn before_error(source: &str, error: usize, texts: &[Range<usize>]) -> Option<Lookalike> {
    let is_quoted = |byte: usize| {
        let around = texts.iter().find(|text| text.contains(&byte));
        around.and_then(|text| source.get(text.clone())).is_some_and(|text| text.starts_with(['"', '\'', '|', '>']))
    };
    let end = source[error..].find(['\n', '\r']).map_or(source.len(), |end| error + end);
    let mut lines = source[..end].split_inclusive(['\n', '\r']).collect::<Vec<_>>();
    let mut start = end;
    let mut searched = 0;
    while let Some(line) = lines.pop().filter(|_| searched <= LINES_ABOVE) {
        start -= line.len();
        searched += usize::from(!line.trim().is_empty());
        let found = in_line(line, |byte| !is_quoted(start + byte));
        if let Some(found) = found {
            return Some(Lookalike { byte: start + found.byte, ..found });
        }
    }
    None
}

/// The first lookalike in a line of YAML.
pub(crate) fn in_line(line: &str, is_syntax: impl Fn(usize) -> bool) -> Option<Lookalike> {
    let lookalikes = line.char_indices().filter(|(_, c)| is_foreign_blank(*c) || ascii(*c).is_some());
    let found = lookalikes
        .take(CHECKED)
        .find(|(byte, c)| stands_for_syntax(&line[..*byte], *c, &line[byte + c.len_utf8()..]) && is_syntax(*byte));
    found.map(|(byte, character)| Lookalike { byte, character })
}

/// Returns true if a character stands where YAML would have syntax, between what comes before and after it in its line.
fn stands_for_syntax(before: &str, c: char, after: &str) -> bool {
    let entry = open_entry(before);
    let begins_value = || entry.is_empty() || is_behind_key(entry);
    if is_foreign_blank(c) {
        return begins_value();
    }
    match ascii(c) {
        None => false,
        Some(':') => is_name(entry),
        Some(',') => {
            is_in_brackets(before) && after.split_once([':', '：']).is_some_and(|(key, _)| is_name(key.trim()))
        }
        // Behind an opening one of its kind, it belongs to a text.
        Some('}' | ']') => {
            let ends_entry =
                after.trim_start().chars().next().is_none_or(|next| next == ',' || CLOSING.contains(&next));
            ends_entry && innermost_bracket(before).is_some_and(|open| open.is_ascii())
        }
        Some('"' | '\'') => begins_value() && needs_quotes(before, after),
        // A text may begin with such a bracket.
        Some(_) => begins_value() && (after.trim().is_empty() || after.contains([':', '：'])),
    }
}

/// The part of a line that belongs to the entry at its end: what is behind the last bracket or comma, or behind dashes.
fn open_entry(before: &str) -> &str {
    let entry = if is_in_brackets(before) {
        before.rsplit(|c| OPENING.contains(&c) || matches!(c, ',' | '，')).next().unwrap_or(before)
    } else {
        before.trim_start_matches([' ', '-', '?'])
    };
    entry.trim()
}

fn is_in_brackets(before: &str) -> bool {
    innermost_bracket(before).is_some()
}

/// The last bracket that is not closed.
fn innermost_bracket(before: &str) -> Option<char> {
    let mut open = Vec::new();
    for c in before.chars() {
        if OPENING.contains(&c) {
            open.push(c);
        } else if CLOSING.contains(&c) {
            open.pop();
        }
    }
    open.pop()
}

/// Returns true for a key and its colon.
fn is_behind_key(entry: &str) -> bool {
    let key = entry.strip_suffix([':', '：']);
    key.is_some_and(|key| !key.is_empty() && !key.contains([':', '：', '"', '\'']))
}

/// Returns true for a word that can be a key.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._$".contains(c))
}

/// Returns true for a text with something in it that has a meaning outside quotes.
fn needs_quotes(before: &str, after: &str) -> bool {
    let text = after.split(['”', '’', '＂', '＇']).next().unwrap_or(after);
    text.contains(": ") || text.contains(" #") || (is_in_brackets(before) && text.contains([',', '{', '}', '[', ']']))
}

#[cfg(test)]
mod tests {
    use super::in_line;

    #[test]
    fn syntax_is_found_wherever_it_stands() {
        for (line, byte) in [
            ("\u{a0} method: POST", 0),
            ("  b:\u{3000}{ type: string }", 4),
            ("  method： POST", 8),
            ("  - code：x", 8),
            ("  a: { type: string, doc： x }", 24),
            ("  a：", 3),
            ("body: ｛ a: b ｝", 6),
            ("body: { a: ｛", 11),
            ("- ｛ code: a ｝", 2),
            ("a: { b: c， d: e }", 9),
            ("a: { b: c ｝", 10),
            ("a: [b, c］", 8),
            ("summary: “a: b”", 9),
            ("a: { b: ‘c, d’ }", 8),
        ] {
            assert_eq!(in_line(line, |_| true).map(|found| found.byte), Some(byte), "{line}");
        }
    }

    #[test]
    fn texts_have_any_characters() {
        for line in [
            "summary: 发送文件：一个，或两个。",
            "doc: id：the id",
            "a: { doc: 名称（x），「y」 }",
            "  a: { type: string, doc: 见：x }",
            "doc: “共享”文件",
            "doc: ［必填］名称",
            "doc: a ｛b｝",
            "a: { doc: a ｛b｝ }",
            "doc: 前，b: c",
            "- it’s",
        ] {
            assert_eq!(in_line(line, |_| true), None, "{line}");
        }
    }
}

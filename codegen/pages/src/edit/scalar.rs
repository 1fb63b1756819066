//! A text as a YAML scalar on one line that reads back as exactly that text: plain where that is safe, and else in quotes.

use dingtalk_policy::is_invisible;
use std::fmt::Write as _;

/// The context of a scalar, the same for keys and values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarContext {
    /// A line of its own: `key: value`, `- value`.
    Block,
    /// Between `{ }` or `[ ]`.
    Flow,
}

/// Characters that cannot begin every plain scalar.
const INDICATORS: &[char] =
    &['-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '=', '<', '~'];

/// Words that some YAML readers do not read as texts.
const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// The scalar. As a key it has to be shorter than [`LONGEST_KEY`].
#[must_use]
pub fn scalar(text: &str, context: ScalarContext) -> String {
    if is_plain(text, context) {
        return text.to_owned();
    }
    let shown = is_balanced(text) && !text.chars().any(must_be_escaped);
    if shown && text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    double_quoted(text)
}

/// Keys must be shorter than this, in characters with quotes and escapes: the parser searches no further for the colon.
pub const LONGEST_KEY: usize = 1024;

fn is_plain(text: &str, context: ScalarContext) -> bool {
    let begins = !text.starts_with(INDICATORS);
    let within = match context {
        ScalarContext::Block => !text.contains(": ") && !text.ends_with(':') && !text.contains(" #"),
        ScalarContext::Flow => !text.contains([',', '[', ']', '{', '}', ':', '#', '"']),
    };
    let ends = !text.is_empty() && text.trim() == text;
    begins && within && ends && is_balanced(text) && !text.chars().any(must_be_escaped) && !is_other(text)
}

/// Returns true if this or another YAML parser would not read the text as a string.
fn is_other(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let digits = text.starts_with(|c: char| c.is_ascii_digit())
        && (text.contains(':')
            || ["0x", "0o", "0b"].iter().any(|base| lower.starts_with(base))
            || lower.chars().all(|c| c.is_ascii_digit() || "_.+-e".contains(c)));
    let number = digits || text.starts_with(['+', '.']);
    WORDS.contains(&lower.as_str()) || (number && !is_day(text))
}

/// Returns true for a day such as `2026-11-21`, which people write without quotes.
fn is_day(text: &str) -> bool {
    let is_expected =
        |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(is_expected)
}

/// Returns true if every bracket is closed. The limit on open brackets counts those in texts.
fn is_balanced(text: &str) -> bool {
    let count = |signs: [char; 2]| text.matches(signs).count();
    count(['[', '{']) == count([']', '}'])
}

fn must_be_escaped(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn double_quoted(text: &str) -> String {
    let balanced = is_balanced(text);
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' | '\\' => out.extend(['\\', c]),
            '[' | '{' if !balanced => escape(c, &mut out),
            c if must_be_escaped(c) => escape(c, &mut out),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escape(c: char, out: &mut String) {
    let number = u32::from(c);
    // Writing into a String does not fail.
    let _ = match number {
        0..=0xff => write!(out, "\\x{number:02X}"),
        0x100..=0xffff => write!(out, "\\u{number:04X}"),
        _ => write!(out, "\\U{number:08X}"),
    };
}

#[cfg(test)]
mod tests {
    use super::{ScalarContext, scalar};
    use dingtalk_spec::diag::{NodePath, Sink};
    use dingtalk_spec::{Node, yaml};
    use std::collections::BTreeSet;

    /// Characters that YAML could take for something else.
    const SIGNS: &str = " \t\n\r\u{0}\u{1b}\u{85}\u{200b}\u{2028}\u{feff}\u{ffff}\u{e000}\u{1f600}\u{e0001}\u{a0}\u{3000}aex_01.-+:,#?!&*|><=~%@`'/[]{}o：\"\\";

    /// Words and signs of several characters.
    const WORDS: &[&str] =
        &["2026-11-21", "%s", "null", "True", "no", "inf", "nan", "---", "...", "汉字", "The app's key."];

    /// Pieces of texts.
    fn pieces() -> Vec<String> {
        SIGNS.chars().map(String::from).chain(WORDS.iter().copied().map(String::from)).collect()
    }

    /// All texts of up to two pieces, and of three with one letter or space.
    fn texts() -> BTreeSet<String> {
        let mut texts: BTreeSet<String> = BTreeSet::from([String::new()]);
        let pieces = pieces();
        for one in &pieces {
            texts.insert(one.clone());
            for two in &pieces {
                texts.insert(format!("{one}{two}"));
                for between in ["a", " ", "1", ":"] {
                    texts.extend([
                        format!("{one}{between}{two}"),
                        format!("{between}{one}{two}"),
                        format!("{one}{two}{between}"),
                    ]);
                }
            }
        }
        texts
    }

    /// A document in which each text is a key, and its own value.
    fn document(texts: &[String], context: ScalarContext) -> String {
        let entry = |text: &String| format!("{}: {}", scalar(text, context), scalar(text, context));
        let entries: Vec<String> = texts.iter().map(entry).collect();
        match context {
            ScalarContext::Block => format!("{}\n", entries.join("\n")),
            ScalarContext::Flow => format!("{{ {} }}\n", entries.join(", ")),
        }
    }

    #[test]
    fn every_text_reads_back_as_itself() {
        // The reader refuses this one as a key, in quotes as well.
        let texts: Vec<String> = texts().into_iter().filter(|text| text != "<<").collect();
        assert!(texts.len() > 20_000, "{}", texts.len());
        for (texts, context) in
            texts.chunks(500).flat_map(|texts| [(texts, ScalarContext::Block), (texts, ScalarContext::Flow)])
        {
            let document = document(texts, context);
            let mut sink = Sink::new();
            let read = yaml::parse(&document, &NodePath::file("x.yaml"), &mut sink);
            let Some(Node::Map(entries)) = read else { panic!("no map: {document}") };
            let same: Vec<(String, Node)> = texts.iter().map(|text| (text.clone(), Node::Text(text.clone()))).collect();
            assert_eq!(entries, same);
            assert!(!sink.has_errors());
            let other: serde_yaml::Mapping = serde_yaml::from_str(&document).unwrap();
            let other: Vec<_> = other.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            let same: Vec<_> = texts.iter().map(|text| (Some(text.as_str()), Some(text.as_str()))).collect();
            assert_eq!(other, same);
        }
    }

    #[test]
    fn a_text_alone_reads_back_as_itself() {
        for text in ["", "~", "a\n\nb\n", " a", "a: b", "---", "[[[", "- a", "\u{feff}a"] {
            let mut sink = Sink::new();
            let list = yaml::parse(
                &format!("- {}\n", scalar(text, ScalarContext::Block)),
                &NodePath::file("x.yaml"),
                &mut sink,
            );
            assert_eq!(list, Some(Node::List(vec![Node::Text(text.to_owned())])));
        }
    }

    #[test]
    fn what_is_safe_stands_as_people_write_it() {
        let written = [
            ("The file's name; `0` is the root.", "The file's name; `0` is the root."),
            ("2026-11-21", "2026-11-21"),
            ("786xxxxx", "786xxxxx"),
            ("paramError.spaceId", "paramError.spaceId"),
            ("获取群信息", "获取群信息"),
            ("%s", "\"%s\""),
            ("40014", "\"40014\""),
            ("1e5", "\"1e5\""),
            ("true", "\"true\""),
            ("", "\"\""),
            ("2022-01-01T10:00:00Z", "\"2022-01-01T10:00:00Z\""),
            ("a, b", "\"a, b\""),
            ("{\"a\": 1}", "'{\"a\": 1}'"),
            ("a\nb", "\"a\\nb\""),
            ("a [ b", "\"a \\x5B b\""),
        ];
        for (text, scalar) in written {
            assert_eq!(super::scalar(text, ScalarContext::Flow), scalar);
        }
        assert_eq!(scalar("https://api.example.com/a?b=c#d", ScalarContext::Block), "https://api.example.com/a?b=c#d");
        assert_eq!(scalar("a, b", ScalarContext::Block), "a, b");
        assert_eq!(scalar("a: b", ScalarContext::Block), "\"a: b\"");
    }
}

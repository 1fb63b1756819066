//! Classifies lines and words of copied text.

use crate::labels::{MAX_NAME, class_name, is_name_char, type_word};

/// Labels start with a capital letter or are Chinese, unlike field names and code. Lines of code may end with a colon.
pub(super) fn is_label_case(text: &str) -> bool {
    text.chars().next().is_some_and(|first| first.is_ascii_uppercase() || !first.is_ascii()) && !text.ends_with(':')
}

/// Returns `true` for a short line that is not a sentence and may be an unknown label.
pub(in crate::document) fn looks_like_label(text: &str) -> bool {
    const ENDS: &[char] = &['.', '。', ':', '：', '!', '！', '?', '？', ';', '；', ',', '，', '{', '}', ')', '>'];
    let text = text.trim();
    text.chars().count() <= 60
        && text.chars().next().is_some_and(char::is_alphanumeric)
        && !text.ends_with(ENDS)
        && !text.contains(['\t', '=', '"'])
        && !text.contains("://")
}

/// Returns `true` for boilerplate of the site around a page.
pub(super) fn is_boilerplate(text: &str) -> bool {
    const LINES: &[&str] =
        &["skip to main content", "跳到主要内容", "跳转到主内容", "on this page", "本页内容", "copy page", "复制"];
    const STARTS: &[&str] = &[
        "更新于",
        "更新时间",
        "上一篇",
        "下一篇",
        "以上内容是否",
        "last updated",
        "previous:",
        "next:",
        "was this page",
        "is this page",
    ];
    if text.len() > 80 {
        return false;
    }
    let lower = text.trim().to_lowercase();
    LINES.contains(&lower.as_str()) || STARTS.iter().any(|start| lower.starts_with(start))
}

/// Returns `true` for the title of a note.
pub(super) fn is_note_title(text: &str) -> bool {
    const TITLES: &[&str] = &["note", "important", "warning", "caution", "tip", "重要", "警告", "注意", "提示"];
    TITLES.contains(&text.trim().to_lowercase().as_str())
}

/// Returns `true` for a sentence, as opposed to code.
pub(super) fn is_prose(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic)
        && text.ends_with(['.', '。', '：', ':', '！', '!'])
        && !text.contains(['{', '}', ';', '=', '<', '>', '(', '"'])
}

/// Returns `true` if a text introduces a list.
pub(super) fn begins_list(text: &str) -> bool {
    text.trim_end().ends_with([':', '：'])
}

/// Returns `true` for a bulleted list item.
pub(super) fn is_bullet(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['•', '●', '▪', '·', '◦'])
        || text.strip_prefix(['-', '*']).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// Returns `true` for a valid field or parameter name.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim();
    text.len() <= MAX_NAME && text.chars().all(is_name_char) && text.contains(char::is_alphanumeric)
}

/// Returns `true` for a known type word.
pub(super) fn is_type(text: &str) -> bool {
    let text = text.trim();
    let says_more = |rest: &str| rest.starts_with(['<', '[']) || rest.to_lowercase().starts_with(" of ");
    let begins = || type_word::leading(text, true).is_some_and(|end| says_more(&text[end..]));
    text.len() <= 60 && (type_word::is_known(text) || begins())
}

/// Returns `true` for text that may be the name of a service type.
pub(super) fn is_named_type(text: &str) -> bool {
    let text = text.trim().trim_end_matches("[]");
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.len() <= 100
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '<' | '>' | '.'))
        && text.chars().any(|c| c.is_ascii_lowercase())
}

/// Returns `true` if a line starts a joined row: a name and type, a type alone or, with a required column, a name and
/// flag.
pub(super) fn begins_field(text: &str, says_required: bool) -> bool {
    let (name, rest) = text.split_at(name_end(text));
    let typed = || (1..=name.len()).any(|at| leading_type(&text[at..]).is_some_and(|end| may_end(text, at + end)));
    // `DateField：a date` is a list item.
    let is_value = is_item(text) && text.starts_with(|c: char| c.is_ascii_uppercase());
    if begins_nameless(text) || (!is_value && typed()) {
        return true;
    }
    let flagged = ["Yes", "No", "True", "False"].iter().any(|flag| name.find(flag).is_some_and(|at| at > 0))
        || rest.strip_prefix(['是', '否']).is_some_and(|rest| !is_item(rest));
    let flagged = says_required && !name.is_empty() && flagged;
    !is_item(text)
        && (name.contains("VO")
            || name.contains("DTO")
            || class_name::runs_into(text, name.len())
            || runs_into_sentence(name)
            || flagged)
}

/// Returns `true` if a name runs into a capitalized sentence start: `kindEnumThe`.
fn runs_into_sentence(name: &str) -> bool {
    const STARTS: &[&str] = &["The", "A", "An", "Whether", "Which", "What", "Where", "When", "Who", "How", "If"];
    let has_type = |before: &str| {
        before.ends_with(|c: char| c.is_ascii_lowercase())
            && before.starts_with(|c: char| c.is_ascii_lowercase())
            && before.contains(|c: char| c.is_ascii_uppercase())
    };
    STARTS.iter().any(|start| name.strip_suffix(start).is_some_and(has_type))
}

/// Returns the length of the type word at the start of a text. `INTERNAL` has none.
fn leading_type(text: &str) -> Option<usize> {
    let is_shouted = |end: usize| {
        let (word, rest) = text.split_at(end);
        let capitals = word.chars().all(|c| c.is_ascii_uppercase());
        capitals && rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
    };
    // `double-check` begins a sentence.
    let is_prose = |end: usize| {
        let goes_on = |c: char| c.is_ascii() && !c.is_ascii_uppercase() && !matches!(c, '[' | '0'..='9');
        text.starts_with(|c: char| c.is_ascii_lowercase()) && text[end..].starts_with(goes_on)
    };
    type_word::leading(text, false).filter(|end| !is_shouted(*end) && !is_prose(*end))
}

fn name_end(text: &str) -> usize {
    text.find(|c: char| !is_name_char(c)).unwrap_or(text.len()).min(MAX_NAME)
}

/// Returns `true` unless a colon follows, which marks a list value.
fn may_end(text: &str, at: usize) -> bool {
    !text[at..].starts_with([':', '：'])
}

/// Returns `true` if a text continues with a space and a lowercase word.
fn goes_on(text: &str) -> bool {
    let is_within = |c: char| c.is_ascii_lowercase() || (c.is_alphabetic() && !c.is_ascii());
    text.strip_prefix(' ').is_some_and(|rest| rest.starts_with(is_within))
}

/// Returns `true` for a possible name that is followed by a sentence.
pub(super) fn is_sentence(text: &str) -> bool {
    let end = name_end(text);
    end > 0 && goes_on(&text[end..])
}

/// Returns `true` if a sentence starts with the name of a row.
pub(super) fn is_about(sentence: &str, row: &str) -> bool {
    let name = &sentence[..name_end(sentence)];
    row.strip_prefix(name).is_some_and(|rest| leading_type(rest).is_some())
}

/// Returns `true` if a line starts with a type, not with a longer word: `Strings` does not start with `Str`.
fn begins_nameless(text: &str) -> bool {
    let Some(end) = leading_type(text) else { return false };
    let rest = &text[end..];
    let is_value = ["true", "false", "null"].iter().any(|value| rest.starts_with(value));
    text.starts_with(|c: char| c.is_ascii())
        && may_end(text, end)
        && !goes_on(rest)
        && !(is_item(text) && is_capitalized(rest))
        && (end > 5 || is_value || !rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Returns `true` for a line that may be a joined row without a recognizable type: it starts with a camel-case name
/// that something follows directly, or with a lowercase type.
pub(super) fn may_be_field(text: &str) -> bool {
    let name = &text[..name_end(text)];
    let hump = name.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let stuck = name.len() < text.len() && !text[name.len()..].starts_with([' ', '：', '，', '。', '、', '；', '）']);
    let typed = || (1..name.len()).any(|at| type_word::leading(&name[at..], true).is_some_and(|end| end > 3));
    let nameless = name.is_empty() && type_word::leading(text, false).is_some();
    nameless || (name.starts_with(|c: char| c.is_ascii_lowercase()) && ((hump && stuck) || typed()))
}

/// Returns `true` for a list item of the form `value: meaning`.
pub(super) fn is_item(text: &str) -> bool {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(text.len());
    let rest = text[end..].trim_start();
    end > 0 && rest.starts_with(['：', ':']) && !rest.starts_with("://")
}

/// Returns `true` for an item that needs no list introduction: `Note: …` does.
pub(super) fn is_value(text: &str) -> bool {
    is_item(text) && !is_capitalized(text) && !begins_list(text)
}

/// Returns `true` for a capitalized word such as `Note`, as opposed to `OPEN` or `DateField`.
fn is_capitalized(text: &str) -> bool {
    let word = &text[..text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len())];
    let rest = word.strip_prefix(|c: char| c.is_ascii_uppercase());
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_lowercase()))
}

/// Returns `true` if a line starts with a status code.
pub(super) fn begins_status(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits >= 3 && matches!(text.as_bytes()[0], b'1'..=b'5')
}

/// Returns `true` if a line starts with an error code: a number, unlike that of a list item, or a word with an inner sign or
/// capital.
pub(super) fn begins_code(text: &str) -> bool {
    let is_of_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let word = &text[..text.find(|c| !is_of_code(c)).unwrap_or(text.len())];
    let number = text.trim_start_matches('-');
    let behind = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = behind.len() < number.len() && behind.starts_with(|c: char| c.is_alphabetic() || c == '%');
    let is_inner = |pair: &[u8]| match pair {
        [b'_' | b'.', after] => after.is_ascii_alphanumeric(),
        [before, after] => before.is_ascii_lowercase() && after.is_ascii_uppercase(),
        _ => false,
    };
    !is_item(text) && (is_number || word.as_bytes().windows(2).any(is_inner))
}

/// Returns `true` if a cell consists of status codes.
pub(super) fn is_status(text: &str) -> bool {
    let mut parts = text.split(['/', ',', '，', '、']).map(str::trim);
    parts.all(|part| part.len() == 3 && begins_status(part))
}

/// Returns `true` if a line starts with a basic information label.
pub(super) fn begins_basic(text: &str) -> bool {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(40);
    ends.into_iter().any(|end| crate::labels::basic(&text[..end]).is_some())
}

/// Returns `true` for a continued value of a basic information row.
pub(super) fn is_part_of_basic(text: &str) -> bool {
    text.starts_with("appType-") || text.starts_with("permission-")
}

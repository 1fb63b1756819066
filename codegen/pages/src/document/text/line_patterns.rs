//! What lines and words of copied text look like.

use crate::labels::{is_name_char, type_word};

/// No name of a member is longer.
const MAX_NAME: usize = 200;

/// Labels begin with a capital letter or are Chinese, which tells them from the names of members and from code; and code ends lines with a
/// colon.
pub(super) fn is_label_case(text: &str) -> bool {
    text.chars().next().is_some_and(|first| first.is_ascii_uppercase() || !first.is_ascii()) && !text.ends_with(':')
}

/// Whether a line may be a label that is not known: short, and no sentence.
pub(in crate::document) fn looks_like_label(text: &str) -> bool {
    const ENDS: &[char] = &['.', '。', ':', '：', '!', '！', '?', '？', ';', '；', ',', '，', '{', '}', ')', '>'];
    let text = text.trim();
    text.chars().count() <= 60
        && text.chars().next().is_some_and(char::is_alphanumeric)
        && !text.ends_with(ENDS)
        && !text.contains(['\t', '=', '"'])
        && !text.contains("://")
}

/// Whether a line belongs to the site around a page.
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

/// Whether a line is the title of a note, which stands anywhere.
pub(super) fn is_note_title(text: &str) -> bool {
    const TITLES: &[&str] = &["note", "important", "warning", "caution", "tip", "重要", "警告", "注意", "提示"];
    TITLES.contains(&text.trim().to_lowercase().as_str())
}

/// Whether a line is a sentence, and so no code.
pub(super) fn is_prose(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic)
        && text.ends_with(['.', '。', '：', ':', '！', '!'])
        && !text.contains(['{', '}', ';', '=', '<', '>', '(', '"'])
}

/// Whether a text announces a list.
pub(super) fn begins_list(text: &str) -> bool {
    text.trim_end().ends_with([':', '：'])
}

/// Whether a line is an item of a list in a description.
pub(super) fn is_bullet(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['•', '●', '▪', '·', '◦'])
        || text.strip_prefix(['-', '*']).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// Whether a text can be the name of a member or a parameter.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim();
    text.len() <= MAX_NAME && text.chars().all(is_name_char) && text.contains(char::is_alphanumeric)
}

/// Whether a text is a type that has a word of its own.
pub(super) fn is_type(text: &str) -> bool {
    let text = text.trim();
    let says_more = |rest: &str| rest.starts_with(['<', '[']) || rest.to_lowercase().starts_with(" of ");
    let begins = || type_word::leading(text, true).is_some_and(|end| says_more(&text[end..]));
    text.len() <= 60 && (type_word::is_known(text) || begins())
}

/// Whether a text may be the name of a type of the service.
pub(super) fn is_named_type(text: &str) -> bool {
    let text = text.trim().trim_end_matches("[]");
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.len() <= 100
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '<' | '>' | '.'))
        && text.chars().any(|c| c.is_ascii_lowercase())
}

/// Whether a row of joined cells begins a line: a name and a type, or a type alone; or, where the table says what is required, a name and a
/// yes or no.
pub(super) fn begins_field(text: &str, says_required: bool) -> bool {
    let (name, rest) = text.split_at(name_end(text));
    let typed = || (1..=name.len()).any(|at| leading_type(&text[at..]).is_some_and(|end| may_end(text, at + end)));
    // `DateField：a date` is an item of a list.
    let is_value = is_item(text) && text.starts_with(|c: char| c.is_ascii_uppercase());
    if begins_nameless(text) || (!is_value && typed()) {
        return true;
    }
    let flagged = ["Yes", "No", "True", "False"].iter().any(|flag| name.find(flag).is_some_and(|at| at > 0))
        || rest.strip_prefix(['是', '否']).is_some_and(|rest| !is_item(rest));
    let flagged = says_required && !name.is_empty() && flagged;
    !is_item(text) && (name.contains("VO") || name.contains("DTO") || runs_into_sentence(name) || flagged)
}

/// Whether what looks like a name ends with the beginning of a sentence, and with a capital in front of that: `kindEnumThe`.
fn runs_into_sentence(name: &str) -> bool {
    const STARTS: &[&str] = &["The", "A", "An", "Whether", "Which", "What", "Where", "When", "Who", "How", "If"];
    let has_type = |before: &str| {
        before.ends_with(|c: char| c.is_ascii_lowercase())
            && before.starts_with(|c: char| c.is_ascii_lowercase())
            && before.contains(|c: char| c.is_ascii_uppercase())
    };
    STARTS.iter().any(|start| name.strip_suffix(start).is_some_and(has_type))
}

/// How many bytes of a text its beginning takes up as a type: `INTERNAL` is none.
fn leading_type(text: &str) -> Option<usize> {
    let is_shouted = |end: usize| {
        let (word, rest) = text.split_at(end);
        let capitals = word.chars().all(|c| c.is_ascii_uppercase());
        capitals && rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
    };
    type_word::leading(text, false).filter(|end| !is_shouted(*end))
}

fn name_end(text: &str) -> usize {
    text.find(|c: char| !is_name_char(c)).unwrap_or(text.len()).min(MAX_NAME)
}

/// Whether a type may end at a place: behind a value of a list stands a colon.
fn may_end(text: &str, at: usize) -> bool {
    !text[at..].starts_with([':', '：'])
}

/// Whether a text goes on with a word of a sentence behind a blank.
fn goes_on(text: &str) -> bool {
    let is_within = |c: char| c.is_ascii_lowercase() || (c.is_alphabetic() && !c.is_ascii());
    text.strip_prefix(' ').is_some_and(|rest| rest.starts_with(is_within))
}

/// Whether a line begins with what may be a name, and goes on as a sentence.
pub(super) fn is_sentence(text: &str) -> bool {
    let end = name_end(text);
    end > 0 && goes_on(&text[end..])
}

/// Whether a sentence begins with the name of a row, behind which the type stands.
pub(super) fn is_about(sentence: &str, row: &str) -> bool {
    let name = &sentence[..name_end(sentence)];
    row.strip_prefix(name).is_some_and(|rest| leading_type(rest).is_some())
}

/// Whether a line begins with a type, and not with a word that begins like one: `Strings` is no `Str`.
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

/// Whether a line of joined cells may be a row although no type is seen in it: what it begins with looks like a name that something sticks
/// to, or a type in small letters does.
pub(super) fn may_be_field(text: &str) -> bool {
    let name = &text[..name_end(text)];
    let hump = name.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let stuck = name.len() < text.len() && !text[name.len()..].starts_with([' ', '：', '，', '。', '、', '；', '）']);
    let typed = || (1..name.len()).any(|at| type_word::leading(&name[at..], true).is_some_and(|end| end > 3));
    let nameless = name.is_empty() && type_word::leading(text, false).is_some();
    nameless || (name.starts_with(|c: char| c.is_ascii_lowercase()) && ((hump && stuck) || typed()))
}

/// Whether a line is a value and what it stands for, as lists have them.
pub(super) fn is_item(text: &str) -> bool {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(text.len());
    let rest = text[end..].trim_start();
    end > 0 && rest.starts_with(['：', ':']) && !rest.starts_with("://")
}

/// Whether a line is an item that needs nothing above it to announce a list: `Note: …` is none.
pub(super) fn is_value(text: &str) -> bool {
    is_item(text) && !is_capitalized(text) && !begins_list(text)
}

/// Whether a line begins with one capital and then small letters, as `Note:` does; `OPEN:` and `DateField:` do not.
fn is_capitalized(text: &str) -> bool {
    let word = &text[..text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len())];
    let rest = word.strip_prefix(|c: char| c.is_ascii_uppercase());
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_lowercase()))
}

/// Whether a line begins with statuses.
pub(super) fn begins_status(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits >= 3 && matches!(text.as_bytes()[0], b'1'..=b'5')
}

/// Whether a cell holds statuses and nothing else.
pub(super) fn is_status(text: &str) -> bool {
    let mut parts = text.split(['/', ',', '，', '、']).map(str::trim);
    parts.all(|part| part.len() == 3 && begins_status(part))
}

/// Whether a line begins with a label of the basic information.
pub(super) fn begins_basic(text: &str) -> bool {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(40);
    ends.into_iter().any(|end| crate::labels::basic(&text[..end]).is_some())
}

/// Whether a line is one of several values of a row of the basic information.
pub(super) fn is_part_of_basic(text: &str) -> bool {
    text.starts_with("appType-") || text.starts_with("permission-")
}

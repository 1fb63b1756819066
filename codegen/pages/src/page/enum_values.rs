//! Detects enum values in descriptions.

use super::row_cells::ListedValue;
use crate::labels::type_word::TypeMeaning;
use std::collections::HashSet;

/// Phrases that introduce values.
const CUES: &[&str] = &[
    "valid values",
    "valid value",
    "possible values",
    "allowed values",
    "supported values",
    "enumerated values",
    "enum values",
    "values",
    "取值范围",
    "取值",
    "可选值",
    "枚举值",
    "有效值",
    "枚举",
];

/// Maximum number of occurrences of a phrase that are tried.
const MAX_PLACES: usize = 8;

/// Phrases that introduce field names or steps instead of values.
const FIELD_PHRASES: &[&str] = &["字段", "参数", "属性", "步骤", "fields", "members", "parameters", "steps"];

/// Phrases that explain how to obtain a value.
const OBTAIN_PHRASES: &[&str] = &["调用", "接口获取", "call ", "calling", "obtain", "获取方式"];

/// Returns the enum values that a field's description lists.
pub(super) fn values(description: &str, meaning: &TypeMeaning) -> Vec<ListedValue> {
    let of_values = matches!(
        meaning.innermost(),
        TypeMeaning::String
            | TypeMeaning::Integer
            | TypeMeaning::Long
            | TypeMeaning::Number
            | TypeMeaning::Any
            | TypeMeaning::Named(_)
    );
    if !of_values {
        return Vec::new();
    }
    let bulleted = bulleted(description);
    let mut values = if bulleted.is_empty() { inline(description) } else { bulleted };
    let truth = |value: &ListedValue| matches!(value.value.to_ascii_lowercase().as_str(), "true" | "false");
    if values.iter().any(truth) || values.iter().any(|value| explains_how_to_obtain(&value.description)) {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    values.retain(|value| seen.insert(value.value.clone()));
    values
}

/// Returns words that may be enum values but are not clearly listed as such: `one.FILE: a file.FOLDER: a folder`, or
/// some items of a list.
pub(crate) fn hinted(description: &str) -> Vec<&str> {
    let words = hinted_items(description);
    if !words.is_empty() {
        return words;
    }
    let colons = description.match_indices([':', '：']);
    let words = colons.filter_map(|(at, colon)| {
        let behind = &description[at + colon.len()..];
        let word = trailing_word(&description[..at]);
        let is_other = behind.starts_with("//") || behind.starts_with(|c: char| c.is_ascii_digit());
        (!is_other && is_distinctive(word.trim_start_matches('-'))).then_some(word)
    });
    let words = each_once(words);
    if words.len() > 1 { words } else { Vec::new() }
}

/// Returns the longest run of list items that may be values. A single item counts only if it is the only one.
fn hinted_items(description: &str) -> Vec<&str> {
    let (lead, items) = items(description);
    if introduces_fields(lead) {
        return Vec::new();
    }
    let could_be =
        items.iter().map(|text| (text, parted(text).map(|(value, _)| value).or_else(|| number_behind(text))));
    let words: Vec<Option<&str>> =
        could_be.map(|(text, word)| word.filter(|_| !explains_how_to_obtain(text))).collect();
    let runs = words.split(Option::is_none).map(|run| each_once(run.iter().copied().flatten()));
    let longest = runs.rev().max_by_key(Vec::len).unwrap_or_default();
    // Booleans and the keys and values of maps are not enum values.
    let are_others = |word: &&str| matches!(word.to_ascii_lowercase().as_str(), "true" | "false" | "key" | "value");
    let is_list = longest.len() > 1 || items.len() == 1;
    if is_list && !longest.iter().any(are_others) { longest } else { Vec::new() }
}

/// Parses a named number, such as `普通：0`.
fn number_behind(text: &str) -> Option<&str> {
    let (_, number) = text.split_once([':', '：'])?;
    let number = number.trim();
    number.parse::<i64>().is_ok().then_some(number)
}

fn each_once<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    words.filter(|word| seen.insert(*word)).collect()
}

/// Returns the last word of a text, with the sign of a number.
fn trailing_word(text: &str) -> &str {
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let before = text.trim_end_matches(is_of_word);
    let word = &text[before.len()..];
    let bare = before.strip_suffix('-').filter(|bare| !bare.ends_with(is_of_word));
    match bare {
        Some(bare) if word.parse::<u64>().is_ok() => &text[bare.len()..],
        _ => word,
    }
}

/// Returns `true` for words written like values, not like prose.
fn is_distinctive(word: &str) -> bool {
    let is_loud = word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    !word.is_empty() && (is_loud || word.contains('_'))
}

fn explains_how_to_obtain(description: &str) -> bool {
    let lower = description.to_lowercase();
    OBTAIN_PHRASES.iter().filter(|phrase| lower.contains(*phrase)).count() > 1
}

/// Parses `The kind: - FILE: a file - FOLDER: a folder`.
fn bulleted(description: &str) -> Vec<ListedValue> {
    let (lead, items) = items(description);
    let cued = is_cued(lead);
    if !cued && introduces_fields(lead) {
        return Vec::new();
    }
    let values: Vec<ListedValue> = items.into_iter().map_while(item).collect();
    if values.len() > 1 || cued { values } else { Vec::new() }
}

/// Splits a description into the text before a list and its items.
fn items(description: &str) -> (&str, Vec<&str>) {
    let places = |bullet: &'static str| {
        let begins =
            |at: &usize| *at == 0 || description[..*at].ends_with(|c: char| c.is_whitespace() || !c.is_ascii());
        description.match_indices(bullet).map(|(at, _)| at).filter(begins).collect::<Vec<usize>>()
    };
    // The first bullet style is that of the outer list.
    let bullets = ["- ", "* ", "• ", "· "].into_iter().map(|bullet| (places(bullet), bullet.len()));
    let (starts, length) = bullets.filter(|(starts, _)| !starts.is_empty()).min().unwrap_or_default();
    let ends = starts.iter().skip(1).copied().chain([description.len()]);
    let lead = &description[..starts.first().copied().unwrap_or(description.len())];
    (lead, starts.iter().zip(ends).map(|(start, end)| description[start + length..end].trim()).collect())
}

/// Returns `true` if the last clause before a list introduces values.
fn is_cued(lead: &str) -> bool {
    let lower = last_clause(lead).to_lowercase();
    CUES.iter().any(|cue| lower.contains(cue))
}

fn introduces_fields(lead: &str) -> bool {
    let lower = last_clause(lead).to_lowercase();
    FIELD_PHRASES.iter().any(|word| lower.contains(word))
}

fn last_clause(lead: &str) -> &str {
    let lead = lead.trim_end().trim_end_matches(['：', ':', '。', '.', '，', ',']);
    let start = lead.rfind(['。', '；', ';']).map_or(0, |at| at + lead[at..].chars().next().map_or(0, char::len_utf8));
    &lead[start..]
}

fn item(text: &str) -> Option<ListedValue> {
    let (value, description) = parted(text)?;
    Some(ListedValue { value: value.to_owned(), description: said_of_it(description) })
}

fn parted(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(['*', '`', '"', '“', '\'']);
    let end = text.find(|c: char| !is_of_value(c)).unwrap_or(text.len());
    let value = &text[..end];
    let rest = text[end..].trim_start_matches(['*', '`', '"', '”', '\'']);
    let after_blank = rest.trim_start();
    let said = after_blank.strip_prefix([':', '：', '-', '–', '—', '=', '→']);
    let in_words = rest.len() != after_blank.len() && after_blank.starts_with(|c: char| !c.is_ascii());
    let number = !value.is_empty() && value.chars().all(|c| c.is_ascii_digit() || c == '-');
    let description = match said {
        Some(said) => said,
        None if after_blank.is_empty() || after_blank.starts_with(['（', '(', '，', ',', ';', '；', '。']) => {
            after_blank
        }
        None if number && in_words => after_blank,
        None => return None,
    };
    is_value(value).then_some((value, description))
}

/// Removes trailing notes and separators.
fn said_of_it(text: &str) -> String {
    let end = text.find("[!").unwrap_or(text.len());
    text[..end].trim().trim_end_matches(['*', '；', ';', '，', ',', ' ']).to_owned()
}

fn is_of_value(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// A number with a trailing period is a step.
fn is_value(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && text.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}

/// Parses `Valid values: A, B` and `取值：1：on；2：off`.
fn inline(description: &str) -> Vec<ListedValue> {
    let lower = description.to_ascii_lowercase();
    for cue in CUES {
        for (at, cue) in lower.match_indices(cue).take(MAX_PLACES) {
            let rest = &description[at + cue.len()..];
            let rest = rest.trim_start_matches([' ', '为', '是', '有', '包', '括']);
            let rest = rest.strip_prefix(['：', ':']).unwrap_or(rest);
            let values = enumerated(sentence(rest));
            if values.len() > 1 {
                return values;
            }
        }
    }
    Vec::new()
}

fn sentence(text: &str) -> &str {
    let end = text.find('。').into_iter().chain(text.find(". ")).min().unwrap_or(text.len());
    text[..end].trim().trim_end_matches('.')
}

/// Splits at separators if every piece is a value.
fn enumerated(text: &str) -> Vec<ListedValue> {
    for separators in [&['；', ';'][..], &['，', ',', '、'][..], &['/', '|'][..]] {
        let parts: Vec<&str> = text.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect();
        let parts = parts
            .into_iter()
            .map(|part| ["and ", "or ", "和", "或"].iter().fold(part, |part, word| part.trim_start_matches(word)));
        let values: Option<Vec<ListedValue>> = parts.map(item).collect();
        if let Some(values) = values.filter(|values| values.len() > 1) {
            return values;
        }
    }
    let values = spaced(text);
    if values.len() > 1 {
        return values;
    }
    let mut words = text.split_whitespace();
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some(one), Some("and" | "or" | "和" | "或"), Some(other), None) => {
            [one, other].into_iter().filter_map(item).collect()
        }
        _ => Vec::new(),
    }
}

/// Parses `A: one B: another`, a list whose lines are joined.
fn spaced(text: &str) -> Vec<ListedValue> {
    let begins = |at: &usize| {
        let end = text[*at..].find(|c: char| !is_of_value(c)).map_or(text.len(), |end| at + end);
        let said = &text[end..];
        end > *at && said.starts_with([':', '：']) && !said.starts_with("://")
    };
    let after_blank = |at: &usize| *at == 0 || text[..*at].ends_with(char::is_whitespace);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).filter(after_blank).filter(begins).collect();
    if starts.first() != Some(&0) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let items = starts.iter().zip(ends).map(|(start, end)| item(text[*start..end].trim()));
    items.collect::<Option<_>>().unwrap_or_default()
}

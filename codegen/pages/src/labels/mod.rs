//! Known labels of pages in Chinese and English: headings, columns, basic information, flags.

pub(crate) mod class_name;
mod dictionary;
mod normal_label;
pub(crate) mod statuses;
pub(crate) mod type_word;

use dictionary::LabelTable;
pub(crate) use dictionary::METHODS;
use normal_label::NormalLabel;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

static SECTIONS: LazyLock<Dictionary<SectionKind>> = LazyLock::new(|| Dictionary::new(dictionary::SECTIONS));
static COLUMNS: LazyLock<Dictionary<Column>> = LazyLock::new(|| Dictionary::new(dictionary::COLUMNS));
static BASICS: LazyLock<Dictionary<BasicLabel>> = LazyLock::new(|| Dictionary::new(dictionary::BASICS));
static FLAGS: LazyLock<Dictionary<bool>> = LazyLock::new(|| Dictionary::new(dictionary::FLAGS));
static APPS: LazyLock<Dictionary<&str>> = LazyLock::new(|| Dictionary::new(dictionary::APPS));
static SUPPORTED: LazyLock<Dictionary<bool>> = LazyLock::new(|| Dictionary::new(dictionary::SUPPORTED));
static NO_PERMISSIONS: LazyLock<Dictionary<()>> = LazyLock::new(|| Dictionary::new(dictionary::NO_PERMISSIONS));

/// Labels with their meanings.
struct Dictionary<T> {
    /// The longest first.
    labels: Vec<(&'static str, T)>,
    meanings: HashMap<&'static str, T>,
}

impl<T: Copy> Dictionary<T> {
    fn new(table: &LabelTable<T>) -> Self {
        let rows = table.iter().flat_map(|(meaning, labels)| labels.split('|').map(|label| (label, *meaning)));
        let mut labels: Vec<_> = rows.collect();
        // The first meaning of a label counts.
        let meanings = labels.iter().rev().copied().collect();
        labels.sort_by_key(|(label, _)| Reverse(label.len()));
        Self { labels, meanings }
    }

    fn find(&self, text: &str) -> Option<T> {
        self.meanings.get(NormalLabel::of(text)?.as_str()).copied()
    }

    /// Returns the lengths and meanings of the labels at the start of a text, the longest first.
    fn leading(&self, text: &str) -> impl Iterator<Item = (usize, T)> {
        let begins = |label: &str| text.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label));
        self.labels.iter().filter(move |(label, _)| begins(label)).map(|(label, meaning)| (label.len(), *meaning))
    }
}

/// Section that a heading starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SectionKind {
    /// The whole request.
    Request,
    BasicInformation,
    /// Older pages: the request line in a code block.
    RequestMethod,
    /// Older pages: the app types that may call it.
    Access,
    Header,
    Path,
    Query,
    Body,
    RequestExample,
    /// The whole response. Holds the fields if no response body heading follows.
    Response,
    ResponseBody,
    ResponseExample,
    /// Examples of request and response.
    Examples,
    Errors,
    /// Prose without facts.
    Prose,
}

/// Content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Label of a basic information row.
    Field,
    /// Value of a basic information row.
    Value,
    Name,
    Type,
    Required,
    Place,
    Example,
    Default,
    MaxLength,
    Description,
    Status,
    Code,
    Message,
    App,
    Supported,
    Permission,
    Explorer,
}

/// Row of the basic information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BasicLabel {
    Url,
    Method,
    Apps,
    Permissions,
}

/// Returns the section of a known heading.
pub(crate) fn section(text: &str) -> Option<SectionKind> {
    SECTIONS.find(text)
}

/// Returns the column of a known label.
pub(crate) fn column(text: &str) -> Option<Column> {
    COLUMNS.find(text)
}

/// Returns the basic information row of a known label.
pub(crate) fn basic(text: &str) -> Option<BasicLabel> {
    BASICS.find(text)
}

/// Splits a header without separators into distinct columns; adjacent descriptions count as one. Prefers the longest label
/// that leaves a valid rest: `参数类型是否必填` is name, type and required.
pub(crate) fn joined_columns(text: &str) -> Option<Vec<Column>> {
    let text = NormalLabel::of(text)?;
    let mut columns = Vec::new();
    let fits = split_columns(text.as_str(), &mut columns) && columns.len() > 1;
    columns.dedup();
    fits.then_some(columns)
}

/// Backtracks over label lengths. The depth is the number of columns.
fn split_columns(rest: &str, columns: &mut Vec<Column>) -> bool {
    let rest = rest.trim_start();
    if rest.is_empty() {
        let has = |column| columns.contains(&column);
        // A type implies a name, a status a code, and a description something else.
        let is_named = !has(Column::Type) || has(Column::Name) || has(Column::Field);
        let is_coded = !has(Column::Status) || has(Column::Code);
        let is_whole = is_coded && columns.iter().any(|column| *column != Column::Description);
        return is_named && (columns.len() == 1 || is_whole);
    }
    COLUMNS.labels.iter().filter(|(label, _)| rest.starts_with(label)).any(|(label, column)| {
        if !may_follow(columns, *column) {
            return false;
        }
        columns.push(*column);
        let fits = split_columns(&rest[label.len()..], columns);
        if !fits {
            columns.pop();
        }
        fits
    })
}

/// Returns `true` if a header may have a column after these. Only adjacent descriptions repeat.
pub(crate) fn may_follow(columns: &[Column], column: Column) -> bool {
    !columns.contains(&column) || (column == Column::Description && columns.last() == Some(&column))
}

/// Returns the spec's name of a known app type.
pub(crate) fn app(text: &str) -> Option<&'static str> {
    APPS.find(text)
}

/// Maximum length of a field name in bytes.
pub(crate) const MAX_NAME: usize = 200;

/// Returns `true` for characters of field and parameter names.
pub(crate) fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '[' | ']' | '*' | '{' | '}' | '@' | ':' | '/')
}

/// Returns `true` for placeholders of no permission.
pub(crate) fn no_permission(text: &str) -> bool {
    NO_PERMISSIONS.find(text.trim_end_matches(['。', '.', ' '])).is_some()
}

/// Returns whether a cell states that an app type is supported, or `None` if it states neither. Conditions in
/// parentheses are ignored.
pub(crate) fn supported(text: &str) -> Option<bool> {
    SUPPORTED.find(text.split(['(', '（']).next().unwrap_or_default())
}

/// Parses a boolean flag.
pub(crate) fn flag(text: &str) -> Option<bool> {
    FLAGS.find(text)
}

/// Returns the length of the longest flag at the start of a text. A single letter counts only before the start of a
/// sentence.
pub(crate) fn leading_flag(text: &str) -> Option<usize> {
    let begins_anew = |rest: &str| rest.starts_with(|c: char| c.is_ascii_uppercase() || !c.is_ascii());
    let is_flag = |length: &usize| *length > 1 || text.get(1..).is_some_and(begins_anew);
    FLAGS.leading(text).map(|(length, _)| length).find(is_flag)
}

/// Returns the length of the longest basic information label at the start of a text, unless the label continues, as in
/// `Permission note`.
pub(crate) fn leading_basic(text: &str) -> Option<usize> {
    let (end, _) = BASICS.leading(text).next()?;
    let (label, rest) = text.split_at(end);
    let word = rest.strip_prefix(' ').map_or("", |rest| rest.split(' ').next().unwrap_or(rest));
    let is_word = word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(|c| c.is_ascii_alphabetic());
    let is_value = METHODS.contains(&word.to_ascii_uppercase().as_str()) || no_permission(word);
    (!label.is_ascii() || !is_word || is_value).then_some(end)
}

/// Returns possible lengths of an app type at the start of a text: `Internal appSupported` starts with `Internal app`
/// and `Internal appS`.
pub(crate) fn leading_apps(text: &str) -> impl Iterator<Item = usize> {
    APPS.leading(text).map(|(length, _)| length)
}

/// Parses the support word at the start of a text and returns its length.
pub(crate) fn leading_support(text: &str) -> Option<(bool, usize)> {
    SUPPORTED.leading(text).next().map(|(length, yes)| (yes, length))
}

#[cfg(test)]
mod tests;

//! The labels of pages in the languages and wordings that are met: headings, columns, the basic information, yes and no.

mod dictionary;
pub(crate) mod type_word;

pub(crate) use dictionary::METHODS;
use dictionary::{APPS, BASICS, COLUMNS, FLAGS, NO_PERMISSIONS, SECTIONS, SUPPORTED, UNSUPPORTED};

/// What a heading begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SectionKind {
    /// Everything that is sent; says nothing by itself.
    Request,
    BasicInformation,
    /// Older pages: the request line, in a code block.
    RequestMethod,
    /// Older pages: which apps may call it.
    Access,
    Header,
    Path,
    Query,
    Body,
    RequestExample,
    /// Everything that is answered: the members, where no further heading follows.
    Response,
    ResponseBody,
    ResponseExample,
    /// Examples of both.
    Examples,
    Errors,
    /// Prose that belongs to a page and has no facts.
    Prose,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The label of a row of the basic information.
    Field,
    /// Its value.
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

/// A row of the basic information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BasicLabel {
    Url,
    Method,
    Apps,
    Permissions,
}

/// What a heading begins, if it is one that is known.
pub(crate) fn section(text: &str) -> Option<SectionKind> {
    find(SECTIONS, text)
}

/// What the column below a label holds, if the label is known.
pub(crate) fn column(text: &str) -> Option<Column> {
    find(COLUMNS, text)
}

/// What a row of the basic information says, if its label is known.
pub(crate) fn basic(text: &str) -> Option<BasicLabel> {
    find(BASICS, text)
}

/// The columns of a header whose labels stand one after the other with nothing between them, none of them twice: the longest
/// labels count, as long as the rest are labels as well (`参数类型是否必填` is a name, a type and a flag).
pub(crate) fn joined_columns(text: &str) -> Option<Vec<Column>> {
    let text = normal(text);
    // More than all columns take; what is longer is no header, and would only take time.
    if text.len() > 300 {
        return None;
    }
    let mut columns = Vec::new();
    (split_columns(&text, &mut columns) && columns.len() > 1).then_some(columns)
}

/// Splits what is left of a header. It goes as deep as there are columns.
fn split_columns(rest: &str, columns: &mut Vec<Column>) -> bool {
    let rest = rest.trim_start();
    if rest.is_empty() {
        // Whatever has a type has a name.
        return !columns.contains(&Column::Type) || columns.contains(&Column::Name) || columns.contains(&Column::Field);
    }
    let labels = COLUMNS.iter().flat_map(|(column, labels)| labels.iter().map(move |label| (*column, *label)));
    let mut begins: Vec<_> =
        labels.filter(|(column, label)| rest.starts_with(label) && !columns.contains(column)).collect();
    begins.sort_by_key(|(_, label)| std::cmp::Reverse(label.len()));
    begins.into_iter().any(|(column, label)| {
        columns.push(column);
        let fits = split_columns(&rest[label.len()..], columns);
        if !fits {
            columns.pop();
        }
        fits
    })
}

/// The word of a spec for a kind of app, if it is one that is known.
pub(crate) fn app(text: &str) -> Option<&'static str> {
    find(APPS, text)
}

/// Whether a character can stand in the name of a member or a parameter.
pub(crate) fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '[' | ']' | '*' | '{' | '}' | '@' | ':' | '/')
}

/// Whether a text stands for there being no permission.
pub(crate) fn no_permission(text: &str) -> bool {
    NO_PERMISSIONS.contains(&normal(text.trim_end_matches(['。', '.', ' '])).as_str())
}

/// Whether a cell says that a kind of app may call the interface, or may not; none if it says neither. What stands in parentheses behind
/// that is the conditions.
pub(crate) fn supported(text: &str) -> Option<bool> {
    let text = normal(text);
    let head = text.split(['(', '（']).next().unwrap_or_default().trim();
    let is_one = |words: &[&str]| words.contains(&head);
    is_one(SUPPORTED).then_some(true).or_else(|| is_one(UNSUPPORTED).then_some(false))
}

/// Whether a cell says yes or no.
pub(crate) fn flag(text: &str) -> Option<bool> {
    let text = normal(text);
    FLAGS.iter().find(|(label, _)| *label == text).map(|(_, yes)| *yes)
}

/// How many bytes of a text its beginning takes up as yes or no; the most that do. A single letter is one only if
/// a sentence begins behind it.
pub(crate) fn leading_flag(text: &str) -> Option<usize> {
    let begins_anew = |rest: &str| rest.starts_with(|c: char| c.is_ascii_uppercase() || !c.is_ascii());
    let is_flag = |label: &&str| label.len() > 1 || text.get(1..).is_some_and(begins_anew);
    longest(FLAGS.iter().map(|(label, _)| *label).filter(is_flag), text)
}

/// How many bytes of a text its beginning takes up as the label of a row of the basic information; the most that do. Of `Permission
/// note`, the label goes on.
pub(crate) fn leading_basic(text: &str) -> Option<usize> {
    let end = longest(BASICS.iter().flat_map(|(_, labels)| labels.iter().copied()), text)?;
    let (label, rest) = text.split_at(end);
    let word = rest.strip_prefix(' ').map_or("", |rest| rest.split(' ').next().unwrap_or(rest));
    let is_word = word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(|c| c.is_ascii_alphabetic());
    let is_value = METHODS.contains(&word.to_ascii_uppercase().as_str()) || no_permission(word);
    (!label.is_ascii() || !is_word || is_value).then_some(end)
}

/// How many bytes of a text its beginning may take up as a kind of app: of `Internal appSupported`, `Internal app`, and also `Internal appS`.
pub(crate) fn leading_apps(text: &str) -> impl Iterator<Item = usize> {
    let labels = APPS.iter().flat_map(|(_, labels)| labels.iter().copied());
    labels.filter(|label| begins(text, label)).map(str::len)
}

/// Whether the beginning of a text says that an app may call, and how many bytes it takes up.
pub(crate) fn leading_support(text: &str) -> Option<(bool, usize)> {
    let yes = longest(SUPPORTED.iter().copied(), text).map(|length| (length, true));
    let no = longest(UNSUPPORTED.iter().copied(), text).map(|length| (length, false));
    yes.into_iter().chain(no).max().map(|(length, yes)| (yes, length))
}

fn longest<'a>(labels: impl Iterator<Item = &'a str>, text: &str) -> Option<usize> {
    labels.filter(|label| begins(text, label)).map(str::len).max()
}

fn begins(text: &str, label: &str) -> bool {
    text.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label))
}

fn find<T: Copy>(table: &[(T, &[&str])], text: &str) -> Option<T> {
    let text = normal(text);
    table.iter().find(|(_, labels)| labels.contains(&text.as_str())).map(|(value, _)| *value)
}

/// A label without what differs between pages and says nothing: case, a colon at its end, white space before Chinese.
fn normal(text: &str) -> String {
    let lower = text.trim().trim_end_matches([':', '：']).trim().to_lowercase();
    let mut out = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        let chinese = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        if !out.is_empty() && !chinese(out.chars().next_back()) && !chinese(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

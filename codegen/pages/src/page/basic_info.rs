//! Basic information of a page: the operation and who may call it. Its table, or the equivalents on older pages.

use super::ambiguities::{Ambiguities, Quoted};
use super::app_access;
use super::examples::RequestExample;
use super::row_groups::RowGroup;
use crate::document::{PageText, TableCells};
use crate::labels::{self, BasicLabel, METHODS};

/// Basic information. Fields that the page does not state are `None`.
#[derive(Debug, Default)]
pub(crate) struct BasicInfo {
    pub(crate) method: Option<PageText>,
    /// Path without the query, starting with `/`.
    pub(crate) path: Option<PageText>,
    /// Host, such as `api.dingtalk.com`.
    pub(crate) host: Option<PageText>,
    /// App types that may call it.
    pub(crate) apps: Option<Vec<AppKind>>,
    /// Set if a row leaves an app type open, so that more may call it.
    pub(crate) apps_open: bool,
    /// Permissions; empty if the page states that none is needed.
    pub(crate) permissions: Option<Vec<PagePermission>>,
    /// Rows as written, for text comparison.
    pub(crate) rows: Vec<PageText>,
}

impl BasicInfo {
    /// Returns `true` for an operation of the older host: it takes the access token in the query, and its errors have
    /// status 200.
    pub(crate) fn is_of_older_host(&self) -> bool {
        self.host.as_ref().is_some_and(|host| host.text.starts_with("oapi."))
    }
}

/// An app type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AppKind {
    /// Name in a spec, such as `internal_app`. For an unknown type, derived from the page's text.
    pub(crate) word: String,
    /// Text on the page.
    pub(crate) text: String,
    pub(crate) known: bool,
    pub(crate) line: Option<usize>,
}

/// A permission.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PagePermission {
    /// Code; `None` if the page states only the name.
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) line: Option<usize>,
}

/// Reads a basic information table.
pub(super) fn read(group: &RowGroup<'_>, basics: &mut BasicInfo, ambiguities: &mut Ambiguities) {
    let mut unknown = Vec::new();
    for row in &group.rows {
        let (label, value) = label_and_value(&row.cells);
        if let Some(basic) = labels::basic(&label) {
            say(basic, &value, row.line, basics, ambiguities);
            basics.rows.push(row.written());
        } else {
            unknown.push((row, value));
            ambiguities
                .unknown(row.line, format!("the label {} of the basic information is not known", Quoted(&label)));
        }
    }
    for (row, value) in unknown {
        if let Some(basic) = label_by_marker(&value, basics) {
            say(basic, &value, row.line, basics, ambiguities);
            basics.rows.push(row.written());
        }
    }
}

/// Reads a paragraph such as `Request method: POST`.
pub(super) fn read_line(text: &str, line: Option<usize>, basics: &mut BasicInfo, ambiguities: &mut Ambiguities) {
    if let Some((label, value)) = text.split_once([':', '：'])
        && let Some(basic) = labels::basic(label)
    {
        say(basic, value.trim(), line, basics, ambiguities);
        basics.rows.push(PageText { text: text.to_owned(), line });
    }
}

/// Reads one row.
fn say(basic: BasicLabel, value: &str, line: Option<usize>, basics: &mut BasicInfo, ambiguities: &mut Ambiguities) {
    match basic {
        BasicLabel::Url => address(value, line, basics, ambiguities),
        BasicLabel::Method => method(value, line, basics, ambiguities),
        BasicLabel::Apps => {
            let apps = app_access::apps(value, line, ambiguities);
            let words = |apps: &Vec<AppKind>| apps.iter().map(|app| app.text.as_str()).collect::<Vec<_>>().join(", ");
            keep_first(&mut basics.apps, apps, words, ("kinds of app", line), ambiguities);
        }
        BasicLabel::Permissions => {
            let permissions = app_access::permissions(value, line);
            let codes = |all: &Vec<PagePermission>| {
                let codes = all.iter().map(|one| one.code.as_deref().or(one.name.as_deref()).unwrap_or_default());
                codes.collect::<Vec<_>>().join(", ")
            };
            keep_first(&mut basics.permissions, permissions, codes, ("permissions", line), ambiguities);
        }
    }
}

/// Identifies a row with an unknown label by the marker in its value.
fn label_by_marker(value: &str, basics: &BasicInfo) -> Option<BasicLabel> {
    let permissions = basics.permissions.is_none() && value.starts_with("permission-");
    let apps = basics.apps.is_none() && value.starts_with("appType-");
    permissions.then_some(BasicLabel::Permissions).or(apps.then_some(BasicLabel::Apps))
}

/// Keeps the first statement and reports later ones that differ.
fn keep_first<T>(
    slot: &mut Option<T>,
    new: T,
    shown: impl Fn(&T) -> String,
    (what, line): (&str, Option<usize>),
    ambiguities: &mut Ambiguities,
) {
    let Some(first) = slot else {
        *slot = Some(new);
        return;
    };
    let (first, second) = (shown(first), shown(&new));
    if first != second {
        let message = format!("for the {what}, the page has {} and then {}", Quoted(&first), Quoted(&second));
        ambiguities.contradiction(line, message);
    }
}

fn keep_first_text(
    slot: &mut Option<PageText>,
    text: &str,
    what: (&str, Option<usize>),
    ambiguities: &mut Ambiguities,
) {
    keep_first(slot, PageText { text: text.to_owned(), line: what.1 }, |fact| fact.text.clone(), what, ambiguities);
}

fn label_and_value(cells: &TableCells) -> (String, String) {
    match cells {
        TableCells::Separate(cells) => {
            let (label, values) =
                cells.split_first().map_or(("", [].as_slice()), |(label, rest)| (label.as_str(), rest));
            let values: Vec<&str> = values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
            (label.to_owned(), values.join(" "))
        }
        TableCells::Joined(text) => {
            let end = labels::leading_basic(text).unwrap_or(text.len());
            (text[..end].to_owned(), text[end..].trim_start_matches([':', '：', ' ']).to_owned())
        }
    }
}

fn method(value: &str, line: Option<usize>, basics: &mut BasicInfo, ambiguities: &mut Ambiguities) {
    let method = value.trim().to_ascii_uppercase();
    if !METHODS.contains(&method.as_str()) {
        ambiguities.unknown(line, format!("{} is not an HTTP method", Quoted(value)));
    }
    keep_first_text(&mut basics.method, &method, ("method", line), ambiguities);
}

/// Reads the host and path of a URL. A method may precede it.
pub(super) fn address(value: &str, line: Option<usize>, basics: &mut BasicInfo, ambiguities: &mut Ambiguities) {
    let value = value.trim().trim_matches('`');
    let (first, rest) = value.split_once(' ').unwrap_or((value, ""));
    let value = if METHODS.contains(&first) { rest.trim() } else { value };
    let value = value.split([' ', '?', '#']).next().unwrap_or_default();
    let without_scheme = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let (host, path) = match without_scheme {
        Some(rest) => match rest.find('/') {
            Some(slash) => (Some(&rest[..slash]), &rest[slash..]),
            None => (Some(rest), "/"),
        },
        None => (None, value),
    };
    if !path.starts_with('/') {
        ambiguities.unknown(line, format!("{} is not a URL", Quoted(value)));
        return;
    }
    keep_first_text(&mut basics.path, path, ("path", line), ambiguities);
    if let Some(host) = host {
        keep_first_text(&mut basics.host, host, ("host", line), ambiguities);
    }
}

/// Reads the request line of an older page.
pub(super) fn read_form(form: &RequestExample, basics: &mut BasicInfo) {
    let fact = |text: &str| PageText { text: text.to_owned(), line: form.line };
    let host = form.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("host"));
    if basics.method.is_none() && basics.path.is_none() {
        basics.rows.push(PageText { text: format!("{} {}", form.method, form.path), line: form.line });
    }
    basics.method.get_or_insert_with(|| fact(&form.method));
    basics.path.get_or_insert_with(|| fact(&form.path));
    if let Some((_, host)) = host {
        basics.host.get_or_insert_with(|| fact(host));
    }
}

//! The rows of the basic information, and those of the tables that older pages have in its place.

use super::basics::{AppKind, Basics, Fact, Permission};
use super::cells::Row;
use super::columns::cell;
use super::doubts::{DoubtKind, Doubts, Quoted};
use super::example::RequestExample;
use super::shapes::{self, Shape};
use crate::docs::document::{Cells, TableRow};
use crate::docs::labels::{self, Basic, Column};

const APP_MARK: &str = "appType-";
const PERMISSION_MARK: &str = "permission-";
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Takes up the rows of a table of basic information.
pub(super) fn read(shape: &Shape<'_>, basics: &mut Basics, doubts: &mut Doubts) {
    for row in &shape.rows {
        let (label, value) = label_and_value(&row.cells);
        if say(&label, &value, row.line, basics, doubts) {
            basics.rows.push(Row { text: shapes::text(&row.cells), line: row.line });
        } else {
            doubts.add(
                DoubtKind::UnknownLabel,
                row.line,
                format!("the label {} of the basic information is not known", Quoted(&label)),
            );
        }
    }
}

/// Takes up a paragraph of the basic information, such as `Request method: POST`.
pub(super) fn read_line(text: &str, line: Option<usize>, basics: &mut Basics, doubts: &mut Doubts) {
    if let Some((label, value)) = text.split_once([':', '：'])
        && say(label, value.trim(), line, basics, doubts)
    {
        basics.rows.push(Row { text: text.to_owned(), line });
    }
}

/// Takes up what one row says, if its label is known.
fn say(label: &str, value: &str, line: Option<usize>, basics: &mut Basics, doubts: &mut Doubts) -> bool {
    match labels::basic(label) {
        Some(Basic::Url) => address(value, line, basics, doubts),
        Some(Basic::Method) => method(value, line, basics, doubts),
        Some(Basic::Apps) => basics.apps = Some(apps(value, line, doubts)),
        Some(Basic::Permissions) => basics.permissions = Some(permissions(value, line)),
        None => return false,
    }
    true
}

fn label_and_value(cells: &Cells) -> (String, String) {
    match cells {
        Cells::Separate(cells) => {
            let (label, values) =
                cells.split_first().map_or(("", [].as_slice()), |(label, rest)| (label.as_str(), rest));
            let values: Vec<&str> = values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
            (label.to_owned(), values.join(" "))
        }
        Cells::Joined(text) => {
            let end = labels::leading_basic(text).unwrap_or(text.len());
            (text[..end].to_owned(), text[end..].trim_start_matches([':', '：', ' ']).to_owned())
        }
    }
}

fn method(value: &str, line: Option<usize>, basics: &mut Basics, doubts: &mut Doubts) {
    let method = value.trim().to_ascii_uppercase();
    if !METHODS.contains(&method.as_str()) {
        doubts.add(DoubtKind::UnknownLabel, line, format!("{} is no method of HTTP", Quoted(value)));
    }
    basics.method = Some(Fact { text: method, line });
}

/// The host and the path of an address; a method may stand in front of it.
pub(super) fn address(value: &str, line: Option<usize>, basics: &mut Basics, doubts: &mut Doubts) {
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
        doubts.add(DoubtKind::UnknownLabel, line, format!("{} is no address", Quoted(value)));
        return;
    }
    basics.path = Some(Fact { text: path.to_owned(), line });
    if let Some(host) = host {
        basics.host = Some(Fact { text: host.to_owned(), line });
    }
}

/// The kinds of app in a cell: each behind its mark, or between separators.
fn apps(value: &str, line: Option<usize>, doubts: &mut Doubts) -> Vec<AppKind> {
    let separators = |c: char| matches!(c, '、' | ',' | '，' | ';' | '；' | '/' | '\u{3000}' | '|');
    let names: Vec<&str> =
        if value.contains(APP_MARK) { value.split(APP_MARK).collect() } else { value.split(separators).collect() };
    let names = names.into_iter().map(|name| name.trim_matches(|c: char| c.is_whitespace() || separators(c)));
    let mut apps: Vec<AppKind> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        let app = app(name, line, doubts);
        if !apps.iter().any(|known| known.word == app.word && known.text == app.text) {
            apps.push(app);
        }
    }
    apps
}

fn app(name: &str, line: Option<usize>, doubts: &mut Doubts) -> AppKind {
    let known = labels::app(name);
    let word = known.map_or_else(|| snake(name), str::to_owned);
    if known.is_none() {
        doubts.add(DoubtKind::UnknownLabel, line, format!("the kind of app {} is not known", Quoted(name)));
    }
    AppKind { word, text: name.to_owned(), known: known.is_some(), line }
}

/// The letters and digits of a text, as one word; empty if it has none of ASCII.
fn snake(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

/// The permissions in a cell, each behind its mark, or one without.
fn permissions(value: &str, line: Option<usize>) -> Vec<Permission> {
    let mut starts: Vec<usize> = value.match_indices(PERMISSION_MARK).map(|(at, _)| at).collect();
    starts.retain(|at| *at == 0 || coded(&value[at + PERMISSION_MARK.len()..]).is_some_and(|(code, _)| is_code(code)));
    if starts.is_empty() {
        return permission(value, line).into_iter().collect();
    }
    let ends = starts.iter().skip(1).copied().chain([value.len()]);
    let texts = starts.iter().zip(ends).map(|(start, end)| &value[start + PERMISSION_MARK.len()..end]);
    texts.filter_map(|text| permission(text, line)).collect()
}

fn permission(text: &str, line: Option<usize>) -> Option<Permission> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；'));
    let text = text.trim_start_matches("[!NOTE]").trim_start_matches("[!IMPORTANT]").trim_start();
    if labels::no_permission(text) {
        return None;
    }
    let (code, name) = match coded(text) {
        Some((code, name)) => (Some(code), name),
        None if is_code(text) => (Some(text), ""),
        None => (None, text),
    };
    let name = (!name.is_empty()).then(|| name.to_owned());
    Some(Permission { code: code.map(str::to_owned), name, line })
}

/// A code and the name behind it.
fn coded(text: &str) -> Option<(&str, &str)> {
    let (code, name) = text.split_once('-')?;
    let code = code.trim();
    let plain = !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    plain.then(|| (code, name.trim()))
}

fn is_code(text: &str) -> bool {
    text.contains(['_', '.']) && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
}

/// Takes up a table that says app by app whether it may call, and with which permission.
pub(super) fn read_access(shape: &Shape<'_>, basics: &mut Basics, doubts: &mut Doubts) {
    let mut apps: Vec<AppKind> = Vec::new();
    let mut permissions: Vec<Permission> = Vec::new();
    for row in &shape.rows {
        let text = shapes::text(&row.cells);
        match access(shape, row) {
            Some(access) if access.supported => {
                apps.push(app(&access.app, row.line, doubts));
                let permission = permission(&access.permission, row.line);
                permissions.extend(permission.filter(|new| !permissions.iter().any(|known| known.name == new.name)));
            }
            Some(_) => {}
            None => {
                doubts.add(
                    DoubtKind::Unsplit,
                    row.line,
                    format!("the cells of {} cannot be told apart", Quoted(&text)),
                );
            }
        }
        basics.rows.push(Row { text, line: row.line });
    }
    basics.apps.get_or_insert(apps);
    basics.permissions.get_or_insert(permissions);
}

/// What a row says of a kind of app.
struct Access {
    app: String,
    supported: bool,
    permission: String,
}

fn access(shape: &Shape<'_>, row: &TableRow) -> Option<Access> {
    let text = match &row.cells {
        Cells::Separate(cells) => {
            let cell = |column| cell(cells, &shape.columns, column).unwrap_or_default().to_owned();
            let supported =
                !shape.columns.contains(&Some(Column::Supported)) || labels::supported(&cell(Column::Supported));
            return Some(Access { app: cell(Column::App), supported, permission: cell(Column::Permission) });
        }
        Cells::Joined(text) => text,
    };
    let (length, supported, said) = labels::leading_apps(text)
        .filter_map(|length| {
            labels::leading_support(&text[length..]).map(|(supported, said)| (length, supported, said))
        })
        .max_by_key(|(length, ..)| *length)?;
    let (app, rest) = text.split_at(length);
    let permission = rest[said..].trim().trim_end_matches("API Explorer").trim_end_matches('—').trim();
    Some(Access { app: app.to_owned(), supported, permission: permission.to_owned() })
}

/// Takes up the request line that older pages have instead of a table.
pub(super) fn read_form(form: &RequestExample, basics: &mut Basics) {
    let fact = |text: &str| Fact { text: text.to_owned(), line: form.line };
    let host = form.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("host"));
    if basics.method.is_none() && basics.path.is_none() {
        basics.rows.push(Row { text: format!("{} {}", form.method, form.path), line: form.line });
    }
    basics.method.get_or_insert_with(|| fact(&form.method));
    basics.path.get_or_insert_with(|| fact(&form.path));
    if let Some((_, host)) = host {
        basics.host.get_or_insert_with(|| fact(host));
    }
}

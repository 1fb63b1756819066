//! Reads app types and permissions, from basic information or from the access table of older pages.

use super::ambiguities::{Ambiguities, Quoted};
use super::basic_info::{AppKind, BasicInfo, PagePermission};
use super::column_cells::cell;
use super::row_groups::RowGroup;
use crate::document::{TableCells, TableRow};
use crate::labels::{self, Column};
use std::collections::HashSet;

const APP_MARK: &str = "appType-";
const PERMISSION_MARK: &str = "permission-";

fn is_separator(c: char) -> bool {
    matches!(c, '、' | ',' | '，' | ';' | '；' | '|' | '\u{3000}')
}

/// Splits a cell into app types, by marker or separator.
pub(super) fn apps(value: &str, line: Option<usize>, ambiguities: &mut Ambiguities) -> Vec<AppKind> {
    let is_separator = |c: char| c == '/' || is_separator(c);
    let names: Vec<&str> =
        if value.contains(APP_MARK) { value.split(APP_MARK).collect() } else { value.split(is_separator).collect() };
    let names = names.into_iter().map(|name| name.trim_matches(|c: char| c.is_whitespace() || is_separator(c)));
    let mut seen = HashSet::new();
    names.filter(|name| !name.is_empty() && seen.insert(*name)).map(|name| app(name, line, ambiguities)).collect()
}

fn app(name: &str, line: Option<usize>, ambiguities: &mut Ambiguities) -> AppKind {
    let known = labels::app(name);
    let word = known.map_or_else(|| snake(name), str::to_owned);
    if known.is_none() {
        ambiguities.unknown(line, format!("the kind of app {} is not known", Quoted(name)));
    }
    AppKind { word, text: name.to_owned(), known: known.is_some(), line }
}

/// Joins the ASCII letters and digits of a text with underscores.
fn snake(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

/// Splits a cell into permissions: by marker, by code, or by separator.
pub(super) fn permissions(value: &str, line: Option<usize>) -> Vec<PagePermission> {
    let behind = |at: usize| &value[at + PERMISSION_MARK.len()..];
    let mut starts: Vec<usize> = value.match_indices(PERMISSION_MARK).map(|(at, _)| at).collect();
    starts.retain(|at| *at == 0 || coded(behind(*at)).is_some_and(|(code, _)| is_code(code)));
    if !starts.is_empty() {
        let ends = starts.iter().skip(1).copied().chain([value.len()]);
        let texts = starts.iter().zip(ends).map(|(start, end)| trimmed(&value[start + PERMISSION_MARK.len()..end]));
        return texts.filter_map(|text| permission(text, coded(text), line)).collect();
    }
    let mut pieces = split(value, |piece| own_code(piece).is_some());
    if pieces.iter().all(|piece| own_code(piece).is_none()) {
        pieces = split(value, |_| true);
    }
    pieces.into_iter().filter_map(|piece| permission(piece, own_code(piece), line)).collect()
}

/// Splits at separators. A piece that does not start a new value continues the previous one.
fn split(value: &str, begins: impl Fn(&str) -> bool) -> Vec<&str> {
    let places = value.match_indices(is_separator).map(|(at, separator)| at + separator.len());
    let mut ends: Vec<usize> = places.filter(|at| begins(trimmed(next_piece(&value[*at..])))).collect();
    ends.push(value.len());
    let starts = [0].into_iter().chain(ends.clone());
    starts.zip(ends).map(|(start, end)| trimmed(&value[start..end])).collect()
}

fn next_piece(text: &str) -> &str {
    text.split(is_separator).next().unwrap_or(text)
}

fn trimmed(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_separator(c));
    text.trim_start_matches("[!NOTE]").trim_start_matches("[!IMPORTANT]").trim_start()
}

fn permission(text: &str, coded: Option<(&str, &str)>, line: Option<usize>) -> Option<PagePermission> {
    if labels::no_permission(text) {
        return None;
    }
    let (code, name) = coded.map_or((None, text), |(code, name)| (Some(code), name));
    let name = (!name.is_empty()).then(|| name.to_owned());
    Some(PagePermission { code: code.map(str::to_owned), name, line })
}

/// Parses a code without a marker, and the name after it. `Read-only access` has none.
fn own_code(text: &str) -> Option<(&str, &str)> {
    coded(text).or(Some((text, ""))).filter(|(code, _)| is_code(code))
}

/// Parses `code-name`.
fn coded(text: &str) -> Option<(&str, &str)> {
    let (code, name) = text.split_once('-')?;
    let code = code.trim();
    is_plain(code).then(|| (code, name.trim()))
}

fn is_code(text: &str) -> bool {
    text.contains(['_', '.']) && is_plain(text)
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
}

/// Reads an access table.
pub(super) fn read(group: &RowGroup<'_>, basics: &mut BasicInfo, ambiguities: &mut Ambiguities) {
    let mut apps = Vec::new();
    let mut permissions: Vec<PagePermission> = Vec::new();
    let mut seen = HashSet::new();
    for row in &group.rows {
        let written = row.written();
        let text = &written.text;
        match access(group, row) {
            Some(AppAccess { app, supported: Some(true), permission }) => {
                apps.push(self::app(&app, row.line, ambiguities));
                let new = self::permissions(&permission, row.line).into_iter();
                permissions.extend(new.filter(|new| seen.insert((new.code.clone(), new.name.clone()))));
            }
            Some(AppAccess { supported: Some(false), .. }) => {}
            unclear => {
                let message = match unclear {
                    Some(AppAccess { app, .. }) => {
                        format!("{} does not say whether {} may call", Quoted(text), Quoted(&app))
                    }
                    None => format!("the cells of {} are ambiguous", Quoted(text)),
                };
                ambiguities.unsplit(row.line, message);
                basics.apps_open = true;
            }
        }
        basics.rows.push(written);
    }
    basics.apps.get_or_insert(apps);
    basics.permissions.get_or_insert(permissions);
}

/// A row of the access table.
struct AppAccess {
    app: String,
    /// `None` if the row states neither.
    supported: Option<bool>,
    permission: String,
}

fn access(group: &RowGroup<'_>, row: &TableRow) -> Option<AppAccess> {
    let text = match &row.cells {
        TableCells::Separate(cells) => {
            let cell = |column| cell(cells, &group.columns, column).unwrap_or_default().to_owned();
            let has_column = group.columns.contains(&Some(Column::Supported));
            let supported = if has_column { labels::supported(&cell(Column::Supported)) } else { Some(true) };
            return Some(AppAccess { app: cell(Column::App), supported, permission: cell(Column::Permission) });
        }
        TableCells::Joined(text) => text,
    };
    let (app, supported, said) = labels::leading_apps(text)
        .filter_map(|length| {
            let (app, said) = text.split_at(length);
            let (supported, length) = labels::leading_support(said.trim_start())?;
            Some((app, supported, &said.trim_start()[length..]))
        })
        .max_by_key(|(app, ..)| app.len())?;
    let permission = said.trim().trim_end_matches("API Explorer").trim_end_matches('—').trim();
    Some(AppAccess { app: app.to_owned(), supported: Some(supported), permission: permission.to_owned() })
}

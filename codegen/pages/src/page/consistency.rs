//! Detects contradictions between tables and examples, and between rows.

use super::ambiguities::{Ambiguities, Quoted};
use super::basic_info::BasicInfo;
use super::examples::{RequestExample, kind_of};
use super::nesting::Nesting;
use super::page_tables::{self, FieldRow, FieldTable, Part, RowId};
use super::row_cells::{FieldCells, RequiredFlag};
use crate::document::PageText;
use crate::json::{Json, JsonObject};
use crate::labels::type_word::TypeMeaning;
use serde_json::Value;
use std::collections::HashSet;

/// Compares example requests with the endpoint and the parameter tables.
pub(super) fn requests(
    basics: &BasicInfo,
    tables: &[FieldTable],
    requests: &[RequestExample],
    ambiguities: &mut Ambiguities,
) {
    // A bare body states nothing about the rest.
    let requests: Vec<&RequestExample> = requests.iter().filter(|request| !request.method.is_empty()).collect();
    for request in &requests {
        if let Some(method) = basics.method.as_ref().filter(|method| method.text != request.method) {
            let (said, sent) = (Quoted(&method.text), Quoted(&request.method));
            ambiguities.contradiction(request.line, format!("the method is {said}, but the example sends {sent}"));
        }
        if let Some(path) = basics.path.as_ref().filter(|path| !matches(&path.text, &request.path)) {
            let (said, sent) = (Quoted(&path.text), Quoted(&request.path));
            ambiguities.contradiction(request.line, format!("the path is {said}, but the example asks for {sent}"));
        }
    }
    let headers = requests.iter().flat_map(|request| &request.headers);
    let headers: HashSet<String> = headers.map(|(name, _)| name.to_ascii_lowercase()).collect();
    let query: HashSet<&str> =
        requests.iter().flat_map(|request| &request.query).map(|(name, _)| name.as_str()).collect();
    for table in tables.iter().filter(|_| !requests.is_empty()) {
        let sent = |name: &str| match table.part {
            Part::Header => headers.contains(&name.to_ascii_lowercase()),
            Part::Query => query.contains(name),
            _ => true,
        };
        let required = certain(table).filter(|cells| cells.required == Some(RequiredFlag::Yes));
        for cells in required.filter(|cells| !sent(&cells.name)) {
            let line = requests.first().and_then(|request| request.line);
            ambiguities.contradiction(line, left_out(table.part.word(), &cells.name));
        }
    }
    path_parameters(basics.path.as_ref(), tables, ambiguities);
}

fn left_out(what: &str, name: &str) -> String {
    format!("the {what} {} is required, but the example leaves it out", Quoted(name))
}

fn certain(table: &FieldTable) -> impl Iterator<Item = &FieldCells> {
    table.rows.iter().filter(|row| row.parent.is_none()).filter_map(FieldRow::certain)
}

/// Returns `true` if a path matches a template.
fn matches(template: &str, sent: &str) -> bool {
    let (templates, sent) = (template.trim_end_matches('/').split('/'), sent.trim_end_matches('/').split('/'));
    let sent: Vec<&str> = sent.collect();
    templates.clone().count() == sent.len()
        && templates.zip(sent).all(|(template, sent)| segment_matches(template, sent))
}

fn segment_matches(template: &str, sent: &str) -> bool {
    match (template.find('{'), template.rfind('}')) {
        (Some(open), Some(close)) if open < close => {
            let (prefix, suffix) = (&template[..open], &template[close + 1..]);
            sent.len() > prefix.len() + suffix.len() && sent.starts_with(prefix) && sent.ends_with(suffix)
        }
        _ => template == sent,
    }
}

/// Returns the parameter names of a path.
pub(super) fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

fn path_parameters(path: Option<&PageText>, tables: &[FieldTable], ambiguities: &mut Ambiguities) {
    let Some(path) = path else { return };
    let rows = || tables.iter().filter(|table| table.part == Part::Path).flat_map(|table| &table.rows);
    let unread = rows().any(|row| row.readings.is_empty());
    let listed: HashSet<&str> = rows().flat_map(|row| &row.readings).map(|cells| cells.name.as_str()).collect();
    for name in parameters(&path.text) {
        if !unread && !listed.contains(name) {
            let message = format!("the path has the parameter {}, which no row describes", Quoted(name));
            ambiguities.contradiction(path.line, message);
        }
    }
    let known: HashSet<&str> = parameters(&path.text).collect();
    for (index, row) in rows().enumerate() {
        if let Some(cells) = row.certain().filter(|cells| !known.contains(cells.name.as_str())) {
            let message = format!("{} is described as part of the path, which does not have it", Quoted(&cells.name));
            ambiguities.contradiction((RowId::Field(Part::Path, index), row.written.line), message);
        }
    }
}

/// Compares the rows of a table with each other and with the example.
pub(super) fn fields(table: &FieldTable, nesting: &Nesting<'_>, line: Option<usize>, ambiguities: &mut Ambiguities) {
    let check = FieldChecker { table, nesting, line };
    check.report_duplicates(ambiguities);
    let (top, children) = page_tables::children(&table.rows);
    let whole = top.first().filter(|first| check.name(**first).is_empty());
    if whole.is_none() {
        check.object(None, &nesting.top, &top, ambiguities);
    }
    for (number, row) in table.rows.iter().enumerate() {
        if let Some(cells) = row.certain() {
            check.value(number, cells, ambiguities);
        }
        let open = matches!(row.meaning(), Some(TypeMeaning::Map(_) | TypeMeaning::Any));
        let item = children[number].first().is_some_and(|first| check.name(*first).is_empty());
        if !children[number].is_empty() && !open && !item {
            check.object(Some(number), &nesting.values[number], &children[number], ambiguities);
        }
    }
}

struct FieldChecker<'c, 'a> {
    table: &'c FieldTable,
    nesting: &'c Nesting<'a>,
    /// First line of the example.
    line: Option<usize>,
}

impl FieldChecker<'_, '_> {
    fn name(&self, row: usize) -> &str {
        self.table.rows[row].name()
    }

    /// Formats a row for messages.
    fn called(&self, row: usize) -> String {
        match self.name(row) {
            "" if self.table.rows[row].parent.is_none() => format!("the whole {}", self.whole()),
            "" => "the item".to_owned(),
            name => Quoted(name).to_string(),
        }
    }

    fn whole(&self) -> &'static str {
        if self.table.part == Part::Response { "response" } else { "body" }
    }

    fn report_duplicates(&self, ambiguities: &mut Ambiguities) {
        let mut seen = HashSet::new();
        for (index, row) in self.table.rows.iter().enumerate() {
            if let Some(cells) = row.certain()
                && !seen.insert((row.parent, cells.name.as_str()))
                && row.settled
            {
                let message = format!("{} is described twice at one place", Quoted(&cells.name));
                ambiguities.contradiction((RowId::Field(self.table.part, index), row.written.line), message);
            }
        }
    }

    /// Compares an object of the example with the rows at that level.
    fn object(&self, parent: Option<usize>, values: &[&Json], rows: &[usize], ambiguities: &mut Ambiguities) {
        let objects = below(values);
        let Some(_) = objects.first() else { return };
        let within = parent.map_or_else(String::new, |parent| format!(" of {}", self.called(parent)));
        let mut seen: HashSet<&str> = HashSet::new();
        let unread = rows.iter().any(|row| self.table.rows[*row].readings.is_empty());
        let listed: HashSet<&str> =
            rows.iter().flat_map(|row| &self.table.rows[*row].readings).map(|cells| cells.name.as_str()).collect();
        for name in objects.iter().flat_map(|object| object.fields()).map(|(name, _)| name) {
            if !listed.contains(name) && !unread && seen.insert(name) {
                let message = format!("the example has the field {}{within}, which no row describes", Quoted(name));
                ambiguities.contradiction(self.line, message);
            }
        }
        let shown: HashSet<&str> = objects.iter().flat_map(|object| object.fields()).map(|(name, _)| name).collect();
        for row in rows {
            let required = self.table.rows[*row].certain().filter(|cells| cells.required == Some(RequiredFlag::Yes));
            if let Some(cells) = required.filter(|cells| !shown.contains(cells.name.as_str())) {
                ambiguities.contradiction(self.line, left_out("field", &cells.name));
            }
        }
    }

    /// Compares the example values of a row with its type and listed values.
    fn value(&self, row: usize, cells: &FieldCells, ambiguities: &mut Ambiguities) {
        let values = &self.nesting.values[row];
        if let Some(kind) = values.iter().find_map(|value| misfit(&cells.ty.meaning, value)) {
            let message = format!("{} is {}, but the example has {kind}", self.called(row), Quoted(&cells.ty.text));
            ambiguities.contradiction(self.line, message);
        }
        if cells.values.is_empty() {
            return;
        }
        let shown = values.iter().flat_map(|value| match value {
            Json::List(items) => items.iter().filter_map(scalar).collect(),
            value => scalar(value).into_iter().collect::<Vec<_>>(),
        });
        let mut seen: HashSet<String> = cells.values.iter().map(|listed| listed.value.clone()).collect();
        for shown in shown.filter(|shown| !shown.is_empty()) {
            if seen.insert(shown.clone()) {
                let message = format!(
                    "the example has {} for {}, which is none of the values listed",
                    Quoted(&shown),
                    self.called(row)
                );
                ambiguities.unlisted(RowId::Field(self.table.part, row), self.line, message, shown);
            }
        }
    }
}

/// Returns the non-empty objects in values and their items.
fn below<'a>(values: &[&'a Json]) -> Vec<&'a JsonObject> {
    let mut open: Vec<&Json> = values.to_vec();
    let mut objects = Vec::new();
    while let Some(value) = open.pop() {
        match value {
            Json::Object(object) if !object.is_empty() => objects.push(object),
            Json::List(items) => open.extend(items),
            _ => {}
        }
    }
    objects
}

fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::Value(Value::String(text)) => Some(text.clone()),
        Json::Value(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the kind of a value that the type does not allow.
fn misfit(meaning: &TypeMeaning, value: &Json) -> Option<&'static str> {
    let kind = kind_of(value);
    let allowed: &[&str] = match meaning {
        TypeMeaning::String | TypeMeaning::Bytes => &["a text"],
        TypeMeaning::Date => &["a text", "a number"],
        TypeMeaning::Boolean => &["true or false"],
        TypeMeaning::Integer | TypeMeaning::Long | TypeMeaning::Number | TypeMeaning::Double => &["a number"],
        TypeMeaning::Object | TypeMeaning::Map(_) => &["an object"],
        TypeMeaning::Array(_) => &["a list"],
        TypeMeaning::Any | TypeMeaning::Named(_) | TypeMeaning::Unknown => return None,
    };
    (kind != "nothing" && !allowed.contains(&kind)).then_some(kind)
}

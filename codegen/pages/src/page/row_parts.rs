//! Assigns rows to parts of the request, using names from the rest of the page.

use super::ambiguities::Ambiguities;
use super::basic_info::BasicInfo;
use super::code_blocks::CodeBlocks;
use super::consistency;
use super::field_rows;
use super::page_tables::Part;
use super::row_groups::RowGroup;
use crate::document::TableRow;
use crate::json::Json;
use crate::labels::MAX_NAME;
use std::collections::HashSet;

/// Field names of each part, from the path and the examples.
#[derive(Debug)]
pub(super) struct KnownNames<'a>([HashSet<&'a str>; 5]);

impl<'a> KnownNames<'a> {
    pub(super) fn of(basics: &'a BasicInfo, code_blocks: &'a CodeBlocks) -> Self {
        let requests = &code_blocks.requests;
        Self(Part::ALL.map(|part| match part {
            Part::Header => requests.iter().flat_map(|request| &request.headers).map(|(name, _)| &**name).collect(),
            Part::Path => basics.path.iter().flat_map(|path| consistency::parameters(&path.text)).collect(),
            Part::Query => requests.iter().flat_map(|request| &request.query).map(|(name, _)| &**name).collect(),
            Part::Body => names(&code_blocks.request_bodies),
            Part::Response => names(&code_blocks.response_bodies),
        }))
    }

    pub(super) fn of_part(&self, part: Part) -> &HashSet<&'a str> {
        &self.0[part as usize]
    }
}

/// Returns all field names.
fn names(values: &[Json]) -> HashSet<&str> {
    let mut open: Vec<&Json> = values.iter().collect();
    let mut names = HashSet::new();
    while let Some(value) = open.pop() {
        match value {
            Json::Object(object) => {
                for (name, value) in object.fields() {
                    names.insert(name);
                    open.push(value);
                }
            }
            Json::List(items) => open.extend(items),
            Json::Value(_) => {}
        }
    }
    names
}

/// Splits a group without a stated location: by the location cell, otherwise by known names.
pub(super) fn parted<'a>(
    group: &RowGroup<'a>,
    method: Option<&str>,
    known: &KnownNames<'_>,
    ambiguities: &mut Ambiguities,
) -> Vec<(Part, Vec<&'a TableRow>)> {
    let rest = if matches!(method, Some("GET" | "DELETE")) { Part::Query } else { Part::Body };
    let mut parts: Vec<(Part, Vec<&'a TableRow>)> = Vec::new();
    let mut guessed = false;
    for row in &group.rows {
        let part = field_rows::place(group, row).unwrap_or_else(|| {
            guessed = true;
            shown_in(row, known).unwrap_or(rest)
        });
        match parts.iter_mut().find(|(of, _)| *of == part) {
            Some((_, rows)) => rows.push(row),
            None => parts.push((part, vec![row])),
        }
    }
    if guessed {
        let message = "no heading says whether the parameters of this table go into the path, the query or the body";
        ambiguities.unknown(group.line, message);
    }
    parts
}

/// Returns the part with the longest known name at the start of the row.
fn shown_in(row: &TableRow, known: &KnownNames<'_>) -> Option<Part> {
    let text = row.written().text;
    let begins = |part: Part| {
        let ends = (1..=text.len().min(MAX_NAME)).rev();
        ends.filter_map(|end| text.get(..end)).find(|head| known.of_part(part).contains(head)).map(str::len)
    };
    let parts = [Part::Path, Part::Header, Part::Query, Part::Body];
    parts.into_iter().filter_map(|part| begins(part).map(|length| (length, part))).max().map(|(_, part)| part)
}

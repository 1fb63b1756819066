//! The steps from the blocks of a document to a page.

use super::basics::Basics;
use super::chapters::{self, Chapter};
use super::consistency;
use super::doubts::{DoubtKind, Doubts, Quoted};
use super::errors;
use super::information;
use super::language;
use super::listings::{self, Listings};
use super::members;
use super::nesting::{self, Nesting};
use super::shapes::{self, Kind, Shape};
use super::tables::{ErrorTable, MemberTable, Part};
use super::{Page, Unreadable};
use crate::docs::document::{Block, Document, TableRow};
use crate::docs::labels::Section;
use crate::json::Json;
use std::collections::HashSet;

/// Reads a document as a page.
pub(super) fn page(file: &str, document: Document) -> Result<Page, Unreadable> {
    let mut doubts = Doubts::default();
    for unread in &document.unread {
        let message =
            format!("the line {} is read as a part of the row above it, and may be a row", Quoted(&unread.text));
        doubts.add(DoubtKind::UnknownLabel, unread.line, message);
    }
    let chapters = chapters::cut(&document.blocks);
    let language = language::of(&chapters);
    let listings = listings::of(&chapters, &mut doubts);
    let shapes: Vec<Shape<'_>> = chapters.iter().flat_map(|chapter| shapes::of(chapter, &mut doubts)).collect();
    let basics = basics(&chapters, &shapes, &listings, &mut doubts);
    if let Some(host) = basics.host.as_ref().filter(|host| host.text.starts_with("oapi.")) {
        let path = basics.path.as_ref().map_or("", |path| path.text.as_str());
        return Err(Unreadable::OlderHost { url: format!("https://{}{path}", host.text) });
    }
    let mut tables = tables(&shapes, &basics, &listings, &mut doubts);
    let errors = error_table(&shapes, &mut doubts);
    nest(&mut tables, &listings, &mut doubts);
    consistency::requests(&basics, &tables, &listings.requests, &mut doubts);
    let empty = tables.is_empty() && errors.is_none() && basics.permissions.is_none();
    if (basics.path.is_none() && basics.method.is_none())
        || (empty && listings.requests.is_empty() && listings.answers.is_empty())
    {
        return Err(Unreadable::NotAPage);
    }
    let Listings { requests, answers, sdk, .. } = listings;
    let Document { title, url, .. } = document;
    let doubts = doubts.finish();
    Ok(Page { file: file.to_owned(), language, title, url, basics, tables, errors, requests, answers, sdk, doubts })
}

/// The basic information: from its table, or from what older pages have in its place.
fn basics(chapters: &[Chapter<'_>], shapes: &[Shape<'_>], listings: &Listings, doubts: &mut Doubts) -> Basics {
    let mut basics = Basics::default();
    for shape in shapes.iter().filter(|shape| shape.kind == Kind::Basics) {
        information::read(shape, &mut basics, doubts);
    }
    let older = [Some(Section::BasicInformation), Some(Section::RequestMethod), Some(Section::Request)];
    for chapter in chapters.iter().filter(|chapter| older.contains(&chapter.section)) {
        for block in &chapter.blocks {
            if let Block::Paragraph { text, line } = block {
                information::read_line(text, *line, &mut basics, doubts);
            }
        }
    }
    for shape in shapes.iter().filter(|shape| shape.kind == Kind::Access) {
        information::read_access(shape, &mut basics, doubts);
    }
    if let Some(form) = &listings.form {
        information::read_form(form, &mut basics);
    }
    basics
}

/// The names that other places of the page give to what a part holds.
fn known<'a>(part: Part, basics: &'a Basics, listings: &'a Listings) -> HashSet<&'a str> {
    match part {
        Part::Header => {
            let headers = listings.requests.iter().flat_map(|request| &request.headers);
            headers.map(|(name, _)| name.as_str()).collect()
        }
        Part::Query => {
            let query = listings.requests.iter().flat_map(|request| &request.query);
            query.map(|(name, _)| name.as_str()).collect()
        }
        Part::Path => basics.path.iter().flat_map(|path| consistency::parameters(&path.text)).collect(),
        Part::Body | Part::Response => names(&bodies(part, listings)),
    }
}

/// What the examples have for a body or an answer.
fn bodies(part: Part, listings: &Listings) -> Vec<&Json> {
    match part {
        Part::Body => listings.sent.iter().collect(),
        Part::Response => listings.answered.iter().collect(),
        _ => Vec::new(),
    }
}

/// The names of all members.
fn names<'a>(values: &[&'a Json]) -> HashSet<&'a str> {
    let mut open = values.to_vec();
    let mut names = HashSet::new();
    while let Some(value) = open.pop() {
        match value {
            Json::Object(object) => {
                for (name, value) in object.members() {
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

fn tables(shapes: &[Shape<'_>], basics: &Basics, listings: &Listings, doubts: &mut Doubts) -> Vec<MemberTable> {
    let mut tables: Vec<MemberTable> = Vec::new();
    for shape in shapes {
        match shape.kind {
            Kind::Members(part) => tables.push(members::read(part, shape, &known(part, basics, listings), doubts)),
            Kind::AnyPart => {
                for (part, shape) in parted(shape, basics, listings, doubts) {
                    tables.push(members::read(part, &shape, &known(part, basics, listings), doubts));
                }
            }
            _ => {}
        }
    }
    tables
}

/// Rows whose heading does not say where the parameters go: by the cell that does, or by what else the page shows of them.
fn parted<'a>(shape: &Shape<'a>, basics: &Basics, listings: &Listings, doubts: &mut Doubts) -> Vec<(Part, Shape<'a>)> {
    let method = basics.method.as_ref().map(|method| method.text.as_str());
    let rest = if matches!(method, Some("GET" | "DELETE")) { Part::Query } else { Part::Body };
    let mut parts: Vec<(Part, Shape<'a>)> = Vec::new();
    let mut guessed = false;
    for row in &shape.rows {
        let part = members::place(shape, row).unwrap_or_else(|| {
            guessed = true;
            shown_in(row, basics, listings).unwrap_or(rest)
        });
        match parts.last_mut().filter(|(last, _)| *last == part) {
            Some((_, shape)) => shape.rows.push(row),
            None => {
                let columns = shape.columns.clone();
                parts.push((part, Shape { kind: Kind::Members(part), columns, rows: vec![row], line: shape.line }));
            }
        }
    }
    if guessed {
        let message = "no heading says whether the parameters of this table go into the path, the query or the body";
        doubts.add(DoubtKind::UnknownLabel, shape.line, message);
    }
    parts
}

fn shown_in(row: &TableRow, basics: &Basics, listings: &Listings) -> Option<Part> {
    let text = shapes::text(&row.cells);
    let begins = |part: Part| {
        let known = known(part, basics, listings);
        known
            .iter()
            .map(|name| name.len())
            .filter(|length| text.get(..*length).is_some_and(|head| known.contains(head)))
            .max()
    };
    let parts = [Part::Path, Part::Header, Part::Query, Part::Body];
    parts.into_iter().filter_map(|part| begins(part).map(|length| (length, part))).max().map(|(_, part)| part)
}

fn error_table(shapes: &[Shape<'_>], doubts: &mut Doubts) -> Option<ErrorTable> {
    let mut table: Option<ErrorTable> = None;
    for shape in shapes.iter().filter(|shape| shape.kind == Kind::Errors) {
        let more = errors::read(shape, doubts);
        match &mut table {
            Some(table) => table.rows.extend(more.rows),
            None => table = Some(more),
        }
    }
    if let Some(table) = &table {
        errors::report_twins(table, doubts);
    }
    table
}

fn nest(tables: &mut [MemberTable], listings: &Listings, doubts: &mut Doubts) {
    for table in tables {
        let nesting = match table.part {
            Part::Header | Part::Path => Nesting::flat(table.rows.len()),
            part => nesting::nest(&mut table.rows, bodies(part, listings)),
        };
        report_open(table, doubts);
        let line = match table.part {
            Part::Response => listings.answers.first().and_then(|answer| answer.line),
            _ => listings.requests.first().and_then(|request| request.line),
        };
        consistency::members(table, &nesting, line, doubts);
    }
}

/// Names the rows, stretch by stretch, whose place is not settled.
fn report_open(table: &MemberTable, doubts: &mut Doubts) {
    let mut stretch: Vec<&super::MemberRow> = Vec::new();
    let ends = table.rows.iter().map(Some).chain([None]);
    for row in ends {
        if let Some(row) = row.filter(|row| !row.settled) {
            stretch.push(row);
            continue;
        }
        let name = |row: &super::MemberRow| row.readings.first().map_or_else(String::new, |cells| cells.name.clone());
        let message = match stretch.as_slice() {
            [] => continue,
            [only] => format!("neither types nor example settle whose member {} is", Quoted(&name(only))),
            [first, .., last] => format!(
                "neither types nor example settle whose members the rows {} to {} describe",
                Quoted(&name(first)),
                Quoted(&name(last))
            ),
        };
        doubts.add(DoubtKind::Nesting, stretch[0].row.line, message);
        stretch.clear();
    }
}

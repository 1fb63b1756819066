//! The steps from the blocks of a document to a page.

use super::ambiguities::{Ambiguities, AmbiguityKind, Quoted};
use super::app_access;
use super::basic_info::BasicInfo;
use super::basic_info_reader;
use super::code_blocks::{self, CodeBlocks};
use super::consistency;
use super::error_table;
use super::field_rows;
use super::language;
use super::nesting::{self, Nesting};
use super::page_sections::{self, PageSection};
use super::page_tables::{FieldTable, Part};
use super::row_groups::{self, RowGroup, RowGroupKind};
use super::row_parts::{self, KnownNames};
use super::{Page, Unreadable};
use crate::document::{Block, Document};
use crate::labels::{self, SectionKind};

/// Reads a document as a page.
pub(super) fn page(file: &str, document: Document) -> Result<Page, Unreadable> {
    let mut doubts = Ambiguities::default();
    for unread in &document.unread {
        let message =
            format!("the line {} is read as a part of the row above it, and may be a row", Quoted(&unread.text));
        doubts.add(AmbiguityKind::UnknownLabel, unread.line, message);
    }
    let chapters = page_sections::cut(&document.blocks);
    let language = language::of(&chapters);
    let listings = code_blocks::of(&chapters, &mut doubts);
    let shapes: Vec<RowGroup<'_>> = chapters.iter().flat_map(|chapter| row_groups::of(chapter, &mut doubts)).collect();
    let basics = basics(&chapters, &shapes, &listings, &mut doubts);
    if let Some(host) = basics.host.as_ref().filter(|host| host.text.starts_with("oapi.")) {
        let path = basics.path.as_ref().map_or("", |path| path.text.as_str());
        return Err(Unreadable::OlderHost { url: format!("https://{}{path}", host.text) });
    }
    report_bare(&chapters, &mut doubts);
    let mut tables = tables(&shapes, &basics, &listings, &mut doubts);
    let errors = error_table::read(shapes.iter().filter(|shape| shape.kind == RowGroupKind::Errors), &mut doubts);
    nest(&mut tables, &listings, &mut doubts);
    consistency::requests(&basics, &tables, &listings.requests, &mut doubts);
    let empty = tables.is_empty() && errors.is_none() && basics.permissions.is_none();
    if (basics.path.is_none() && basics.method.is_none())
        || (empty && listings.requests.is_empty() && listings.answers.is_empty())
    {
        return Err(Unreadable::NotAPage);
    }
    let CodeBlocks { requests, answers, unread, sdk, .. } = listings;
    let Document { title, url, .. } = document;
    let doubts = doubts.finish();
    Ok(Page {
        file: file.to_owned(),
        language,
        title,
        url,
        basics,
        tables,
        errors,
        requests,
        answers,
        unread,
        sdk,
        doubts,
    })
}

/// The basic information: from its table, or from what older pages have in its place.
fn basics(
    chapters: &[PageSection<'_>],
    shapes: &[RowGroup<'_>],
    listings: &CodeBlocks,
    doubts: &mut Ambiguities,
) -> BasicInfo {
    let mut basics = BasicInfo::default();
    for shape in shapes.iter().filter(|shape| shape.kind == RowGroupKind::Basics) {
        basic_info_reader::read(shape, &mut basics, doubts);
    }
    let older = [Some(SectionKind::BasicInformation), Some(SectionKind::RequestMethod), Some(SectionKind::Request)];
    for chapter in chapters.iter().filter(|chapter| older.contains(&chapter.section)) {
        for block in &chapter.blocks {
            if let Block::Paragraph { text, line } = block {
                basic_info_reader::read_line(text, *line, &mut basics, doubts);
            }
        }
    }
    for shape in shapes.iter().filter(|shape| shape.kind == RowGroupKind::Access) {
        app_access::read(shape, &mut basics, doubts);
    }
    if let Some(form) = &listings.form {
        basic_info_reader::read_form(form, &mut basics);
    }
    basics
}

fn tables(
    shapes: &[RowGroup<'_>],
    basics: &BasicInfo,
    listings: &CodeBlocks,
    doubts: &mut Ambiguities,
) -> Vec<FieldTable> {
    let known = KnownNames::of(basics, listings);
    let method = basics.method.as_ref().map(|method| method.text.as_str());
    let mut tables: Vec<FieldTable> = Vec::new();
    for shape in shapes {
        let parted = match shape.kind {
            RowGroupKind::Members(part) => vec![(part, shape.rows.clone())],
            RowGroupKind::AnyPart => row_parts::parted(shape, method, &known, doubts),
            _ => continue,
        };
        for (part, rows) in parted {
            let mut rows = field_rows::read(&shape.columns, &rows, known.of_part(part), doubts);
            // What a part holds may stand in several tables, and be shown in one example.
            match tables.iter_mut().find(|table| table.part == part) {
                Some(table) => table.rows.append(&mut rows),
                None => tables.push(FieldTable { part, rows }),
            }
        }
    }
    tables
}

/// Names the headings of parts below which there is text, and nowhere a table.
fn report_bare(chapters: &[PageSection<'_>], doubts: &mut Ambiguities) {
    let parts =
        [SectionKind::Header, SectionKind::Path, SectionKind::Query, SectionKind::Body, SectionKind::ResponseBody];
    let is_shown = |block: &Block| matches!(block, Block::Table(_) | Block::Code { .. });
    let says = |block: &Block| matches!(block, Block::Paragraph { text, .. } if !labels::no_permission(text));
    for part in parts {
        let of_part = || chapters.iter().filter(|chapter| chapter.section == Some(part));
        if of_part().any(|chapter| chapter.blocks.iter().any(|block| is_shown(block))) {
            continue;
        }
        let bare = of_part().filter(|chapter| chapter.blocks.iter().any(|block| says(block)));
        for heading in bare.filter_map(|chapter| chapter.heading.as_ref()) {
            let message = format!("there is no table under {}", Quoted(&heading.text));
            doubts.add(AmbiguityKind::UnknownLabel, heading.line, message);
        }
    }
}

fn nest(tables: &mut [FieldTable], listings: &CodeBlocks, doubts: &mut Ambiguities) {
    for table in tables {
        let nesting = match table.part {
            Part::Header | Part::Path => Nesting::flat(table.rows.len()),
            part => nesting::nest(&mut table.rows, listings.bodies_of(part)),
        };
        nesting::report_open(&table.rows, doubts);
        nesting::report_deep(&table.rows, doubts);
        let line = match table.part {
            Part::Response => listings.answers.first().and_then(|answer| answer.line),
            _ => listings.requests.first().and_then(|request| request.line),
        };
        consistency::members(table, &nesting, line, doubts);
    }
}

//! Reads a document as a page, step by step.

use super::ambiguities::{Ambiguities, Quoted};
use super::app_access;
use super::basic_info::{self, BasicInfo};
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
    let mut ambiguities = Ambiguities::default();
    for unread in &document.unread {
        let message =
            format!("the line {} is read as a part of the row above it, and may be a row", Quoted(&unread.text));
        ambiguities.unknown(unread.line, message);
    }
    let sections = page_sections::cut(&document.blocks);
    let language = language::of(&sections);
    let mut code_blocks = code_blocks::of(&sections, &mut ambiguities);
    let groups: Vec<RowGroup<'_>> =
        sections.iter().flat_map(|page_section| row_groups::of(page_section, &mut ambiguities)).collect();
    let basics = basics(&sections, &groups, &code_blocks, &mut ambiguities);
    report_bare(&sections, &mut ambiguities);
    let mut tables = tables(&groups, &basics, &code_blocks, &mut ambiguities);
    let error_groups = groups.iter().filter(|group| group.kind == RowGroupKind::Errors);
    let errors = error_table::read(error_groups, basics.is_of_older_host(), &mut ambiguities);
    let body = tables.iter().find(|table| table.part == Part::Body);
    code_blocks.type_forms(body.map_or(&[], |table| &table.rows));
    nest(&mut tables, &code_blocks, &mut ambiguities);
    consistency::requests(&basics, &tables, &code_blocks.requests, &mut ambiguities);
    let empty = tables.is_empty() && errors.is_none() && basics.permissions.is_none();
    if (basics.path.is_none() && basics.method.is_none())
        || (empty && code_blocks.requests.is_empty() && code_blocks.responses.is_empty())
    {
        return Err(Unreadable::NotAPage);
    }
    let CodeBlocks { requests, responses, sdk, .. } = code_blocks;
    let Document { title, url, .. } = document;
    let ambiguities = ambiguities.finish();
    Ok(Page {
        file: file.to_owned(),
        language,
        title,
        url,
        basics,
        tables,
        errors,
        requests,
        responses,
        sdk,
        ambiguities,
    })
}

/// Reads basic information from its table, or from the equivalents on older pages.
fn basics(
    sections: &[PageSection<'_>],
    groups: &[RowGroup<'_>],
    code_blocks: &CodeBlocks,
    ambiguities: &mut Ambiguities,
) -> BasicInfo {
    let mut basics = BasicInfo::default();
    for group in groups.iter().filter(|group| group.kind == RowGroupKind::Basics) {
        basic_info::read(group, &mut basics, ambiguities);
    }
    let older = [Some(SectionKind::BasicInformation), Some(SectionKind::RequestMethod), Some(SectionKind::Request)];
    for page_section in sections.iter().filter(|page_section| older.contains(&page_section.kind)) {
        for block in &page_section.blocks {
            if let Block::Paragraph { text, line } = block {
                basic_info::read_line(text, *line, &mut basics, ambiguities);
            }
        }
    }
    for group in groups.iter().filter(|group| group.kind == RowGroupKind::Access) {
        app_access::read(group, &mut basics, ambiguities);
    }
    if let Some(form) = &code_blocks.form {
        basic_info::read_form(form, &mut basics);
    }
    basics
}

fn tables(
    groups: &[RowGroup<'_>],
    basics: &BasicInfo,
    code_blocks: &CodeBlocks,
    ambiguities: &mut Ambiguities,
) -> Vec<FieldTable> {
    let known = KnownNames::of(basics, code_blocks);
    let method = basics.method.as_ref().map(|method| method.text.as_str());
    let mut tables: Vec<FieldTable> = Vec::new();
    for group in groups {
        let parted = match group.kind {
            RowGroupKind::Fields(part) => vec![(part, group.rows.clone())],
            RowGroupKind::AnyPart => row_parts::parted(group, method, &known, ambiguities),
            _ => continue,
        };
        for (part, rows) in parted {
            // One part may have several tables and one example.
            let at = tables.iter().position(|table| table.part == part).unwrap_or_else(|| {
                tables.push(FieldTable { part, rows: Vec::new() });
                tables.len() - 1
            });
            field_rows::read(&mut tables[at], &group.columns, &rows, known.of_part(part), ambiguities);
        }
    }
    tables
}

/// Reports sections with text but no table.
fn report_bare(sections: &[PageSection<'_>], ambiguities: &mut Ambiguities) {
    let parts =
        [SectionKind::Header, SectionKind::Path, SectionKind::Query, SectionKind::Body, SectionKind::ResponseBody];
    let is_shown = |block: &Block| matches!(block, Block::Table(_) | Block::Code { .. });
    let says = |block: &Block| matches!(block, Block::Paragraph { text, .. } if !labels::no_permission(text));
    for part in parts {
        let of_part = || sections.iter().filter(|page_section| page_section.kind == Some(part));
        if of_part().any(|page_section| page_section.blocks.iter().any(|block| is_shown(block))) {
            continue;
        }
        let bare = of_part().filter(|page_section| page_section.blocks.iter().any(|block| says(block)));
        for heading in bare.filter_map(|page_section| page_section.heading.as_ref()) {
            let message = format!("there is no table under {}", Quoted(&heading.text));
            ambiguities.unknown(heading.line, message);
        }
    }
}

fn nest(tables: &mut [FieldTable], code_blocks: &CodeBlocks, ambiguities: &mut Ambiguities) {
    for table in tables {
        let nesting = match table.part {
            Part::Header | Part::Path => Nesting::flat(table.rows.len()),
            part => nesting::nest(&mut table.rows, code_blocks.bodies_of(part)),
        };
        nesting::report_open(table, ambiguities);
        nesting::report_deep(table, ambiguities);
        let line = match table.part {
            Part::Response => code_blocks.responses.first().and_then(|response| response.line),
            _ => code_blocks.requests.first().and_then(|request| request.line),
        };
        consistency::fields(table, &nesting, line, ambiguities);
    }
}

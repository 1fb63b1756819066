//! Splits a page at its headings.

use super::page_tables::Part;
use crate::document::{Block, PageText};
use crate::labels::{self, SectionKind};

/// A section of a page.
#[derive(Debug)]
pub(super) struct PageSection<'a> {
    /// Kind of section, if the heading is known.
    pub(super) kind: Option<SectionKind>,
    pub(super) heading: Option<PageText>,
    pub(super) blocks: Vec<&'a Block>,
}

/// Splits a page at headings, and at paragraphs that consist of a section label.
pub(super) fn cut(blocks: &[Block]) -> Vec<PageSection<'_>> {
    let mut sections = vec![PageSection { kind: None, heading: None, blocks: Vec::new() }];
    for block in blocks {
        let begun = match block {
            Block::Heading { text, line } => Some((text, *line, section(text))),
            Block::Paragraph { text, line } => section(text)
                .filter(|section| *section != SectionKind::Prose)
                .map(|section| (text, *line, Some(section))),
            _ => None,
        };
        if let Some((text, line, section)) = begun {
            let heading = Some(PageText { text: text.clone(), line });
            sections.push(PageSection { kind: section, heading, blocks: Vec::new() });
        } else if let Some(page_section) = sections.last_mut() {
            page_section.blocks.push(block);
        }
    }
    sections
}

/// Returns the part whose fields a section describes.
pub(super) fn part(section: SectionKind) -> Option<Part> {
    match section {
        SectionKind::Header => Some(Part::Header),
        SectionKind::Path => Some(Part::Path),
        SectionKind::Query => Some(Part::Query),
        SectionKind::Body => Some(Part::Body),
        SectionKind::Response | SectionKind::ResponseBody => Some(Part::Response),
        _ => None,
    }
}

/// Returns the section of a heading, ignoring text in parentheses at its end.
fn section(text: &str) -> Option<SectionKind> {
    labels::section(text).or_else(|| {
        let (head, tail) = text.split_once(['(', '（'])?;
        tail.trim_end().ends_with([')', '）']).then(|| labels::section(head))?
    })
}

//! Reads copied or scraped text line by line. Labels are the only structure.

mod cell_per_line;
mod code_samples;
mod line_grid;
mod line_patterns;
mod table_header;
mod table_rows;

use super::visible_text::{normalize, visible, without_anchor};
use super::{Block, Document, PageText};
use crate::labels::{self, Column, SectionKind};
pub(super) use code_samples::{BracketDepth, is_languages};
pub(super) use line_patterns::looks_like_label;
use std::borrow::Cow;
use table_header::TableHeader;

/// A non-empty line of the file.
struct TextLine<'a> {
    /// Visible text without trailing spaces. Tabs are kept.
    text: Cow<'a, str>,
    number: usize,
    /// Set if an empty line precedes it.
    apart: bool,
    /// Section, if the line is a section label.
    section: Option<SectionKind>,
    /// Column, if the line is a column label.
    column: Option<Column>,
}

impl<'a> TextLine<'a> {
    fn new(text: Cow<'a, str>, number: usize, apart: bool) -> Self {
        const LABEL: usize = 80;
        let label = Some(without_anchor(text.trim())).filter(|label| label.len() <= LABEL);
        let section = label.filter(|label| line_patterns::is_label_case(label)).and_then(labels::section);
        let column = label.and_then(labels::column);
        let text = if section.is_some() && text.ends_with(['#', '¶']) {
            Cow::Owned(without_anchor(&text).to_owned())
        } else {
            text
        };
        Self { text, number, apart, section, column }
    }
}

pub(super) fn read(text: &str) -> Document {
    let lines = lines(text);
    let mut reader = TextReader { lines: &lines, at: 0, blocks: Vec::new(), section: None, unread: Vec::new() };
    while reader.at < lines.len() {
        reader.step();
    }
    let url = super::source_line(&reader.blocks).or_else(|| address(&reader.blocks));
    Document { title: title(&reader.blocks), url, blocks: reader.blocks, unread: reader.unread }
}

fn lines(text: &str) -> Vec<TextLine<'_>> {
    let mut lines = Vec::new();
    let mut apart = false;
    let indent = indent(text);
    for (text, number) in text.lines().zip(1..) {
        let text = trimmed(visible(text.get(indent..).unwrap_or_default()));
        if text.trim().is_empty() {
            apart = true;
        } else {
            lines.push(TextLine::new(text, number, std::mem::take(&mut apart)));
        }
    }
    lines
}

/// Returns the common indentation of all non-empty lines.
fn indent(text: &str) -> usize {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0)
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches([' ', '\r'])),
        Cow::Owned(text) => Cow::Owned(text.trim_end_matches([' ', '\r']).to_owned()),
    }
}

struct TextReader<'a> {
    lines: &'a [TextLine<'a>],
    at: usize,
    blocks: Vec<Block>,
    /// Section of the last label.
    section: Option<SectionKind>,
    unread: Vec<PageText>,
}

impl TextReader<'_> {
    /// Reads the block at the current line.
    fn step(&mut self) {
        let line = &self.lines[self.at];
        let header = TableHeader::at(self.lines, self.at, self.section);
        let table = header.map(|header| table_rows::read(self.lines, header, &mut self.unread));
        // A table without header and rows makes no progress.
        if let Some((rows, next)) = table.filter(|(_, next)| *next > self.at) {
            self.blocks.push(Block::Table(rows));
            self.at = next;
        } else if let Some(section) = line.section {
            self.section = Some(section);
            self.add_heading();
            if code_samples::is_of(section) {
                self.samples();
            }
        } else if code_samples::begins(self.lines, self.at) {
            self.samples();
        } else if line_patterns::looks_like_label(&line.text) && is_before_structure(self.lines, self.at) {
            self.section = None;
            self.add_heading();
        } else {
            self.blocks.push(Block::Paragraph { text: normalize(&line.text), line: Some(line.number) });
            self.at += 1;
        }
    }

    fn samples(&mut self) {
        let (blocks, next) = code_samples::read(self.lines, self.at);
        self.blocks.extend(blocks);
        self.at = next;
    }

    fn add_heading(&mut self) {
        let line = &self.lines[self.at];
        self.blocks.push(Block::Heading { text: normalize(&line.text), line: Some(line.number) });
        self.at += 1;
    }
}

/// Returns `true` if a table or sample starts at the next line.
fn is_before_structure(lines: &[TextLine<'_>], at: usize) -> bool {
    at + 1 < lines.len() && (TableHeader::at(lines, at + 1, None).is_some() || code_samples::begins(lines, at + 1))
}

/// Returns the title: the last label-like line before the first sentence or section, since breadcrumbs precede it. Of
/// two such lines before a section, the second is a subtitle.
fn title(blocks: &[Block]) -> Option<String> {
    let lines = blocks.iter().map_while(|block| match block {
        Block::Paragraph { text, .. } if line_patterns::looks_like_label(text) => Some(text),
        _ => None,
    });
    let before_label = matches!(blocks.get(lines.clone().count()), Some(Block::Heading { .. }));
    let lines: Vec<_> = lines.filter(|text| !line_patterns::is_boilerplate(text)).collect();
    match lines.as_slice() {
        [title, _] if before_label => Some((*title).clone()),
        lines => lines.last().map(|title| (*title).clone()),
    }
}

/// Returns a URL that has a line of its own at the top.
fn address(blocks: &[Block]) -> Option<String> {
    blocks.iter().take(5).find_map(|block| match block {
        Block::Paragraph { text, .. } if text.starts_with("https://") && !text.contains(' ') => Some(text.clone()),
        _ => None,
    })
}

//! The parts of a page in their order, with what pages made of nothing but `<div>` leave open: which paragraphs are labels, and which two
//! tables are one.

use super::visible_text::without_anchor;
use super::{Block, TableCells, TableRow, text};
use crate::labels;

/// The parts that have been read.
#[derive(Debug, Default)]
pub(super) struct BlockList {
    pub(super) blocks: Vec<Block>,
    /// Where the last paragraph of bold text stands.
    bold: Option<usize>,
}

impl BlockList {
    /// Adds a heading. What links to it is no part of it.
    pub(super) fn heading(&mut self, text: &str, line: Option<usize>) {
        let text = without_anchor(text).to_owned();
        self.blocks.push(Block::Heading { text, line });
    }

    /// Adds a paragraph, which is a heading if it is a bold label.
    pub(super) fn paragraph(&mut self, text: String, line: Option<usize>, bold: bool) {
        if bold && labels::section(&text).is_some() {
            return self.heading(&text, line);
        }
        if bold {
            self.bold = Some(self.blocks.len());
        }
        self.blocks.push(Block::Paragraph { text, line });
    }

    /// Adds a listing.
    pub(super) fn code(&mut self, text: String, line: Option<usize>) {
        self.promote();
        self.blocks.push(Block::Code { text, line });
    }

    /// Adds a table. One whose header is a table of its own becomes whole.
    pub(super) fn table(&mut self, rows: Vec<TableRow>) {
        match self.blocks.last_mut() {
            Some(Block::Table(header))
                if header.len() == 1 && is_header(&header[0]) && !rows.first().is_some_and(is_header) =>
            {
                header.extend(rows);
            }
            _ => {
                self.promote();
                self.blocks.push(Block::Table(rows));
            }
        }
    }

    /// Makes headings of the labels right above a table or a listing.
    fn promote(&mut self) {
        let last = self.blocks.len().wrapping_sub(1);
        for (at, block) in self.blocks.iter_mut().enumerate().rev().take(4) {
            let Block::Paragraph { text, line } = block else { return };
            let unknown = at == last && self.bold == Some(at) && text::looks_like_label(text);
            if unknown || labels::section(text).is_some() {
                *block = Block::Heading { text: std::mem::take(text), line: *line };
            } else if !text::is_languages(text) {
                return;
            }
        }
    }
}

fn is_header(row: &TableRow) -> bool {
    match &row.cells {
        TableCells::Separate(cells) => cells.len() > 1 && cells.iter().all(|cell| labels::column(cell).is_some()),
        TableCells::Joined(_) => false,
    }
}

//! Blocks of a page in document order. Turns labels into headings and merges split tables, since some pages consist of
//! `<div>` only.

use super::visible_text::without_anchor;
use super::{Block, TableCells, TableRow, text};
use crate::labels;

/// Blocks read so far.
#[derive(Debug, Default)]
pub(super) struct BlockList {
    pub(super) blocks: Vec<Block>,
    /// Number of table rows.
    pub(super) rows: usize,
    /// Index of the last bold paragraph.
    bold: Option<usize>,
}

impl BlockList {
    /// Adds a heading without its anchor sign.
    pub(super) fn heading(&mut self, text: &str, line: Option<usize>) {
        let text = without_anchor(text).to_owned();
        self.blocks.push(Block::Heading { text, line });
    }

    /// Adds a paragraph, or a heading if the text is a section label that is bold or has an anchor sign.
    pub(super) fn paragraph(&mut self, text: String, line: Option<usize>, bold: bool) {
        let label = without_anchor(&text);
        if (bold || label.len() < text.len()) && labels::section(label).is_some() {
            return self.heading(&text, line);
        }
        if bold {
            self.bold = Some(self.blocks.len());
        }
        self.blocks.push(Block::Paragraph { text, line });
    }

    /// Adds a code block.
    pub(super) fn code(&mut self, text: String, line: Option<usize>) {
        self.promote();
        self.blocks.push(Block::Code { text, line });
    }

    /// Adds a table. Merges it with a preceding table that consists of a header only.
    pub(super) fn table(&mut self, rows: Vec<TableRow>) {
        self.rows += rows.len();
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

    /// Turns the labels right above a table or code block into headings.
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

//! Splits a saved page of any format into headings, paragraphs, code blocks and tables. Independent of the page's
//! content, except for the labels that mark tables in copied text and identify API pages.

mod block_list;
mod document_builder;
mod elements;
mod file_format;
mod front_matter;
mod html;
mod markdown;
mod refusal;
mod request_line;
mod table_builder;
mod text;
mod visible_text;

use super::labels;
use super::unreadable::Unreadable;
use file_format::FileFormat;
pub(crate) use file_format::MAX_FILE_BYTES;
pub(crate) use request_line::RequestLine;

/// Maximum number of table rows.
const MAX_ROWS: usize = 10_000;

/// Maximum number of lines of Markdown and copied text. Their readers hold something for each.
const MAX_LINES: usize = 250_000;

/// A saved page.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Title, if the format has one.
    pub(crate) title: Option<String>,
    /// URL that the page was saved from, if the file records it.
    pub(crate) url: Option<String>,
    /// Blocks in document order.
    pub(crate) blocks: Vec<Block>,
    /// Lines of copied text that were appended to the row above but may be rows.
    pub(crate) unread: Vec<PageText>,
}

/// A text of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PageText {
    pub(crate) text: String,
    /// Line in the file, counted from 1, if the format has lines.
    pub(crate) line: Option<usize>,
}

/// A block of a page. Text has no markup and single spaces only, except in code blocks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    Heading {
        text: String,
        line: Option<usize>,
    },
    Paragraph {
        text: String,
        line: Option<usize>,
    },
    /// A code block with its line breaks.
    Code {
        text: String,
        line: Option<usize>,
    },
    Table(Vec<TableRow>),
}

/// A table row. The header is a row too.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TableRow {
    pub(crate) cells: TableCells,
    /// Line in the file, counted from 1, if the format has lines.
    pub(crate) line: Option<usize>,
}

/// Cells of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TableCells {
    /// One text for each cell. A cell that spans columns occurs once.
    Separate(Vec<String>),
    /// All cells in one text without separators.
    Joined(String),
}

impl TableRow {
    /// Returns the texts of the cells, or the only text if they are joined.
    pub(crate) fn texts(&self) -> &[String] {
        match &self.cells {
            TableCells::Separate(texts) => texts,
            TableCells::Joined(text) => std::slice::from_ref(text),
        }
    }

    /// Returns the row as written: the cells without separators, with single spaces.
    pub(crate) fn written(&self) -> PageText {
        let words = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        PageText { text: self.texts().iter().map(words).collect(), line: self.line }
    }
}

impl Document {
    /// Reads a file in the format that it is detected to have.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let text = file_format::decode(bytes)?;
        let (front_matter, text) = front_matter::split(&text);
        let form = FileFormat::of(&text);
        let mut document = match form {
            FileFormat::Html => html::read(&text)?,
            _ if text.lines().nth(MAX_LINES).is_some() => return Err(Unreadable::TooMuch),
            FileFormat::Markdown => markdown::read(&text)?,
            FileFormat::Text => text::read(&text),
        };
        document.title = front_matter.title.or(document.title);
        document.url = front_matter.url.or(document.url);
        if document.rows() > MAX_ROWS {
            return Err(Unreadable::TooMuch);
        }
        document.refuse()?;
        if !form.is_closed(&text) {
            document.refuse_end()?;
        }
        Ok(document)
    }

    fn rows(&self) -> usize {
        let tables = self.blocks.iter().map(|block| if let Block::Table(rows) = block { rows.len() } else { 0 });
        tables.sum()
    }
}

/// Returns the title: the first heading, unless that is a section label.
fn first_heading(blocks: &[Block]) -> Option<String> {
    let mut headings = blocks.iter().filter_map(|block| match block {
        Block::Heading { text, .. } => Some(text),
        _ => None,
    });
    headings.next().filter(|text| labels::section(text).is_none()).cloned()
}

/// Returns the URL of a line such as `Source: https://…` above the content.
fn source_line(blocks: &[Block]) -> Option<String> {
    let above = blocks.iter().take_while(|block| match block {
        Block::Heading { text, .. } => labels::section(text).is_none(),
        Block::Paragraph { .. } => true,
        Block::Code { .. } | Block::Table(_) => false,
    });
    above.into_iter().find_map(|block| match block {
        Block::Paragraph { text, .. } => {
            let (label, rest) = text.split_once([':', '：'])?;
            let known = matches!(label.trim().to_lowercase().as_str(), "source" | "来源" | "原文" | "原文链接");
            let url = rest.split_whitespace().next()?;
            (known && url.starts_with("http")).then(|| url.to_owned())
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests;

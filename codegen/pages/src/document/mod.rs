//! A saved page as headings, paragraphs, code and tables, whatever form it was saved in. Nothing here knows what a page is about,
//! but for the labels by which copied text shows where a table begins, and by which a file shows that it is no page at all.

mod attribute_limit;
mod block_list;
mod document_builder;
mod elements;
mod file_format;
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

/// No page has more rows in its tables.
const MAX_ROWS: usize = 10_000;

/// A saved page.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// The page's title, where the form has one.
    pub(crate) title: Option<String>,
    /// The address that the page was saved from, where the form records it.
    pub(crate) url: Option<String>,
    /// What the page consists of, in its order.
    pub(crate) blocks: Vec<Block>,
    /// Lines of copied text that were taken for a part of the row above, and may be rows.
    pub(crate) unread: Vec<UnreadLine>,
}

/// A line that may be a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnreadLine {
    pub(crate) text: String,
    pub(crate) line: Option<usize>,
}

/// A part of a page. Texts are free of markup, and their white space is single blanks, but for code.
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
    /// A listing, with its line breaks.
    Code {
        text: String,
        line: Option<usize>,
    },
    Table(Vec<TableRow>),
}

/// A row of a table; the header is a row as well.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TableRow {
    pub(crate) cells: TableCells,
    /// The line of the file, counted from 1, where the form has lines.
    pub(crate) line: Option<usize>,
}

/// The cells of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TableCells {
    /// Each for itself; one that spans several columns stands there once.
    Separate(Vec<String>),
    /// All in one text, with nothing to say where one ends.
    Joined(String),
}

impl Document {
    /// Takes a file apart, by the form that its beginning shows.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let text = file_format::decode(bytes)?;
        let form = FileFormat::of(&text);
        let document = match form {
            FileFormat::Html => html::read(&text)?,
            FileFormat::Markdown => markdown::read(&text)?,
            FileFormat::Text => text::read(&text),
        };
        if document.rows() > MAX_ROWS {
            return Err(Unreadable::TooMuch);
        }
        document.refuse()?;
        if !form.is_closed(&text) {
            document.refuse_end()?;
        }
        Ok(document)
    }
}

impl Document {
    /// How many rows all tables have together.
    fn rows(&self) -> usize {
        let tables = self.blocks.iter().map(|block| if let Block::Table(rows) = block { rows.len() } else { 0 });
        tables.sum()
    }
}

/// The heading that stands above all labels of a page's parts: its title.
fn first_heading(blocks: &[Block]) -> Option<String> {
    let mut headings = blocks.iter().filter_map(|block| match block {
        Block::Heading { text, .. } => Some(text),
        _ => None,
    });
    headings.next().filter(|text| labels::section(text).is_none()).cloned()
}

/// The address in a line such as `Source: https://…`, above all that the page itself says.
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

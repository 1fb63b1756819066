//! Builds blocks from open and close events of HTML and Markdown. Keeps a stack of open elements instead of a tree, so
//! memory is linear in the input.

use super::block_list::BlockList;
use super::elements::{Element, ElementRole, ends_by_itself, is_void};
use super::table_builder::TableBuilder;
use super::visible_text::{code_text, normalize, without_anchor};
use super::{Block, MAX_ROWS};
use crate::unreadable::Unreadable;

/// Maximum nesting depth.
const MAX_DEPTH: usize = 512;
/// Maximum size of the text, in bytes. Cells that span rows repeat their text.
const MAX_TEXT: usize = 32 << 20;

/// Document under construction.
#[derive(Debug, Default)]
pub(super) struct DocumentBuilder {
    parts: BlockList,
    /// Line of the next event.
    pub(super) line: Option<usize>,
    open: Vec<(String, ElementRole)>,
    table: Option<TableBuilder>,
    /// Depth of tables nested in a cell. Their text belongs to the cell.
    inner_tables: usize,
    /// Number of elements around the open table that have a table role as well.
    wrapped: usize,
    run: TextRun,
    code_block: Option<OpenCodeBlock>,
    skipped: usize,
    bold: usize,
    /// Text of the `<title>` element.
    title: String,
    written: usize,
    error: Option<Unreadable>,
}

/// Code block under construction.
#[derive(Debug)]
struct OpenCodeBlock {
    text: String,
    line: Option<usize>,
}

/// Paragraph or heading under construction.
#[derive(Debug, Default)]
struct TextRun {
    text: String,
    line: Option<usize>,
    /// Set if part of the text is not bold.
    light: bool,
}

impl DocumentBuilder {
    /// Opens an element.
    pub(super) fn open(&mut self, element: &Element<'_>) {
        let name = element.name;
        if self.skipped == 0 {
            self.imply_ends(element);
            self.enter(element);
        } else if element.role == ElementRole::Skipped && !is_void(name) {
            self.skipped += 1;
        }
        if is_void(name) || ends_by_itself(name) {
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            return self.fail(Unreadable::TooDeep);
        }
        self.open.push((name.to_owned(), element.role));
    }

    /// Closes the innermost open element with this name, and all elements in it.
    pub(super) fn close(&mut self, name: &str) {
        if ends_by_itself(name) {
            self.break_block();
        } else if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
            self.close_down_to(at);
        }
    }

    fn close_down_to(&mut self, at: usize) {
        while self.open.len() > at {
            if let Some((_, role)) = self.open.pop() {
                self.leave(role);
            }
        }
    }

    /// Closes elements that end implicitly where this one starts.
    fn imply_ends(&mut self, element: &Element<'_>) {
        let (ends, scope): (&[ElementRole], ElementRole) = match element.role {
            ElementRole::Row => (&[ElementRole::Row], ElementRole::Table),
            ElementRole::Cell => (&[ElementRole::Cell], ElementRole::Table),
            ElementRole::Item => (&[ElementRole::Item], ElementRole::List),
            _ if matches!(element.name, "tbody" | "thead" | "tfoot") => (&[ElementRole::Row], ElementRole::Table),
            _ => return,
        };
        let inner = self.open.iter().rposition(|(_, role)| *role == scope || ends.contains(role));
        if let Some(at) = inner.filter(|at| ends.contains(&self.open[*at].1)) {
            self.close_down_to(at);
        }
    }

    fn enter(&mut self, element: &Element<'_>) {
        match element.role {
            ElementRole::Skipped => self.skipped += 1,
            ElementRole::Bold => self.bold += 1,
            ElementRole::Inline | ElementRole::Title => {}
            _ if self.code_block.is_some() && element.name == "br" => self.text("\n"),
            _ if self.code_block.is_some() => self.break_line(),
            ElementRole::Table => self.open_table(),
            ElementRole::Row => self.open_row(),
            ElementRole::Cell => self.open_cell(element),
            ElementRole::Item if self.in_cell() => self.text(" - "),
            ElementRole::CodeBlock if !self.in_cell() => {
                self.break_block();
                self.code_block = Some(OpenCodeBlock { text: String::new(), line: self.line });
            }
            ElementRole::Heading
            | ElementRole::Block
            | ElementRole::Item
            | ElementRole::List
            | ElementRole::CodeBlock => self.break_block(),
        }
    }

    fn leave(&mut self, role: ElementRole) {
        if role == ElementRole::Skipped {
            self.skipped = self.skipped.saturating_sub(1);
        }
        if self.skipped > 0 {
            return;
        }
        match role {
            ElementRole::Bold => self.bold = self.bold.saturating_sub(1),
            ElementRole::Skipped | ElementRole::Inline | ElementRole::Title => {}
            ElementRole::CodeBlock => self.close_code_block(),
            _ if self.code_block.is_some() => self.break_line(),
            ElementRole::Table => self.close_table(),
            ElementRole::Row if self.inner_tables == 0 => self.table.iter_mut().for_each(TableBuilder::end_row),
            ElementRole::Cell if self.inner_tables == 0 => self.table.iter_mut().for_each(TableBuilder::end_cell),
            ElementRole::Heading => self.end_run(true),
            ElementRole::Row | ElementRole::Cell | ElementRole::Block | ElementRole::Item | ElementRole::List => {
                self.break_block();
            }
        }
    }

    fn open_table(&mut self) {
        self.break_block();
        let is_inner = self.inner_tables > 0 || self.in_cell();
        match self.table {
            Some(_) if is_inner => self.inner_tables += 1,
            // A table element outside of any cell wraps the same table.
            Some(_) => self.wrapped += 1,
            None => self.table = Some(TableBuilder::default()),
        }
    }

    fn open_row(&mut self) {
        match self.table.as_mut() {
            Some(table) if self.inner_tables == 0 => table.begin_row(self.line),
            _ => self.break_block(),
        }
    }

    fn open_cell(&mut self, element: &Element<'_>) {
        match self.table.as_mut() {
            Some(table) if self.inner_tables == 0 => table.begin_cell(element.columns, element.rows, self.line),
            _ => self.break_block(),
        }
    }

    fn close_table(&mut self) {
        self.break_block();
        if self.inner_tables > 0 {
            self.inner_tables -= 1;
        } else if self.wrapped > 0 {
            self.wrapped -= 1;
        } else if let Some(table) = self.table.take() {
            let rows = table.finish().filter(|rows| self.parts.rows + rows.len() <= MAX_ROWS);
            let Some(rows) = rows else { return self.fail(Unreadable::TooMuch) };
            if !rows.is_empty() {
                self.parts.table(rows);
            }
        }
    }

    fn close_code_block(&mut self) {
        let Some(OpenCodeBlock { text, line }) = self.code_block.take() else { return self.break_block() };
        let line = line.map(|line| line + leading_lines(&text));
        let text = code_text(&text);
        if !text.is_empty() {
            self.parts.code(text, line);
        }
    }

    /// Appends text.
    pub(super) fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        self.written += text.len();
        if self.written > MAX_TEXT {
            return self.fail(Unreadable::TooMuch);
        }
        if let Some(code_block) = &mut self.code_block {
            code_block.text.push_str(text);
        } else if self.open.last().is_some_and(|(_, role)| *role == ElementRole::Title) {
            self.title.push_str(text);
        } else if let Some(cell) = self.table.as_mut().and_then(TableBuilder::cell) {
            cell.push_str(text);
        } else {
            self.run.push(text, self.line, self.bold > 0);
        }
    }

    fn in_cell(&mut self) -> bool {
        self.table.as_mut().and_then(TableBuilder::cell).is_some()
    }

    /// Ends a paragraph, or a line in a cell.
    fn break_block(&mut self) {
        if self.in_cell() {
            self.text(" ");
        } else {
            self.end_run(false);
        }
    }

    /// Starts a new line in a code block, unless one just started.
    fn break_line(&mut self) {
        let code_block = self
            .code_block
            .as_mut()
            .filter(|code_block| !code_block.text.is_empty() && !code_block.text.ends_with('\n'));
        if let Some(code_block) = code_block {
            code_block.text.push('\n');
        }
    }

    fn end_run(&mut self, heading: bool) {
        let run = std::mem::take(&mut self.run);
        let text = normalize(&run.text);
        if text.is_empty() {
            return;
        }
        if heading {
            self.parts.heading(&text, run.line);
        } else {
            self.parts.paragraph(text, run.line, !run.light);
        }
    }

    fn fail(&mut self, error: Unreadable) {
        self.error.get_or_insert(error);
    }

    /// Returns `true` once reading failed.
    pub(super) fn failed(&self) -> bool {
        self.error.is_some()
    }

    /// Returns `true` if an element with a mandatory end tag is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.iter().any(|(name, _)| !matches!(name.as_str(), "html" | "body" | "head" | "tr" | "td" | "th" | "li"))
    }

    /// Returns the blocks and the text of `<title>`.
    pub(super) fn finish(mut self) -> Result<(Vec<Block>, String), Unreadable> {
        self.close_down_to(0);
        self.break_block();
        match self.error {
            Some(error) => Err(error),
            None => Ok((self.parts.blocks, normalize(&self.title))),
        }
    }
}

impl TextRun {
    fn push(&mut self, text: &str, line: Option<usize>, bold: bool) {
        // An anchor sign belongs to a bold label as well.
        if !without_anchor(text.trim()).is_empty() {
            self.light |= !bold;
            if self.line.is_none() {
                self.line = line;
            }
        }
        self.text.push_str(text);
    }
}

fn leading_lines(text: &str) -> usize {
    let first = text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    text[..first].matches('\n').count()
}

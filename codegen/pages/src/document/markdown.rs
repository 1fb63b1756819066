//! Reads a Markdown page with pipe tables and HTML fragments.

use super::document_builder::DocumentBuilder;
use super::elements::{Element, is_element};
use super::{Document, html};
use crate::labels::type_word;
use crate::unreadable::Unreadable;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

pub(super) fn read(text: &str) -> Result<Document, Unreadable> {
    let mut reader = MarkdownReader { source: text, lines: line_starts(text), ..MarkdownReader::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range)?;
    }
    let (blocks, _) = reader.assembly.finish()?;
    Ok(Document { title: super::first_heading(&blocks), url: super::source_line(&blocks), blocks, unread: Vec::new() })
}

#[derive(Default)]
struct MarkdownReader<'a> {
    source: &'a str,
    lines: Vec<usize>,
    assembly: DocumentBuilder,
    /// HTML block under construction, and its offset.
    markup: Option<(String, usize)>,
    in_image: usize,
    /// End offset of the last cell.
    cell_end: usize,
    /// Set if the table's rows end with `|`.
    closed: bool,
}

impl MarkdownReader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Unreadable> {
        self.assembly.line = Some(self.line(range.start));
        match event {
            Event::Start(tag) => self.start(&tag, &range),
            Event::End(tag) => return self.end(tag, &range),
            Event::Html(text) => match &mut self.markup {
                Some((markup, _)) => markup.push_str(&text),
                None => self.piece(&text, range.start),
            },
            Event::InlineHtml(text) if is_markup(&text, &self.source[..range.start]) => {
                self.piece(&text, range.start);
            }
            Event::Text(_) | Event::Code(_) if self.in_image > 0 => {}
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => self.assembly.text(&text),
            Event::SoftBreak | Event::HardBreak => self.assembly.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::HtmlBlock => self.markup = Some((String::new(), range.start)),
            Tag::Image { .. } => self.in_image += 1,
            Tag::TableCell => self.cell_end = range.end,
            _ => {}
        }
        if let Some(name) = element(tag.to_end()) {
            self.assembly.open(&Element::plain(name));
            if matches!(tag, Tag::TableHead) {
                self.assembly.open(&Element::plain("tr"));
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) -> Result<(), Unreadable> {
        match tag {
            TagEnd::Image => self.in_image = self.in_image.saturating_sub(1),
            TagEnd::HtmlBlock => {
                if let Some((markup, start)) = self.markup.take() {
                    self.piece(&markup, start);
                }
            }
            TagEnd::CodeBlock if self.is_cut_code_block(range) => {
                return Err(Unreadable::Truncated { within: "a code block" });
            }
            TagEnd::TableHead => self.closed = self.ends_with_bar(range),
            TagEnd::TableRow if self.closed && range.end == self.source.len() && !self.ends_with_bar(range) => {
                return Err(Unreadable::Truncated { within: "a table" });
            }
            TagEnd::TableRow => self.surplus(range),
            _ => {}
        }
        if let Some(name) = element(tag) {
            self.assembly.close(name);
        }
        Ok(())
    }

    /// Adds the cells of a row beyond the table's columns, which the Markdown parser drops.
    fn surplus(&mut self, row: &Range<usize>) {
        let rest = self.source.get(self.cell_end..row.end).unwrap_or_default();
        let rest = rest.trim().strip_prefix('|').unwrap_or_default();
        for cell in rest.trim().trim_end_matches('|').split('|').filter(|cell| !cell.trim().is_empty()) {
            self.assembly.open(&Element::plain("td"));
            for event in Parser::new(cell) {
                if let Event::Text(text) | Event::Code(text) = event {
                    self.assembly.text(&text);
                }
            }
        }
    }

    fn ends_with_bar(&self, row: &Range<usize>) -> bool {
        self.source[row.clone()].trim_end().ends_with('|')
    }

    /// Returns `true` if the file ends before the closing fence.
    fn is_cut_code_block(&self, range: &Range<usize>) -> bool {
        let text = self.source[range.clone()].trim();
        let fence = text.get(..3).filter(|fence| matches!(*fence, "```" | "~~~"));
        range.end == self.source.len()
            && fence.is_some_and(|fence| {
                text.lines().count() < 2
                    || !text.lines().next_back().is_some_and(|last| last.trim_start().starts_with(fence))
            })
    }

    fn piece(&mut self, markup: &str, start: usize) {
        let assembly = std::mem::take(&mut self.assembly);
        self.assembly = html::read_piece(markup, assembly, self.line(start));
    }

    fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset)
    }
}

/// Returns the HTML element that corresponds to a Markdown tag.
fn element(tag: TagEnd) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph | TagEnd::BlockQuote(_) => "div",
        TagEnd::Heading(_) => "h2",
        TagEnd::CodeBlock => "pre",
        TagEnd::List(_) => "ul",
        TagEnd::Item => "li",
        TagEnd::Table => "table",
        TagEnd::TableHead => "thead",
        TagEnd::TableRow => "tr",
        TagEnd::TableCell => "td",
        TagEnd::Strong => "b",
        _ => return None,
    })
}

/// Returns `true` for a tag, `false` for a type argument such as in `List<String>`. `before` is the text in front of
/// it.
fn is_markup(text: &str, before: &str) -> bool {
    let name = text.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let is_tag = !text.starts_with('<') || end == 0 || is_element(&name[..end].to_ascii_lowercase());
    is_tag && !is_parameter(text, before)
}

/// Returns `true` if a bracketed name follows a word directly and is not an HTML element, or the word is a generic
/// type.
fn is_parameter(text: &str, before: &str) -> bool {
    let Some(name) = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')) else { return false };
    let stuck = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let mixed = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(|c: char| c.is_ascii_lowercase());
    let is_type = || type_word::is_known(&format!("{}{text}", &before[before.len() - stuck..]));
    let is_void = matches!(name.to_ascii_lowercase().as_str(), "br" | "wbr" | "hr" | "img");
    stuck > 0 && !is_void && name.chars().all(|c| c.is_ascii_alphanumeric()) && (mixed || is_type())
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

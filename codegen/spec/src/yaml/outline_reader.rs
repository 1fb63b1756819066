//! Parsing of a file into an outline.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput, Tag};

use super::outline::{Outline, OutlineEntry, OutlineKind};

/// White space in YAML; whatever else is blank is part of a text.
const WHITE: &[char] = &[' ', '\t', '\r', '\n'];

/// The deepest nesting that is read: `serde_yaml`'s limit.
const MAX_DEPTH: usize = 128;

/// The byte at which the second document of a text begins.
pub(crate) fn second_document(text: &str) -> Option<usize> {
    let mut reader = OutlineReader::new(text);
    while !matches!(reader.next()?, (Event::DocumentEnd, _)) {}
    while !matches!(reader.next()?, (Event::DocumentStart(_), _)) {}
    let start = reader.next().map(|(_, span)| reader.trimmed(span).start);
    start.or(Some(reader.end))
}

/// Reads events as far as the text is YAML.
pub(super) struct OutlineReader<'t> {
    text: &'t str,
    /// The byte of each character: the library counts characters.
    bytes: Vec<usize>,
    events: Parser<'t, StrInput<'t>>,
    depth: usize,
    /// The text is not YAML from `end` on, or nested too deep.
    is_broken: bool,
    end: usize,
}

impl<'t> OutlineReader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { text, bytes, events: Parser::new_from_str(text), depth: 0, is_broken: false, end: text.len() }
    }

    /// Returns true if the text so far is not YAML, or nested too deep.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        if self.is_broken {
            return None;
        }
        match self.events.next()? {
            Ok(event) => Some(event),
            Err(error) => {
                self.is_broken = true;
                self.end = self.byte(error.marker().index());
                None
            }
        }
    }

    /// The outline of the next document.
    pub(super) fn document(&mut self) -> Option<Outline> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (Event::StreamEnd, _) => return None,
                event => return Some(self.value(Some(event))),
            }
        }
    }

    /// The value that begins with an event; an empty one where the text breaks off.
    fn value(&mut self, event: Option<(Event<'t>, Span)>) -> Outline {
        let Some((event, span)) = event else { return self.missing() };
        let range = self.trimmed(span);
        let (start, anchor_of, tag_of) = (self.start(&event, &range), anchor(&event), tag(&event));
        self.depth += 1;
        self.is_broken |= self.depth > MAX_DEPTH;
        let (range, kind) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let is_simple = !is_block && anchor == 0 && tag.is_none();
                let range = if is_quoted { self.quoted(range.start).unwrap_or(range) } else { range };
                (range, OutlineKind::Scalar { text: text.into_owned(), is_simple })
            }
            Event::Alias(anchor) => (range, OutlineKind::Alias(anchor)),
            Event::SequenceStart(..) => self.list(range),
            Event::MappingStart(..) => self.map(range),
            _ => return self.missing(),
        };
        self.depth -= 1;
        Outline { start, range, kind, anchor: anchor_of, tag: tag_of }
    }

    /// The first byte of a value. The library's span of a block scalar leaves out its `|` or `>`.
    fn start(&self, event: &Event<'_>, range: &Range<usize>) -> usize {
        let is_block = matches!(event, Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..));
        let before = is_block.then(|| self.text.get(..range.start)?.rfind(['|', '>'])).flatten();
        before.unwrap_or(range.start)
    }

    fn missing(&self) -> Outline {
        let kind = OutlineKind::Scalar { text: String::new(), is_simple: false };
        Outline { start: self.end, range: self.end..self.end, kind, anchor: 0, tag: None }
    }

    fn list(&mut self, start: Range<usize>) -> (Range<usize>, OutlineKind) {
        let mut items: Vec<Outline> = Vec::new();
        let end = loop {
            match self.next() {
                None => break None,
                Some((Event::SequenceEnd, span)) => break Some(span),
                event => items.push(self.value(event)),
            }
        };
        let held = items.first().zip(items.last()).map(|(first, last)| first.range.start..last.range.end);
        let (flow, range) = self.extent(start, end, held);
        (range, OutlineKind::List { flow, items })
    }

    fn map(&mut self, start: Range<usize>) -> (Range<usize>, OutlineKind) {
        let mut entries: Vec<OutlineEntry> = Vec::new();
        let end = loop {
            match self.next() {
                None => break None,
                Some((Event::MappingEnd, span)) => break Some(span),
                event => {
                    let key = self.value(event);
                    let value = self.next();
                    entries.push(OutlineEntry { key, value: self.value(value) });
                }
            }
        };
        let held = entries.first().zip(entries.last());
        let held = held.map(|(first, last)| first.key.range.start..last.range().end);
        let (flow, range) = self.extent(start, end, held);
        (range, OutlineKind::Map { flow, entries })
    }

    /// Returns true for a collection in brackets, and its bytes: from bracket to bracket, or those of its items.
    fn extent(&self, start: Range<usize>, end: Option<Span>, held: Option<Range<usize>>) -> (bool, Range<usize>) {
        let is_flow = self.text.get(start.clone()).is_some_and(|text| text.ends_with(['[', '{']));
        match end {
            Some(end) if is_flow => {
                // The bracket is one byte; what the library counts to it may be a comment behind it.
                let close = self.trimmed(end).start + 1;
                (true, start.end.saturating_sub(1)..close)
            }
            _ => (is_flow, held.unwrap_or(start)),
        }
    }

    /// The bytes up to the closing quote: the library counts a comment behind it to the text. An anchor or a tag may begin them.
    fn quoted(&self, start: usize) -> Option<Range<usize>> {
        let open = start + self.text.get(start..)?.find(['\'', '"'])?;
        let mut chars = self.text.get(open..)?.char_indices();
        let (_, quote) = chars.next()?;
        let mut end = None;
        while let Some((byte, c)) = chars.next() {
            match c {
                '\\' if quote == '"' => {
                    chars.next();
                }
                // In single quotes, two of them are one of the text.
                c if c == quote && quote == '\'' && chars.as_str().starts_with(quote) => {
                    chars.next();
                }
                c if c == quote => {
                    end = Some(open + byte + 1);
                    break;
                }
                _ => {}
            }
        }
        Some(start..end?)
    }

    /// The bytes of a span without the white space that the library counts to it.
    fn trimmed(&self, span: Span) -> Range<usize> {
        let (start, end) = (self.byte(span.start.index()), self.byte(span.end.index()));
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(WHITE).len()
    }

    fn byte(&self, index: usize) -> usize {
        self.bytes.get(index).copied().unwrap_or(self.text.len())
    }
}

fn anchor(event: &Event<'_>) -> usize {
    match event {
        Event::Scalar(_, _, anchor, _) | Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => *anchor,
        _ => 0,
    }
}

fn tag(event: &Event<'_>) -> Option<Tag> {
    match event {
        Event::Scalar(_, _, _, tag) | Event::SequenceStart(_, tag) | Event::MappingStart(_, tag) => {
            tag.as_deref().cloned()
        }
        _ => None,
    }
}

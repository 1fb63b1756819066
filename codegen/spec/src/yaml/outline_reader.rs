//! Parsing of a file into an outline.

use std::ops::Range;

use granit_parser::{Event, Marker, Options, Parser, ScalarStyle, Span, StrInput};

use super::outline::{Outline, OutlineEntry, OutlineKind};

/// White space in YAML; whatever else is blank is part of a text.
const WHITE: &[char] = &[' ', '\t', '\r', '\n'];

/// The deepest nesting that is read: `serde_yaml`'s limit.
const MAX_DEPTH: usize = 128;

/// The byte at which the second document of a text begins.
pub(crate) fn second_document(text: &str) -> Option<usize> {
    let mut reader = OutlineReader::new(text);
    while !matches!(reader.next()?, (Event::DocumentEnd, _)) {}
    while !matches!(reader.next()?, (Event::DocumentStart(..), _)) {}
    let start = reader.next().map(|(_, span)| reader.trimmed(span).start);
    start.or(Some(reader.end))
}

/// Reads events as far as the text is YAML.
pub(super) struct OutlineReader<'t> {
    text: &'t str,
    events: Parser<'t, StrInput<'t>>,
    depth: usize,
    /// The text is not YAML from `end` on, or nested too deep.
    is_broken: bool,
    end: usize,
}

impl<'t> OutlineReader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut options = Options::default();
        options.emit_anchor_events = true;
        // Any crate of a dependent's build can turn the feature on.
        options.emit_comments = false;
        let events = Parser::new_from_str_with_options(text, options);
        Self { text, events, depth: 0, is_broken: false, end: text.len() }
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
                self.end = self.byte(*error.marker());
                None
            }
        }
    }

    /// The outline of the next document.
    pub(super) fn document(&mut self) -> Option<Outline> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd, _) => return None,
                event => return Some(self.value(Some(event))),
            }
        }
    }

    /// The value that begins with an event; an empty one where the text breaks off.
    fn value(&mut self, event: Option<(Event<'t>, Span)>) -> Outline {
        let Some((event, span)) = event else { return self.missing() };
        let range = self.trimmed(span);
        let is_block = matches!(event, Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..));
        let (anchor, tag) = (event.anchor_id(), event.tag().cloned());
        let start = self.start(span, anchor.is_some(), is_block);
        self.depth += 1;
        self.is_broken |= self.depth > MAX_DEPTH;
        let (range, kind) = match event {
            Event::Scalar(text, ..) => {
                let range = if is_block { range } else { start..range.end };
                let is_simple = !is_block && anchor.is_none() && tag.is_none();
                (range, OutlineKind::Scalar { text: text.into_owned(), is_simple })
            }
            Event::Alias(anchor) => (range, OutlineKind::Alias(anchor)),
            Event::SequenceStart(..) => self.list(range),
            Event::MappingStart(..) => self.map(range),
            _ => return self.missing(),
        };
        self.depth -= 1;
        Outline { start, range, kind, anchor, tag }
    }

    /// The first byte of a value: its anchor, its tag, and the `|` or `>` of a block scalar are outside the library's span.
    fn start(&mut self, span: Span, has_anchor: bool, is_block: bool) -> usize {
        let value = self.byte(span.start);
        let anchor = if has_anchor { self.next() } else { None };
        let anchor = anchor.map(|(_, span)| self.byte(span.start));
        let tag = span.tag_start().map(|tag| self.byte(tag));
        let indicator = is_block.then(|| self.text.get(..value)?.rfind(['|', '>'])).flatten();
        [anchor, tag, indicator].into_iter().flatten().fold(value, usize::min)
    }

    fn missing(&self) -> Outline {
        let kind = OutlineKind::Scalar { text: String::new(), is_simple: false };
        Outline { start: self.end, range: self.end..self.end, kind, anchor: None, tag: None }
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
            Some(end) if is_flow => (true, start.start..self.byte(end.end)),
            _ => (is_flow, held.unwrap_or(start)),
        }
    }

    /// The bytes of a span without the white space that the library counts to it.
    fn trimmed(&self, span: Span) -> Range<usize> {
        let (start, end) = (self.byte(span.start), self.byte(span.end));
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(WHITE).len()
    }

    fn byte(&self, marker: Marker) -> usize {
        marker.byte_offset().unwrap_or(self.text.len())
    }
}

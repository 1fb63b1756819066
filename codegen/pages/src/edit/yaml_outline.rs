//! Where the values of a file stand in its text: what has to be known to change one and leave the rest as it is.
//!
//! The library that reads specs keeps no ends of values, so this asks another one. What the two make of a text is held against each
//! other after every change.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};

use dingtalk_spec::diag::{NodePath, PathSegment};

/// White space in YAML; whatever else is blank is part of a text.
const WHITE: &[char] = &[' ', '\t', '\r', '\n'];

/// A value and the bytes that it takes.
#[derive(Debug)]
pub(super) struct OutlineValue {
    pub(super) range: Range<usize>,
    pub(super) kind: OutlineKind,
}

/// What a value is, as far as it matters to changing it.
#[derive(Debug)]
pub(super) enum OutlineKind {
    /// A text, a number, a truth value or nothing, plain or in quotes.
    Scalar,
    /// What has more to it than the bytes of its range: a block of text, or something with an anchor, an alias or a tag.
    Bound,
    List {
        flow: bool,
        items: Vec<OutlineValue>,
    },
    Map {
        flow: bool,
        entries: Vec<OutlineEntry>,
    },
}

/// An entry of a map.
#[derive(Debug)]
pub(super) struct OutlineEntry {
    pub(super) name: String,
    pub(super) key: Range<usize>,
    pub(super) value: OutlineValue,
}

impl OutlineEntry {
    /// From the key to the end of the value.
    pub(super) fn range(&self) -> Range<usize> {
        self.key.start..self.value.range.end.max(self.key.end)
    }
}

/// A value, and whether it stands inside brackets.
pub(super) struct OutlineTarget<'o> {
    pub(super) value: &'o OutlineValue,
    pub(super) in_flow: bool,
}

impl OutlineValue {
    /// The outline of a file's one document; `None` if it has keys that are no scalars, or is not YAML.
    pub(super) fn of(text: &str) -> Option<Self> {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let mut reader = OutlineParser { text, bytes, events: Parser::new_from_str(text) };
        loop {
            match reader.next()? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (event, span) => return reader.value(&event, span),
            }
        }
    }

    /// The value at a place.
    pub(super) fn find(&self, place: &NodePath) -> Option<OutlineTarget<'_>> {
        let mut found = OutlineTarget { value: self, in_flow: false };
        for step in place.segments() {
            let in_flow = found.in_flow || found.value.is_flow();
            let value = match (&found.value.kind, step) {
                (OutlineKind::Map { entries, .. }, PathSegment::Key(key)) => {
                    &entries.iter().find(|entry| entry.name == **key)?.value
                }
                (OutlineKind::Map { entries, .. }, PathSegment::Entry(index)) => &entries.get(*index)?.value,
                (OutlineKind::List { items, .. }, PathSegment::Index(index)) => items.get(*index)?,
                _ => return None,
            };
            found = OutlineTarget { value, in_flow };
        }
        Some(found)
    }

    fn is_flow(&self) -> bool {
        matches!(self.kind, OutlineKind::List { flow: true, .. } | OutlineKind::Map { flow: true, .. })
    }
}

struct OutlineParser<'t> {
    text: &'t str,
    /// The byte of each character: the library counts characters.
    bytes: Vec<usize>,
    events: Parser<'t, StrInput<'t>>,
}

impl<'t> OutlineParser<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        self.events.next()?.ok()
    }

    fn value(&mut self, event: &Event<'t>, span: Span) -> Option<OutlineValue> {
        let range = self.trimmed(span);
        Some(match event {
            Event::Scalar(_, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, 0, None) => {
                OutlineValue { range: self.quoted(range.start)?, kind: OutlineKind::Scalar }
            }
            Event::Scalar(_, style, anchor, tag) => {
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let bound = is_block || *anchor > 0 || tag.is_some();
                OutlineValue { range, kind: if bound { OutlineKind::Bound } else { OutlineKind::Scalar } }
            }
            Event::Alias(_) => OutlineValue { range, kind: OutlineKind::Bound },
            Event::SequenceStart(..) => self.list(range)?,
            Event::MappingStart(..) => self.map(range)?,
            _ => return None,
        })
    }

    fn list(&mut self, start: Range<usize>) -> Option<OutlineValue> {
        let mut items: Vec<OutlineValue> = Vec::new();
        let end = loop {
            match self.next()? {
                (Event::SequenceEnd, span) => break span,
                (event, span) => items.push(self.value(&event, span)?),
            }
        };
        let ends = |items: &[OutlineValue]| Some(items.first()?.range.start..items.last()?.range.end);
        let (flow, range) = self.extent(start, end, ends(&items))?;
        Some(OutlineValue { range, kind: OutlineKind::List { flow, items } })
    }

    fn map(&mut self, start: Range<usize>) -> Option<OutlineValue> {
        let mut entries: Vec<OutlineEntry> = Vec::new();
        let end = loop {
            let (name, key) = match self.next()? {
                (Event::MappingEnd, span) => break span,
                (Event::Scalar(name, ..), span) => (name.into_owned(), self.trimmed(span)),
                _ => return None,
            };
            let (event, span) = self.next()?;
            entries.push(OutlineEntry { name, key, value: self.value(&event, span)? });
        };
        let ends = |entries: &[OutlineEntry]| Some(entries.first()?.key.start..entries.last()?.range().end);
        let (flow, range) = self.extent(start, end, ends(&entries))?;
        Some(OutlineValue { range, kind: OutlineKind::Map { flow, entries } })
    }

    /// Whether a collection stands in brackets, and its bytes: from one bracket to the other, or those of what it holds.
    fn extent(&self, start: Range<usize>, end: Span, held: Option<Range<usize>>) -> Option<(bool, Range<usize>)> {
        if !self.text.get(start.clone())?.ends_with(['[', '{']) {
            return Some((false, held?));
        }
        // The bracket is one byte; what the library counts to it may be a comment behind it.
        let close = self.trimmed(end).start + 1;
        Some((true, start.end.saturating_sub(1)..close))
    }

    /// The bytes from one quote to the other: the library counts a comment behind it to the text.
    fn quoted(&self, start: usize) -> Option<Range<usize>> {
        let mut chars = self.text.get(start..)?.char_indices();
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
                    end = Some(start + byte + 1);
                    break;
                }
                _ => {}
            }
        }
        Some(start..end?)
    }

    /// The bytes of a span without the white space that the library counts to it.
    fn trimmed(&self, span: Span) -> Range<usize> {
        let byte = |index: usize| self.bytes.get(index).copied().unwrap_or(self.text.len());
        let (start, end) = (byte(span.start.index()), byte(span.end.index()));
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(WHITE).len()
    }
}

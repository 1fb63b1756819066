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
pub(super) struct Value {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What a value is, as far as it matters to changing it.
#[derive(Debug)]
pub(super) enum Kind {
    /// A text, a number, a truth value or nothing, plain or in quotes.
    Scalar,
    /// What has more to it than the bytes of its range: a block of text, or something with an anchor, an alias or a tag.
    Bound,
    List {
        flow: bool,
        items: Vec<Value>,
    },
    Map {
        flow: bool,
        entries: Vec<Entry>,
    },
}

/// An entry of a map.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) key: Range<usize>,
    pub(super) value: Value,
}

impl Entry {
    /// From the key to the end of the value.
    pub(super) fn range(&self) -> Range<usize> {
        self.key.start..self.value.range.end.max(self.key.end)
    }
}

/// A value, and whether it stands inside brackets.
pub(super) struct Found<'o> {
    pub(super) value: &'o Value,
    pub(super) in_flow: bool,
}

impl Value {
    /// The outline of a file's one document; `None` if it has keys that are no scalars, or is not YAML.
    pub(super) fn of(text: &str) -> Option<Self> {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let mut reader = Reader { text, bytes, events: Parser::new_from_str(text) };
        loop {
            match reader.next()? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (event, span) => return reader.value(&event, span),
            }
        }
    }

    /// The value at a place.
    pub(super) fn find(&self, place: &NodePath) -> Option<Found<'_>> {
        let mut found = Found { value: self, in_flow: false };
        for step in place.segments() {
            let in_flow = found.in_flow || found.value.is_flow();
            let value = match (&found.value.kind, step) {
                (Kind::Map { entries, .. }, PathSegment::Key(key)) => {
                    &entries.iter().find(|entry| entry.name == **key)?.value
                }
                (Kind::Map { entries, .. }, PathSegment::Entry(index)) => &entries.get(*index)?.value,
                (Kind::List { items, .. }, PathSegment::Index(index)) => items.get(*index)?,
                _ => return None,
            };
            found = Found { value, in_flow };
        }
        Some(found)
    }

    fn is_flow(&self) -> bool {
        matches!(self.kind, Kind::List { flow: true, .. } | Kind::Map { flow: true, .. })
    }
}

struct Reader<'t> {
    text: &'t str,
    /// The byte of each character: the library counts characters.
    bytes: Vec<usize>,
    events: Parser<'t, StrInput<'t>>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        self.events.next()?.ok()
    }

    fn value(&mut self, event: &Event<'t>, span: Span) -> Option<Value> {
        let range = self.trimmed(span);
        Some(match event {
            Event::Scalar(_, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, 0, None) => {
                Value { range: self.quoted(range.start)?, kind: Kind::Scalar }
            }
            Event::Scalar(_, style, anchor, tag) => {
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let bound = is_block || *anchor > 0 || tag.is_some();
                Value { range, kind: if bound { Kind::Bound } else { Kind::Scalar } }
            }
            Event::Alias(_) => Value { range, kind: Kind::Bound },
            Event::SequenceStart(..) => self.list(range)?,
            Event::MappingStart(..) => self.map(range)?,
            _ => return None,
        })
    }

    fn list(&mut self, start: Range<usize>) -> Option<Value> {
        let mut items: Vec<Value> = Vec::new();
        let end = loop {
            match self.next()? {
                (Event::SequenceEnd, span) => break span,
                (event, span) => items.push(self.value(&event, span)?),
            }
        };
        let ends = |items: &[Value]| Some(items.first()?.range.start..items.last()?.range.end);
        let (flow, range) = self.extent(start, end, ends(&items))?;
        Some(Value { range, kind: Kind::List { flow, items } })
    }

    fn map(&mut self, start: Range<usize>) -> Option<Value> {
        let mut entries: Vec<Entry> = Vec::new();
        let end = loop {
            let (name, key) = match self.next()? {
                (Event::MappingEnd, span) => break span,
                (Event::Scalar(name, ..), span) => (name.into_owned(), self.trimmed(span)),
                _ => return None,
            };
            let (event, span) = self.next()?;
            entries.push(Entry { name, key, value: self.value(&event, span)? });
        };
        let ends = |entries: &[Entry]| Some(entries.first()?.key.start..entries.last()?.range().end);
        let (flow, range) = self.extent(start, end, ends(&entries))?;
        Some(Value { range, kind: Kind::Map { flow, entries } })
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

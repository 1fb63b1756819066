//! The positions of a file's values in its text, for diagnostics and edits.
//!
//! `serde_yaml` reads the values and keeps no positions, so a parser with spans finds them. A test compares what the two read.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput, Tag};

use crate::diag::{NodePath, PathSegment};

/// White space in YAML; whatever else is blank is part of a text.
const WHITE: &[char] = &[' ', '\t', '\r', '\n'];

/// The deepest nesting that is read: `serde_yaml`'s limit.
const MAX_DEPTH: usize = 128;

/// A value and its position.
#[derive(Debug)]
pub struct Outline {
    /// The first byte, which may be that of an anchor, a tag or the first dash of a list.
    pub start: usize,
    /// The bytes of a scalar, from bracket to bracket, or from the first item to the last.
    pub range: Range<usize>,
    /// The content.
    pub kind: OutlineKind,
    /// The number of its anchor, or 0.
    anchor: usize,
    tag: Option<Tag>,
}

/// The content of a value.
#[derive(Debug)]
pub enum OutlineKind {
    /// Text, a number, a boolean or null. It `is_simple` if its bytes are all there is to it: no block of text, anchor or tag.
    Scalar {
        /// The text without quotes.
        text: String,
        /// True if the bytes of its range can be replaced.
        is_simple: bool,
    },
    /// The number of an anchor.
    Alias(usize),
    /// A list.
    List {
        /// True if it is in brackets.
        flow: bool,
        /// The items.
        items: Vec<Outline>,
    },
    /// A map.
    Map {
        /// True if it is in braces.
        flow: bool,
        /// The entries.
        entries: Vec<OutlineEntry>,
    },
}

/// An entry of a map.
#[derive(Debug)]
pub struct OutlineEntry {
    /// The key.
    pub key: Outline,
    /// The value.
    pub value: Outline,
}

impl OutlineEntry {
    /// The text of the key, unless the key is a list or a map.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.key.kind {
            OutlineKind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// From the key to the end of the value.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.key.range.start..self.value.range.end.max(self.key.range.end)
    }
}

/// A value, and whether it is inside brackets.
pub struct OutlineTarget<'o> {
    /// The value.
    pub value: &'o Outline,
    /// True if it is inside brackets.
    pub in_flow: bool,
}

/// The byte of the node at a path, or of its nearest ancestor.
#[must_use]
pub fn locate(text: &str, path: &NodePath) -> Option<usize> {
    let root = Reader::new(text).document()?;
    let segments = path.segments();
    let mut value = root.resolve(&root);
    for (index, segment) in segments.iter().enumerate() {
        let Some((key, next)) = value.child(segment) else { break };
        if path.is_on_key() && index + 1 == segments.len() {
            return Some(key.map_or(next.start, |key| key.start));
        }
        value = root.resolve(next);
    }
    Some(value.start)
}

/// The byte at which the second document of a text begins.
pub(crate) fn second_document(text: &str) -> Option<usize> {
    let mut reader = Reader::new(text);
    while !matches!(reader.next()?, (Event::DocumentEnd, _)) {}
    while !matches!(reader.next()?, (Event::DocumentStart(_), _)) {}
    let start = reader.next().map(|(_, span)| reader.trimmed(span).start);
    start.or(Some(reader.end))
}

impl Outline {
    /// The outline of a file's first document, unless the file is not YAML.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut reader = Reader::new(text);
        reader.document().filter(|_| !reader.is_broken)
    }

    /// The value at a path. No alias is followed, since an edit there would change other places as well.
    #[must_use]
    pub fn find(&self, path: &NodePath) -> Option<OutlineTarget<'_>> {
        let mut target = OutlineTarget { value: self, in_flow: false };
        for segment in path.segments() {
            let in_flow = target.in_flow || target.value.is_flow();
            target = OutlineTarget { value: target.value.child(segment)?.1, in_flow };
        }
        Some(target)
    }

    /// The value that an alias below this root stands for, or the value itself.
    pub(crate) fn resolve<'o>(&'o self, value: &'o Self) -> &'o Self {
        match value.kind {
            OutlineKind::Alias(anchor) => self.anchored(anchor).unwrap_or(value),
            _ => value,
        }
    }

    fn anchored(&self, anchor: usize) -> Option<&Self> {
        if self.anchor == anchor {
            return Some(self);
        }
        match &self.kind {
            OutlineKind::Scalar { .. } | OutlineKind::Alias(_) => None,
            OutlineKind::List { items, .. } => items.iter().find_map(|item| item.anchored(anchor)),
            OutlineKind::Map { entries, .. } => {
                entries.iter().find_map(|entry| entry.key.anchored(anchor).or_else(|| entry.value.anchored(anchor)))
            }
        }
    }

    /// The value one segment below, with its key in a map.
    fn child(&self, segment: &PathSegment) -> Option<(Option<&Self>, &Self)> {
        let entry = match (&self.kind, segment) {
            (OutlineKind::Map { entries, .. }, PathSegment::Key(key)) => {
                entries.iter().find(|entry| entry.name() == Some(key))?
            }
            (OutlineKind::Map { entries, .. }, PathSegment::Entry(index)) => entries.get(*index)?,
            (OutlineKind::List { items, .. }, PathSegment::Index(index)) => return Some((None, items.get(*index)?)),
            _ => return None,
        };
        Some((Some(&entry.key), &entry.value))
    }

    /// Calls `visit` with each tag and its path.
    pub(crate) fn visit_tags(&self, path: &NodePath, visit: &mut dyn FnMut(&NodePath, &Tag)) {
        if let Some(tag) = &self.tag {
            visit(path, tag);
        }
        match &self.kind {
            OutlineKind::Scalar { .. } | OutlineKind::Alias(_) => {}
            OutlineKind::List { items, .. } => {
                for (index, item) in items.iter().enumerate() {
                    item.visit_tags(&path.index(index), visit);
                }
            }
            OutlineKind::Map { entries, .. } => {
                for (index, entry) in entries.iter().enumerate() {
                    let path = path.entry(index);
                    entry.key.visit_tags(&path.on_key(), visit);
                    entry.value.visit_tags(&path, visit);
                }
            }
        }
    }

    /// Adds the bytes of all scalars. A `#` elsewhere begins a comment.
    pub(crate) fn add_scalars(&self, scalars: &mut Vec<Range<usize>>) {
        match &self.kind {
            OutlineKind::Scalar { .. } => scalars.push(self.range.clone()),
            OutlineKind::Alias(_) => {}
            OutlineKind::List { items, .. } => items.iter().for_each(|item| item.add_scalars(scalars)),
            OutlineKind::Map { entries, .. } => {
                for entry in entries {
                    entry.key.add_scalars(scalars);
                    entry.value.add_scalars(scalars);
                }
            }
        }
    }

    fn is_flow(&self) -> bool {
        matches!(self.kind, OutlineKind::List { flow: true, .. } | OutlineKind::Map { flow: true, .. })
    }
}

/// Reads events as far as the text is YAML.
struct Reader<'t> {
    text: &'t str,
    /// The byte of each character: the library counts characters.
    bytes: Vec<usize>,
    events: Parser<'t, StrInput<'t>>,
    depth: usize,
    /// The text is not YAML from `end` on, or nested too deep.
    is_broken: bool,
    end: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { text, bytes, events: Parser::new_from_str(text), depth: 0, is_broken: false, end: text.len() }
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

    fn document(&mut self) -> Option<Outline> {
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Outline, OutlineKind, locate};
    use crate::diag::{NodePath, Sink};
    use crate::yaml::node::Node;
    use crate::yaml::parse;

    const BLOCK: &str = "\
# A comment.
name: x
rows:
  - code: a
    status: [400, 403]
  - code: b
    code: c
1: number
last: *a
";
    const FLOW: &str =
        "{ name: x, rows: [{ code: a, status: [400, 403] }, { code: b, code: c }], ? [1] : list, last: !tag y }";

    /// The text at the path, up to the next space or bracket.
    fn found<'a>(text: &'a str, place: &NodePath) -> Option<&'a str> {
        let rest = text.get(locate(text, place)?..)?;
        rest.split([' ', '\n', ',', ']', ':']).next()
    }

    #[test]
    fn a_node_is_found_in_block_and_flow_style() {
        let root = NodePath::file("x.yaml");
        let rows = root.key("rows");
        for text in [BLOCK.replace("*a", "!tag y").as_str(), FLOW] {
            let find = |place: &NodePath| found(text, place);
            assert_eq!(find(&root.key("name").on_key()), Some("name"));
            assert_eq!(find(&root.key("name")), Some("x"));
            assert_eq!(find(&rows.index(0).key("status").index(1)), Some("403"));
            assert_eq!(find(&rows.index(1).key("code")), Some("b"));
            assert_eq!(find(&rows.index(1).entry(1)), Some("c"));
            assert_eq!(find(&rows.index(1).entry(1).on_key()), Some("code"));
            assert_eq!(find(&root.key("last")), Some("!tag"));
        }
    }

    #[test]
    fn what_does_not_exist_is_found_at_its_nearest_ancestor() {
        let root = NodePath::file("x.yaml");
        let name = root.key("name");
        assert_eq!(found(FLOW, &name.key("inner").index(3)), Some("x"));
        assert_eq!(found(FLOW, &root.key("rows").index(7)), Some("[{"));
        assert_eq!(found(FLOW, &root.key("missing").on_key()), Some("{"));
    }

    #[test]
    fn a_text_that_is_not_yaml_has_places_up_to_the_mistake() {
        assert_eq!(found(BLOCK, &NodePath::file("x.yaml").key("rows").index(1).key("code")), Some("b"));
        assert_eq!(found(BLOCK, &NodePath::file("x.yaml").key("last")), Some("*a"));
    }

    /// Returns true if a node and an outline are the same tree.
    fn agree(node: &Node, outline: &Outline, root: &Outline) -> bool {
        match (node, &root.resolve(outline).kind) {
            (Node::List(nodes), OutlineKind::List { items, .. }) => {
                nodes.len() == items.len() && nodes.iter().zip(items).all(|(node, item)| agree(node, item, root))
            }
            (Node::Map(nodes), OutlineKind::Map { entries, .. }) => {
                let mut pairs = nodes.iter().zip(entries);
                nodes.len() == entries.len()
                    && pairs.all(|((name, node), entry)| entry.name() == Some(name) && agree(node, &entry.value, root))
            }
            (Node::Text(node), OutlineKind::Scalar { text, .. }) => node == text,
            (Node::Number(node), OutlineKind::Scalar { text, .. }) => node.written() == text,
            (Node::Bool(node), OutlineKind::Scalar { text, .. }) => node.to_string() == *text,
            (Node::Null, OutlineKind::Scalar { text, .. }) => ["", "~", "null"].contains(&text.as_str()),
            _ => false,
        }
    }

    #[test]
    fn both_parsers_read_the_same_tree() {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut folders = vec![workspace.join("spec"), workspace.join("tests/fixtures/accept")];
        let mut compared = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("readable").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "yaml") {
                    let text = fs::read_to_string(&path).expect("text");
                    let node = parse(&text, &NodePath::file("x.yaml"), &mut Sink::new()).expect("YAML");
                    let root = Outline::of(&text).expect("YAML");
                    assert!(agree(&node, &root, &root), "{}", path.display());
                    compared += 1;
                }
            }
        }
        assert!(compared > 30, "{compared}");
    }
}

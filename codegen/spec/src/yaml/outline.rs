//! The positions of a file's values in its text, for diagnostics and edits.
//!
//! `serde_yaml` reads the values and keeps no positions, so a parser with spans finds them. A test compares what the two read.

use std::ops::Range;

use granit_parser::Tag;

use super::outline_reader::OutlineReader;
use crate::diag::{NodePath, PathSegment};

/// A value and its position.
#[derive(Debug)]
pub struct Outline {
    /// The first byte, which may be that of an anchor, a tag or the first dash of a list.
    pub start: usize,
    /// The bytes of a scalar, from bracket to bracket, or from the first item to the last.
    pub range: Range<usize>,
    /// The content.
    pub kind: OutlineKind,
    /// The number of its anchor.
    pub(super) anchor: Option<usize>,
    pub(super) tag: Option<Tag>,
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
    let root = OutlineReader::new(text).document()?;
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

impl Outline {
    /// The outline of a file's first document, unless the file is not YAML.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut reader = OutlineReader::new(text);
        reader.document().filter(|_| !reader.is_broken())
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
        if self.anchor == Some(anchor) {
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

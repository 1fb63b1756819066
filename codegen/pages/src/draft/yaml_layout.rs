//! Lays out YAML: short maps in flow style, and review marks at the end of a line or above it.

use super::review_marks;
use crate::edit::fragment::inline;
use crate::edit::scalar::{ScalarContext, scalar};
use dingtalk_spec::{Node, REVIEW_MARK};

/// Maximum line width in characters. Scalars are never broken.
const MAX_WIDTH: usize = 140;

/// A YAML value.
#[derive(Clone, Debug)]
pub(super) enum YamlValue {
    /// Nothing, a boolean, a number or a text.
    Scalar(Node),
    Map(YamlMap),
    List(Vec<YamlItem>),
}

/// A map in insertion order.
#[derive(Clone, Debug, Default)]
pub(super) struct YamlMap {
    entries: Vec<YamlEntry>,
    /// Marks after the last entry.
    after: Vec<String>,
    /// Set if each entry takes a line of its own.
    spread: bool,
}

#[derive(Clone, Debug)]
struct YamlEntry {
    key: String,
    item: YamlItem,
    /// Set if an empty line precedes it.
    apart: bool,
}

/// A list item or the value of a map entry, with its marks.
#[derive(Clone, Debug)]
pub(super) struct YamlItem {
    pub(super) value: YamlValue,
    pub(super) marks: Vec<String>,
}

impl YamlValue {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Scalar(Node::Text(text.into()))
    }

    /// A list without marks.
    pub(super) fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::List(items.into_iter().map(|value| YamlItem { value, marks: Vec::new() }).collect())
    }

    /// Returns the items of a list or map.
    fn items(&self) -> impl Iterator<Item = &YamlItem> {
        let (entries, items) = match self {
            Self::Scalar(_) => (&[][..], &[][..]),
            Self::Map(map) => (&map.entries[..], &[][..]),
            Self::List(items) => (&[][..], &items[..]),
        };
        entries.iter().map(|entry| &entry.item).chain(items)
    }

    /// Returns the marks after the last entry of a map.
    fn after(&self) -> &[String] {
        if let Self::Map(map) = self { &map.after } else { &[] }
    }

    /// Returns the first mark within it.
    pub(super) fn first_mark(&self) -> Option<&str> {
        let inner = || self.items().find_map(|item| item.marks.first().map(String::as_str).or(item.value.first_mark()));
        self.after().first().map(String::as_str).or_else(inner)
    }

    /// Returns the value without its marks.
    pub(super) fn node(&self) -> Node {
        match self {
            Self::Scalar(node) => node.clone(),
            Self::Map(map) => {
                Node::Map(map.entries.iter().map(|entry| (entry.key.clone(), entry.item.value.node())).collect())
            }
            Self::List(items) => Node::List(items.iter().map(|item| item.value.node()).collect()),
        }
    }

    /// Returns `true` if it takes several lines.
    fn spreads(&self) -> bool {
        let is_spread = match self {
            Self::Scalar(_) => false,
            Self::Map(map) => map.spread || !map.after.is_empty(),
            Self::List(items) => items.iter().any(|item| matches!(item.value, Self::Map(_))),
        };
        is_spread || self.items().any(|item| !item.marks.is_empty() || item.value.spreads())
    }
}

impl YamlMap {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A map in block style.
    pub(super) fn spread() -> Self {
        Self { spread: true, ..Self::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Appends an entry.
    pub(super) fn put(&mut self, key: &str, value: YamlValue, marks: Vec<String>) {
        self.entries.push(YamlEntry { key: key.to_owned(), item: YamlItem { value, marks }, apart: false });
    }

    /// Appends an entry after an empty line.
    pub(super) fn put_apart(&mut self, key: &str, value: YamlValue, marks: Vec<String>) {
        self.entries.push(YamlEntry { key: key.to_owned(), item: YamlItem { value, marks }, apart: true });
    }

    /// Appends an entry without marks if there is a value.
    pub(super) fn put_some(&mut self, key: &str, value: Option<YamlValue>) {
        if let Some(value) = value {
            self.put(key, value, Vec::new());
        }
    }

    /// Builder variant of [`Self::put`] without marks.
    pub(super) fn with(self, key: &str, value: YamlValue) -> Self {
        self.with_some(key, Some(value))
    }

    /// Builder variant of [`Self::put_some`].
    pub(super) fn with_some(mut self, key: &str, value: Option<YamlValue>) -> Self {
        self.put_some(key, value);
        self
    }

    /// Adds marks about missing entries.
    pub(super) fn mark(&mut self, marks: impl IntoIterator<Item = String>) {
        self.after.extend(marks);
    }

    /// Takes the marks about missing entries, for a map that is left out.
    pub(super) fn take_marks(&mut self) -> Vec<String> {
        std::mem::take(&mut self.after)
    }
}

/// Returns the text of a file and its number of marks. `marks` are about the page as a whole.
pub(super) fn text(head: &[&str], marks: &[String], root: &YamlMap) -> (String, usize) {
    let mut page = YamlWriter::default();
    for line in head {
        page.comment(0, &format!("# {line}"));
    }
    page.mark(0, marks);
    page.map(0, root);
    (page.text, page.marks)
}

/// Writer of YAML lines.
#[derive(Default)]
struct YamlWriter {
    text: String,
    marks: usize,
}

impl YamlWriter {
    fn push(&mut self, indent: usize, line: &str) {
        self.text.extend([" ".repeat(indent).as_str(), line, "\n"]);
    }

    /// Writes a comment that begins with `#`, wrapped.
    fn comment(&mut self, indent: usize, text: &str) {
        let mut words = text.split(' ');
        let mut line = words.next().unwrap_or_default().to_owned();
        for word in words {
            if line.len() > 2 && indent + line.chars().count() + word.chars().count() >= MAX_WIDTH {
                self.push(indent, &line);
                line = String::from("#  ");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.push(indent, &line);
    }

    fn mark(&mut self, indent: usize, marks: &[String]) {
        for mark in marks {
            self.marks += 1;
            self.comment(indent, &format!("{REVIEW_MARK} {}", review_marks::line(mark)));
        }
    }

    /// Writes a line, with a single mark at its end if it fits.
    fn one(&mut self, indent: usize, line: &str, marks: &[String]) {
        if let [mark] = marks {
            let whole = format!("{line}  {REVIEW_MARK} {}", review_marks::line(mark));
            if indent + whole.chars().count() <= MAX_WIDTH {
                self.marks += 1;
                return self.push(indent, &whole);
            }
        }
        self.mark(indent, marks);
        self.push(indent, line);
    }

    fn map(&mut self, indent: usize, map: &YamlMap) {
        for YamlEntry { key, item, apart } in &map.entries {
            self.text.push_str(if *apart { "\n" } else { "" });
            self.item(indent, &format!("{}:", scalar(key, ScalarContext::Block)), item);
        }
        self.mark(indent, &map.after);
    }

    /// Writes a value behind its key or dash.
    fn item(&mut self, indent: usize, head: &str, YamlItem { value, marks }: &YamlItem) {
        let is_empty = value.items().next().is_none();
        if is_empty {
            self.mark(indent, value.after());
        }
        let line = format!("{head} {}", inline(&value.node(), ScalarContext::Block));
        let fits = indent + line.chars().count() <= MAX_WIDTH;
        if is_empty || (fits && !value.spreads()) {
            return self.one(indent, &line, marks);
        }
        let is_item = head == "-";
        if is_item {
            self.mark(indent, marks);
        } else {
            self.one(indent, head, marks);
        }
        let start = self.text.len() + indent;
        match value {
            YamlValue::Map(map) => self.map(indent + 2, map),
            _ => value.items().for_each(|item| self.item(indent + 2, "-", item)),
        }
        // The first line of an item follows its dash.
        if is_item {
            self.text.replace_range(start..start + 2, "- ");
        }
    }
}

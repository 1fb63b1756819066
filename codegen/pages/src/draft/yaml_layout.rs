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

/// A map entry with its marks.
#[derive(Clone, Debug)]
struct YamlEntry {
    key: String,
    value: YamlValue,
    marks: Vec<String>,
    /// Set if an empty line precedes it.
    apart: bool,
}

/// A list item with its marks.
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

    /// Returns the first mark within it.
    pub(super) fn first_mark(&self) -> Option<&str> {
        fn first(marks: &[String]) -> Option<&str> {
            marks.first().map(String::as_str)
        }
        match self {
            Self::Scalar(_) => None,
            Self::Map(map) => {
                let mut entries = map.entries.iter();
                first(&map.after)
                    .or_else(|| entries.find_map(|one| first(&one.marks).or_else(|| one.value.first_mark())))
            }
            Self::List(items) => items.iter().find_map(|one| first(&one.marks).or_else(|| one.value.first_mark())),
        }
    }

    /// Returns the value without its marks.
    pub(super) fn node(&self) -> Node {
        match self {
            Self::Scalar(node) => node.clone(),
            Self::Map(map) => {
                Node::Map(map.entries.iter().map(|entry| (entry.key.clone(), entry.value.node())).collect())
            }
            Self::List(items) => Node::List(items.iter().map(|item| item.value.node()).collect()),
        }
    }

    /// Returns `true` if it takes several lines.
    fn spreads(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::Map(map) => {
                map.spread
                    || !map.after.is_empty()
                    || map.entries.iter().any(|entry| !entry.marks.is_empty() || entry.value.spreads())
            }
            Self::List(items) => {
                items.iter().any(|item| !item.marks.is_empty() || item.value.spreads())
                    || items.iter().any(|item| matches!(item.value, Self::Map(_)))
            }
        }
    }

    /// Returns `true` if it never takes several lines.
    fn is_whole(&self) -> bool {
        match self {
            Self::Scalar(_) => true,
            Self::Map(map) => map.entries.is_empty(),
            Self::List(items) => items.is_empty(),
        }
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
        self.entries.push(YamlEntry { key: key.to_owned(), value, marks, apart: false });
    }

    /// Appends an entry after an empty line.
    pub(super) fn put_apart(&mut self, key: &str, value: YamlValue, marks: Vec<String>) {
        self.entries.push(YamlEntry { key: key.to_owned(), value, marks, apart: true });
    }

    /// Builder variant of [`Self::put`] without marks.
    pub(super) fn with(mut self, key: &str, value: YamlValue) -> Self {
        self.put(key, value, Vec::new());
        self
    }

    /// Appends an entry if there is a value.
    pub(super) fn with_some(self, key: &str, value: Option<YamlValue>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
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
        for entry in &map.entries {
            self.entry(indent, entry);
        }
        self.mark(indent, &map.after);
    }

    fn entry(&mut self, indent: usize, entry: &YamlEntry) {
        if entry.apart {
            self.text.push('\n');
        }
        let key = scalar(&entry.key, ScalarContext::Block);
        let line = format!("{key}: {}", inline(&entry.value.node(), ScalarContext::Block));
        let fits = indent + line.chars().count() <= MAX_WIDTH;
        if let YamlValue::Map(YamlMap { entries, after, .. }) = &entry.value
            && entries.is_empty()
        {
            self.mark(indent, after);
        }
        if entry.value.is_whole() || (fits && !entry.value.spreads()) {
            return self.one(indent, &line, &entry.marks);
        }
        self.one(indent, &format!("{key}:"), &entry.marks);
        self.lines(indent + 2, &entry.value);
    }

    /// Writes a value in block style.
    fn lines(&mut self, indent: usize, value: &YamlValue) {
        match value {
            YamlValue::Map(map) => self.map(indent, map),
            YamlValue::List(items) => items.iter().for_each(|item| self.item(indent, item)),
            YamlValue::Scalar(_) => self.push(indent, &inline(&value.node(), ScalarContext::Block)),
        }
    }

    fn item(&mut self, indent: usize, item: &YamlItem) {
        let line = format!("- {}", inline(&item.value.node(), ScalarContext::Block));
        let fits = indent + line.chars().count() <= MAX_WIDTH;
        if item.value.is_whole() || (fits && !item.value.spreads()) {
            return self.one(indent, &line, &item.marks);
        }
        self.mark(indent, &item.marks);
        let start = self.text.len() + indent;
        self.lines(indent + 2, &item.value);
        self.text.replace_range(start..start + 2, "- ");
    }
}

//! The path of a node of a spec: a file and segments from its root.

use std::fmt;
use std::sync::Arc;

/// One segment from a node of the spec to a node inside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PathSegment {
    /// Into the value of this key; the first one of duplicate keys.
    Key(Arc<str>),
    /// Into this item of a list, counted from 0.
    Index(usize),
    /// Into the value of this entry of a map, counted from 0.
    Entry(usize),
}

/// The path of a node of a spec.
///
/// Independent of line numbers, so that it is available wherever the
/// spec is read, and cheap to clone. `Sink::finish` resolves
/// the paths of reported nodes to lines and columns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NodePath {
    file: Arc<str>,
    target: Target,
}

/// A node or a position.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Target {
    /// A node, or the key that it belongs to; `None` is the root.
    Node { path: Option<Arc<PathNode>>, on_key: bool },
    /// A line and a column of a text that is not YAML.
    Exact { line: usize, column: usize },
}

/// A path from the root, last segment first, so that siblings share what leads to them.
#[derive(Debug, PartialEq, Eq, Hash)]
struct PathNode {
    parent: Option<Arc<PathNode>>,
    segment: PathSegment,
}

impl NodePath {
    /// The root of a file with its displayed name, such as `spec/im/x.yaml`.
    #[must_use]
    pub fn file(name: impl Into<Arc<str>>) -> Self {
        Self { file: name.into(), target: Target::Node { path: None, on_key: false } }
    }

    /// The value of `key` in the map at this place.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.segment(PathSegment::Key(key.into()))
    }

    /// Item `index` of the list at this place.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.segment(PathSegment::Index(index))
    }

    /// The value of entry `index` of the map at this place. For keys that a name does not find: repeated ones, and
    /// keys that are no text.
    #[must_use]
    pub fn entry(&self, index: usize) -> Self {
        self.segment(PathSegment::Entry(index))
    }

    /// The key that the value at this place belongs to. A place that has no key of its own stays as it is.
    #[must_use]
    pub fn on_key(&self) -> Self {
        let mut place = self.clone();
        if let Target::Node { path: Some(path), on_key } = &mut place.target {
            *on_key = !matches!(path.segment, PathSegment::Index(_));
        }
        place
    }

    /// The parent and the last key; `None` if the last segment is not a key.
    #[must_use]
    pub fn split(&self) -> Option<(Self, String)> {
        let Target::Node { path: Some(path), .. } = &self.target else { return None };
        let PathSegment::Key(key) = &path.segment else { return None };
        let target = Target::Node { path: path.parent.clone(), on_key: false };
        Some((Self { file: Arc::clone(&self.file), target }, key.to_string()))
    }

    /// A line and a column of the same file, both counted from 1.
    #[must_use]
    pub fn exact(&self, line: usize, column: usize) -> Self {
        Self { file: Arc::clone(&self.file), target: Target::Exact { line, column } }
    }

    /// The displayed file name.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file
    }

    /// The path from the root of the file, first segment first.
    #[must_use]
    pub fn segments(&self) -> Vec<&PathSegment> {
        let mut segments = Vec::new();
        if let Target::Node { path, .. } = &self.target {
            let mut next = path.as_deref();
            while let Some(path) = next {
                segments.push(&path.segment);
                next = path.parent.as_deref();
            }
        }
        segments.reverse();
        segments
    }

    /// Returns true for a key, and false for its value.
    #[must_use]
    pub fn is_on_key(&self) -> bool {
        matches!(self.target, Target::Node { on_key: true, .. })
    }

    /// The line and column of a place made by [`NodePath::exact`].
    pub fn exact_position(&self) -> Option<(usize, usize)> {
        match self.target {
            Target::Exact { line, column } => Some((line, column)),
            Target::Node { .. } => None,
        }
    }

    fn segment(&self, segment: PathSegment) -> Self {
        let parent = match &self.target {
            Target::Node { path, .. } => path.clone(),
            Target::Exact { .. } => None,
        };
        Self {
            file: Arc::clone(&self.file),
            target: Target::Node { path: Some(Arc::new(PathNode { parent, segment })), on_key: false },
        }
    }
}

impl fmt::Display for NodePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some((line, column)) = self.exact_position() {
            return write!(f, ":{line}:{column}");
        }
        let mut between = ": ";
        for segment in self.segments() {
            match segment {
                PathSegment::Key(key) => write!(f, "{between}{key}")?,
                PathSegment::Index(index) => write!(f, "[{index}]")?,
                PathSegment::Entry(index) => write!(f, "{{{index}}}")?,
            }
            between = ".";
        }
        Ok(())
    }
}

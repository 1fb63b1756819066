//! Where in a spec something stands: a file and the way from its root.

use std::fmt;
use std::sync::Arc;

/// One step from a node of the spec to a node inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Into the value of this key; the first one, if the key stands there more than once.
    Key(Arc<str>),
    /// Into this item of a list, counted from 0.
    Index(usize),
    /// Into the value of this entry of a map, counted from 0, whatever its key is.
    Entry(usize),
}

/// Where in a spec something stands.
///
/// A place names a node by its way from the root of a file, not by its line, so that it is at hand wherever the
/// spec is read and costs no more than two reference counts. `Sink::finish` turns
/// places into lines and columns, for the few that are reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    file: Arc<str>,
    spot: Spot,
}

/// What in the file is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Spot {
    /// A node, or the key that it belongs to; `None` is the root.
    Node { way: Option<Arc<Way>>, on_key: bool },
    /// A line and a column, where there is no node: the text could not be read as YAML.
    Exact { line: usize, column: usize },
}

/// A way from the root, last step first, so that siblings share what leads to them.
#[derive(Debug, PartialEq, Eq)]
struct Way {
    before: Option<Arc<Way>>,
    step: Step,
}

impl Place {
    /// The root of a file, named as people are shown it, such as `spec/im/x.yaml`.
    #[must_use]
    pub fn file(name: impl Into<Arc<str>>) -> Self {
        Self { file: name.into(), spot: Spot::Node { way: None, on_key: false } }
    }

    /// The value of `key` in the map at this place.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.step(Step::Key(key.into()))
    }

    /// Item `index` of the list at this place.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    /// The value of entry `index` of the map at this place. For keys that a name does not find: repeated ones, and
    /// keys that are no text.
    #[must_use]
    pub fn entry(&self, index: usize) -> Self {
        self.step(Step::Entry(index))
    }

    /// The key that the value at this place belongs to. A place that has no key of its own stays as it is.
    #[must_use]
    pub fn on_key(&self) -> Self {
        let mut place = self.clone();
        if let Spot::Node { way: Some(way), on_key } = &mut place.spot {
            *on_key = !matches!(way.step, Step::Index(_));
        }
        place
    }

    /// The place above, and the key that leads here from there; none if the last step is no key.
    #[must_use]
    pub fn split(&self) -> Option<(Self, String)> {
        let Spot::Node { way: Some(way), .. } = &self.spot else { return None };
        let Step::Key(key) = &way.step else { return None };
        let spot = Spot::Node { way: way.before.clone(), on_key: false };
        Some((Self { file: Arc::clone(&self.file), spot }, key.to_string()))
    }

    /// A line and a column of the same file, both counted from 1.
    #[must_use]
    pub fn exact(&self, line: usize, column: usize) -> Self {
        Self { file: Arc::clone(&self.file), spot: Spot::Exact { line, column } }
    }

    /// The file, as people are shown it.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file
    }

    /// The way from the root of the file, first step first.
    #[must_use]
    pub fn steps(&self) -> Vec<&Step> {
        let mut steps = Vec::new();
        if let Spot::Node { way, .. } = &self.spot {
            let mut next = way.as_deref();
            while let Some(way) = next {
                steps.push(&way.step);
                next = way.before.as_deref();
            }
        }
        steps.reverse();
        steps
    }

    /// Whether the key is meant, and not its value.
    #[must_use]
    pub fn is_on_key(&self) -> bool {
        matches!(self.spot, Spot::Node { on_key: true, .. })
    }

    /// The line and column of a place made by [`Place::exact`].
    pub fn exact_position(&self) -> Option<(usize, usize)> {
        match self.spot {
            Spot::Exact { line, column } => Some((line, column)),
            Spot::Node { .. } => None,
        }
    }

    fn step(&self, step: Step) -> Self {
        let before = match &self.spot {
            Spot::Node { way, .. } => way.clone(),
            Spot::Exact { .. } => None,
        };
        Self {
            file: Arc::clone(&self.file),
            spot: Spot::Node { way: Some(Arc::new(Way { before, step })), on_key: false },
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some((line, column)) = self.exact_position() {
            return write!(f, ":{line}:{column}");
        }
        let mut between = ": ";
        for step in self.steps() {
            match step {
                Step::Key(key) => write!(f, "{between}{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Entry(index) => write!(f, "{{{index}}}")?,
            }
            between = ".";
        }
        Ok(())
    }
}

//! The files of a spec and their texts.

pub(crate) mod folder;
pub(crate) mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::diag::{LocateNode, NodePath, Sink};
use crate::yaml::outline::locate;

/// The number of bytes to parse to resolve the paths of a file: a hundred times a short file, a few times a very
/// long one.
const READ_AGAIN: usize = 4 << 20;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The texts of a spec, by the names of the files.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The prefix of displayed file names: the folder with a `/`, or nothing.
    shown: String,
    /// The texts by the names of the files inside the folder; what is not UTF-8 is replaced.
    texts: BTreeMap<String, String>,
    /// The files whose texts are not the whole file, byte for byte.
    unfaithful: BTreeSet<String>,
    /// True if all files are known. If not, missing files are not reported.
    listed: bool,
}

impl Sources {
    /// Reads the files of a folder: `api.yaml`, and `<service>/<operation>.yaml`.
    ///
    /// `README.md`, `schema.json` and hidden files are passed over. Everything else that cannot be a part of a spec,
    /// and every file that cannot be read, is reported.
    #[must_use]
    pub fn read(folder: &Path, sink: &mut Sink) -> Self {
        let mut sources = Self { shown: folder::shown(folder), ..Self::default() };
        sources.listed = folder::read(folder, &mut sources, sink);
        sources
    }

    /// Sources from texts, by names such as `api.yaml` and `im/x.yaml`.
    #[must_use]
    pub fn from_texts(mut texts: BTreeMap<String, String>) -> Self {
        for text in texts.values_mut() {
            if text.starts_with(BYTE_ORDER_MARK) {
                text.remove(0);
            }
        }
        Self { texts, listed: true, ..Self::default() }
    }

    /// The place of a file, given by its name inside the folder.
    pub(crate) fn place(&self, name: &str) -> NodePath {
        let shown: Arc<str> = format!("{}{name}", self.shown).into();
        NodePath::file(shown)
    }

    /// The file that a place is in: its name inside the folder, and its text.
    pub fn file_of(&self, place: &NodePath) -> Option<(&str, &str)> {
        let name = place.file_name().strip_prefix(self.shown.as_str())?;
        self.texts.get_key_value(name).map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The texts of all files, by their names inside the folder.
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// The text of a file, given by its name inside the folder, if it is the whole file.
    pub(crate) fn whole(&self, name: &str) -> Option<&str> {
        self.texts.get(name).filter(|_| !self.unfaithful.contains(name)).map(String::as_str)
    }

    /// Returns true if all files are known.
    pub(crate) fn is_listed(&self) -> bool {
        self.listed
    }

    /// The text of a file, given by its displayed name.
    fn text(&self, shown: &str) -> Option<&str> {
        self.texts.get(shown.strip_prefix(self.shown.as_str())?).map(String::as_str)
    }
}

impl LocateNode for Sources {
    fn position(&self, place: &NodePath) -> Option<(usize, usize)> {
        let text = self.text(place.file_name())?;
        let byte = locate(text, place).unwrap_or(0);
        Some(text::position(text, byte))
    }

    fn line(&self, file: &str, line: usize) -> Option<&str> {
        text::line(self.text(file)?, line)
    }

    fn shown_at_most(&self, file: &str) -> usize {
        let length = self.text(file).map_or(0, str::len);
        (READ_AGAIN / length.max(1)).clamp(5, 100)
    }
}

//! The files of a spec and their texts.

pub(crate) mod folder;
pub(crate) mod text;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diag::{LocateNode, NodePath, Sink};
use crate::yaml::outline::locate;

/// The number of bytes to parse to resolve the paths of a file: a hundred times a short file, a few times a very
/// long one.
const READ_AGAIN: usize = 4 << 20;

/// The texts of a spec, by the names of the files.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The prefix of displayed file names: the folder with a `/`, or nothing.
    shown: String,
    files: BTreeMap<String, SourceText>,
    /// True if all files are known. If not, missing files are not reported.
    listed: bool,
}

/// The text of a file.
#[derive(Debug, Clone)]
pub(crate) struct SourceText {
    /// The text; what is not UTF-8 is replaced.
    pub(crate) text: String,
    /// True if the text is the whole file, byte for byte.
    pub(crate) faithful: bool,
}

impl Sources {
    /// Reads the files of a folder: `api.yaml`, and `<service>/<operation>.yaml`.
    ///
    /// `README.md`, `schema.json` and hidden files are passed over. Everything else that cannot be a part of a spec,
    /// and every file that cannot be read, is reported.
    #[must_use]
    pub fn read(folder: &Path, sink: &mut Sink) -> Self {
        let shown = folder::shown(folder);
        match folder::read(folder, &shown, sink) {
            Some(files) => Self { shown, files, listed: true },
            None => Self { shown, ..Self::default() },
        }
    }

    /// Sources from texts, by names such as `api.yaml` and `im/x.yaml`.
    #[must_use]
    pub fn from_texts(texts: BTreeMap<String, String>) -> Self {
        let whole = |text: String| SourceText {
            text: text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            faithful: true,
        };
        Self {
            shown: String::new(),
            files: texts.into_iter().map(|(name, text)| (name, whole(text))).collect(),
            listed: true,
        }
    }

    /// The place of a file, given by its name inside the folder.
    pub(crate) fn place(&self, name: &str) -> NodePath {
        let shown: Arc<str> = format!("{}{name}", self.shown).into();
        NodePath::file(shown)
    }

    /// The file that a place is in: its name inside the folder, and its text.
    pub fn file_of(&self, place: &NodePath) -> Option<(&str, &str)> {
        let name = place.file_name().strip_prefix(self.shown.as_str())?;
        let (name, source) = self.files.get_key_value(name)?;
        Some((name, &source.text))
    }

    /// The texts of all files, by their names inside the folder.
    pub fn texts(&self) -> BTreeMap<String, String> {
        self.files.iter().map(|(name, source)| (name.clone(), source.text.clone())).collect()
    }

    /// The files by their names inside the folder.
    pub(crate) fn files(&self) -> &BTreeMap<String, SourceText> {
        &self.files
    }

    /// Returns true if all files are known.
    pub(crate) fn is_listed(&self) -> bool {
        self.listed
    }

    fn source(&self, shown: &str) -> Option<&SourceText> {
        self.files.get(shown.strip_prefix(self.shown.as_str())?)
    }
}

impl LocateNode for Sources {
    fn position(&self, place: &NodePath) -> Option<(usize, usize)> {
        let source = self.source(place.file_name())?;
        let byte = locate(&source.text, place).unwrap_or(0);
        Some(text::position(&source.text, byte))
    }

    fn line(&self, file: &str, line: usize) -> Option<&str> {
        text::line(&self.source(file)?.text, line)
    }

    fn shown_at_most(&self, file: &str) -> usize {
        let length = self.source(file).map_or(0, |source| source.text.len());
        (READ_AGAIN / length.max(1)).clamp(5, 100)
    }
}

//! The library of a package that includes the output of its build script.

use super::error::PackageError;
use super::manifest::SourceManifest;
use super::source_files;
use std::path::{Path, PathBuf};

/// Includes the output of the build script.
const INCLUDE: &str = r#"include!(concat!(env!("OUT_DIR"), "/mod.rs"));"#;

/// The files that are written by hand, in the folder of the library's root file.
pub(super) struct Library {
    /// The root file, relative to the package.
    root: PathBuf,
    folder: PathBuf,
    files: Vec<(PathBuf, String)>,
}

impl Library {
    pub(super) fn read(manifest: &SourceManifest) -> Result<Self, PackageError> {
        let root = manifest.library();
        let folder = root.parent().unwrap_or(Path::new("")).to_owned();
        let files = source_files::read_folder(manifest.root(), &folder)?;
        let text = files.iter().find(|(path, _)| *path == root).map(|(_, text)| text);
        let reason = match text.map(|text| text.matches(INCLUDE).count()) {
            Some(1) => None,
            Some(_) => Some(format!("the library must contain `{INCLUDE}` once, which the client replaces")),
            None => Some("the library's root file does not exist".to_owned()),
        };
        if let Some(reason) = reason {
            return Err(PackageError::new(&manifest.root().join(&root), reason));
        }
        Ok(Self { root, folder, files })
    }

    /// The folder of the root file, relative to the package.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files by their paths in the package, the root file with the emitted code in the place of its `include!`.
    pub(super) fn with_emitted(self, emitted: &str) -> Vec<(PathBuf, String)> {
        let mut files = self.files;
        for (path, text) in &mut files {
            if *path == self.root {
                *text = text.replace(INCLUDE, emitted.trim_end());
            }
        }
        files
    }
}

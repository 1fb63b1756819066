//! The library of a package that includes the output of its build script.

use super::error::PackageError;
use super::manifest::SourceManifest;
use super::source_files;
use std::path::PathBuf;

/// Includes the output of the build script.
const INCLUDE: &str = r#"include!(concat!(env!("OUT_DIR"), "/mod.rs"));"#;

/// The files in the folder of the library by their paths in the package, the root file with the emitted code in the place of its `include!`.
pub(super) fn sources(manifest: &SourceManifest, emitted: &str) -> Result<Vec<(PathBuf, String)>, PackageError> {
    let root = manifest.library();
    let mut files = source_files::read_folder(manifest.root(), manifest.library_folder())?;
    let reason = match files.iter_mut().find(|(path, _)| path == root) {
        Some((_, text)) if text.matches(INCLUDE).count() == 1 => {
            *text = text.replace(INCLUDE, emitted.trim_end());
            return Ok(files);
        }
        Some(_) => format!("the library must contain `{INCLUDE}` once, which the client replaces"),
        None => "the library's root file does not exist".to_owned(),
    };
    Err(PackageError::new(&manifest.root().join(root), reason))
}

//! The client crate as it is published: sources instead of a build script.

mod error;
mod folder;
mod library;
mod manifest;
mod source_files;

pub use error::PackageError;

use dingtalk_codegen::{Builder, Model};
use manifest::SourceManifest;
use source_files::SourceFiles;
use std::collections::BTreeMap;
use std::path::Path;

/// The manifest of a package.
const MANIFEST: &str = "Cargo.toml";

/// The files at the root of a package that are published with it: those whose names begin like this.
const PAGES: [&str; 4] = ["CHANGELOG", "LICENSE", "NOTICE", "README"];

/// A client crate that needs no build script, no generator and no spec.
#[derive(Debug)]
pub struct ClientPackage {
    files: BTreeMap<String, String>,
}

impl ClientPackage {
    /// The text of each file by its path, which is relative to the folder of the crate and has `/` between its parts.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// Writes the crate to a folder. Files of an earlier run that are no longer part of the crate are removed, other files are never
    /// touched. Each file is replaced whole, and the next run completes an interrupted one.
    ///
    /// # Errors
    ///
    /// The folder holds files and was not written by this function, a file to write exists and was not written by it, or a file
    /// cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), PackageError> {
        folder::write(folder, &self.files)
    }

    /// The files of a folder that differ from the crate, a line for each, such as `stale src/im.rs`, `missing README.md` or `extra a.rs`.
    /// `Cargo.lock`, `target` and `.git` are ignored.
    ///
    /// # Errors
    ///
    /// The folder holds files and was not written by [`write`](Self::write), or it cannot be read.
    pub fn differences(&self, folder: &Path) -> Result<Vec<String>, PackageError> {
        folder::differences(folder, &self.files)
    }
}

/// Reads the package of a manifest and replaces its build script by what that generates.
pub(crate) fn package(manifest: &Path, builder: &Builder, model: &Model) -> Result<ClientPackage, PackageError> {
    let manifest = SourceManifest::read(manifest)?;
    let services: Vec<&str> = model.services.iter().map(|service| service.module.bare()).collect();
    let builder = builder.clone().module(manifest.library_name()?);
    let emitted = builder.service_features(manifest.has_service_features(&services)?).generate(model);
    let mut emitted = emitted.map_err(|error| manifest.error(error.to_string()))?;
    let emitted_root = emitted.remove("mod.rs").unwrap_or_default();

    let mut files = SourceFiles::new(manifest.root(), manifest.library_folder());
    files.add_text(MANIFEST, manifest.published()?)?;
    for (path, text) in library::sources(&manifest, &emitted_root)? {
        files.add_source(&path, &text)?;
    }
    for (path, text) in emitted {
        files.add_text(&format!("src/{path}"), text)?;
    }
    for example in manifest.examples()? {
        files.add_sources_beside(&example)?;
    }
    files.add_pages(&PAGES)?;
    Ok(ClientPackage { files: files.into_texts()? })
}

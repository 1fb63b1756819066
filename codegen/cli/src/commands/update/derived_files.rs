//! Files outside of a spec that repeat what it says: the features of services, and tables of operations.

use super::super::rewrite;
use super::super::settings::Settings;
use super::{features, operation_table};
use dingtalk_cli::LeftItem;
use dingtalk_pages::SpecFacts;
use dingtalk_spec::read_text;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of the settings that repeat what a spec says, with the texts that they should have.
#[derive(Debug, Default)]
pub(super) struct DerivedFiles {
    /// By the paths of the settings.
    files: BTreeMap<String, DerivedFile>,
    failed: Vec<LeftItem>,
}

#[derive(Debug)]
struct DerivedFile {
    before: String,
    text: String,
}

impl DerivedFiles {
    /// Compares the files with a spec. Nothing differs if it is not that of the settings.
    pub(super) fn new(folder: &Path, spec: &SpecFacts, settings: &Settings) -> Self {
        let mut derived = Self::default();
        let is_own = same_folder(folder, &settings.folder.join(&settings.spec));
        let Some(model) = spec.model().filter(|_| is_own) else { return derived };
        if let Some(file) = &settings.features {
            let services: Vec<&str> = model.services.iter().map(|service| service.module.bare()).collect();
            derived.edit(settings, file, |manifest| features::with_services(manifest, &services));
        }
        for table in &settings.tables {
            derived.edit(settings, &table.file, |document| operation_table::updated(table, document, model));
        }
        derived.files.retain(|_, file| file.text != file.before);
        derived
    }

    fn edit(&mut self, settings: &Settings, file: &str, edit: impl FnOnce(&str) -> Result<String, String>) {
        let edited = match self.files.get_mut(file) {
            Some(known) => edit(&known.text).map(|text| known.text = text),
            None => read_text(&settings.folder.join(file)).map_err(|why| why.to_string()).and_then(|before| {
                let text = edit(&before)?;
                self.files.insert(file.to_owned(), DerivedFile { before, text });
                Ok(())
            }),
        };
        if let Err(why) = edited {
            self.failed.push(LeftItem::new(format!("{file}: {why}"), ""));
        }
    }

    /// Writes the files that differ.
    pub(super) fn write(&mut self, settings: &Settings) {
        let Self { files, failed } = self;
        files.retain(|name, file| {
            let written = rewrite::replace(&settings.folder.join(name), Some(&file.before), &file.text);
            let why = written.err().map(|why| LeftItem::new(format!("{name}: {why}"), "it cannot be written"));
            why.map(|why| failed.push(why)).is_none()
        });
    }

    /// The files that differ, or were written.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The files that cannot be brought up to date.
    pub(super) fn failed(&self) -> &[LeftItem] {
        &self.failed
    }
}

fn same_folder(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).ok().is_some_and(|one| fs::canonicalize(other).ok() == Some(one))
}

//! Detects several saves of the same page in one run, where it is unclear which one the spec should follow.

use super::drift::{Drift, PageDrift};
use super::facts::SpecFacts;
use std::collections::BTreeMap;

/// A page of the spec: operation, language, and index under `pages`.
type PageKey = (usize, &'static str, Option<usize>);

/// Files by the page they are saves of.
pub(super) struct DuplicatePages<'a> {
    spec: &'a SpecFacts,
    files: BTreeMap<PageKey, Vec<&'a str>>,
}

impl<'a> DuplicatePages<'a> {
    pub(super) fn of(drift: &'a Drift, spec: &'a SpecFacts) -> Self {
        let mut duplicates = Self { spec, files: BTreeMap::new() };
        for page in &drift.pages {
            if let Some(of) = duplicates.key(page) {
                duplicates.files.entry(of).or_default().push(&page.file);
            }
        }
        duplicates
    }

    /// Returns `true` if another file is a save of the same page.
    pub(super) fn has(&self, page: &PageDrift) -> bool {
        self.key(page).and_then(|of| self.files.get(&of)).is_some_and(|files| files.len() > 1)
    }

    /// Returns one line per duplicate, for one operation or all.
    pub(super) fn messages(&self, operation: Option<usize>) -> Vec<String> {
        let meant = self
            .files
            .iter()
            .filter(|((number, ..), files)| files.len() > 1 && operation.is_none_or(|operation| operation == *number));
        let line = |((number, language, _), files): (&PageKey, &Vec<&str>)| {
            let file_name = self.spec.operations.get(*number).map_or("", |operation| operation.file_name.as_str());
            let count = if files.len() == 2 { "two".to_owned() } else { files.len().to_string() };
            format!("{count} pages are the {language} page of {file_name}: {}; give one", files.join(", "))
        };
        meant.map(line).collect()
    }

    fn key(&self, page: &PageDrift) -> Option<PageKey> {
        let number = page.operation?;
        let operation = self.spec.operations.get(number)?;
        let entry = operation.page(page.language, page.url.as_deref(), page.title.as_deref());
        Some((number, page.language, entry))
    }
}

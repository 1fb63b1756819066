//! New texts of spec files. Edits that would make the spec invalid are left out.

use super::facts::SpecFacts;
use crate::edit::SpecEdit;
use dingtalk_policy::one_line;
use dingtalk_spec::diag::{NodePath, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// File that every other file may refer to.
const API: &str = "api.yaml";

/// New texts of spec files, with a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rewrite {
    /// New text of each changed file, by its name within the spec, such as `im/send.yaml`.
    pub files: BTreeMap<String, String>,
    /// The edits: file name within the spec, and a description.
    pub done: Vec<(String, String)>,
    /// What was not done and why, one line each.
    pub left: Vec<String>,
    /// Original texts.
    before: BTreeMap<String, String>,
    /// Facts that were left, by the spec file for display.
    left_facts: BTreeSet<(String, String)>,
}

impl Rewrite {
    /// Returns the original text of a changed file. Compare it with the file before writing, to avoid losing concurrent
    /// edits.
    #[must_use]
    pub fn before(&self, name: &str) -> Option<&str> {
        self.before.get(name).map(String::as_str)
    }

    /// Returns `true` if [`left`](Self::left) explains why a fact was not written into a file. The file is named as by
    /// [`PageDrift::against`](crate::PageDrift::against).
    #[must_use]
    pub fn has_left(&self, file: &str, fact: &str) -> bool {
        self.left_facts.contains(&(file.to_owned(), fact.to_owned()))
    }
}

/// Spec files being rewritten.
pub(super) struct SpecRewriter<'a> {
    spec: &'a SpecFacts,
    /// Current texts, including unchanged ones.
    texts: BTreeMap<String, String>,
    rewrite: Rewrite,
}

impl<'a> SpecRewriter<'a> {
    pub(super) fn new(spec: &'a SpecFacts) -> Self {
        Self { spec, texts: spec.sources.texts().clone(), rewrite: Rewrite::default() }
    }

    /// Reports an edit in the file of a place.
    pub(super) fn report(&mut self, file: &NodePath, line: &str) {
        let name = self.spec.sources.file_of(file).map(|(name, _)| name.to_owned());
        self.rewrite.done.push((name.unwrap_or_default(), one_line(line)));
    }

    /// May contain text of the page.
    pub(super) fn report_left(&mut self, line: &str) {
        self.rewrite.left.push(one_line(line));
    }

    /// Reports a fact that is not written into a file.
    pub(super) fn report_left_fact(&mut self, file_name: &str, fact: &str, why: &str) {
        self.report_left(&format!("{file_name}: not written: {fact}: {why}"));
        self.rewrite.left_facts.insert((file_name.to_owned(), fact.to_owned()));
    }

    /// Edits the file of a place, atomically.
    pub(super) fn edit<T>(
        &mut self,
        file: &NodePath,
        change: impl FnOnce(&mut SpecEdit) -> Result<T, String>,
    ) -> Result<T, String> {
        let name = self.spec.sources.file_of(file).map(|(name, _)| name.to_owned());
        let text = name.as_ref().and_then(|name| self.texts.get(name));
        let edit = text.and_then(|text| SpecEdit::new(text, file));
        let (Some(name), Some(mut edit)) = (name, edit) else {
            return Err(format!("{} cannot be read", file.file_name()));
        };
        let result = change(&mut edit)?;
        let text = edit.into_text();
        if self.texts.get(&name) == Some(&text) {
            return Ok(result);
        }
        let before = self.texts.insert(name.clone(), text.clone());
        if let Err(why) = self.check(&name) {
            self.texts.extend(before.map(|before| (name, before)));
            return Err(why);
        }
        // A file may be edited more than once.
        if let Some(before) = before {
            self.rewrite.before.entry(name.clone()).or_insert(before);
        }
        self.rewrite.files.insert(name, text);
        Ok(result)
    }

    /// Returns the first error that a file would have. Checks it only with the files it may refer to, which avoids
    /// reading the whole spec for every edit.
    fn check(&self, name: &str) -> Result<(), String> {
        let types = name.split_once('/').map(|(service, _)| format!("{service}/types.yaml"));
        let names = [Some(API.to_owned()), types, Some(name.to_owned())];
        let texts = names.into_iter().flatten().filter_map(|name| self.texts.get_key_value(&name));
        let texts = texts.map(|(name, text)| (name.clone(), text.clone())).collect();
        let Err(said) = SpecFacts::load_texts(texts) else { return Ok(()) };
        let mut own = said.iter().filter(|said| said.file() == name && said.severity() == Severity::Error);
        own.next().map_or(Ok(()), |first| Err(format!("the spec would have an error: {}", first.message())))
    }

    pub(super) fn finish(self) -> Rewrite {
        self.rewrite
    }
}

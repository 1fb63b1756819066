//! New texts for files of a spec: each change is made on its own, and what would make the spec faulty is left out.

use super::facts::SpecFacts;
use crate::edit::SpecEdit;
use dingtalk_policy::one_line;
use dingtalk_spec::diag::{NodePath, Severity};
use std::collections::BTreeMap;

/// What every file of a spec may refer to.
const API: &str = "api.yaml";

/// New texts for files of a spec, and what there is to say of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewrite {
    files: BTreeMap<String, String>,
    /// The texts that these replace.
    before: BTreeMap<String, String>,
    /// Each with the file that it was done in.
    done: Vec<(String, String)>,
    left: Vec<String>,
}

impl Rewrite {
    /// The new text of each file that changes, by its name inside the folder of the spec, such as `im/send.yaml`.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// The text that a file had when the spec was read, for a file that changes. Whoever writes the new text compares this with the file
    /// first, so that no change made meanwhile is lost.
    #[must_use]
    pub fn before(&self, name: &str) -> Option<&str> {
        self.before.get(name).map(String::as_str)
    }

    /// What was done: the name of the file inside the folder of the spec, and a line.
    pub fn done(&self) -> impl Iterator<Item = (&str, &str)> {
        self.done.iter().map(|(file, line)| (file.as_str(), line.as_str()))
    }

    /// What was not done and why, a line each.
    #[must_use]
    pub fn left(&self) -> &[String] {
        &self.left
    }
}

/// Files of a spec while they are changed.
pub(super) struct SpecRewriter<'a> {
    spec: &'a SpecFacts,
    /// The texts so far, those that did not change included.
    texts: BTreeMap<String, String>,
    rewrite: Rewrite,
}

impl<'a> SpecRewriter<'a> {
    pub(super) fn new(spec: &'a SpecFacts) -> Self {
        Self { spec, texts: spec.sources.texts(), rewrite: Rewrite::default() }
    }

    /// Says what was done in the file that a place is in.
    pub(super) fn report(&mut self, file: &NodePath, line: &str) {
        let name = self.spec.sources.file_of(file).map(|(name, _)| name.to_owned());
        self.rewrite.done.push((name.unwrap_or_default(), one_line(line)));
    }

    /// Like what is done, it may show what a page says.
    pub(super) fn report_left(&mut self, line: &str) {
        self.rewrite.left.push(one_line(line));
    }

    /// Makes a change to the file that a place is in: all of it, or nothing.
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
        // A file may change more than once.
        if let Some(before) = before {
            self.rewrite.before.entry(name.clone()).or_insert(before);
        }
        self.rewrite.files.insert(name, text);
        Ok(result)
    }

    /// The first mistake that a file would have. It is read with what it may refer to and nothing else, so that changing many files
    /// does not mean to read a whole spec as many times.
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

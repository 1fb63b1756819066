//! Compares one page with its operation.

use super::difference::{Difference, DifferenceClass, DifferenceKind};
use super::report::{KeyedRow, PageDrift};
use super::{accepted_rows, basic_info_comparison, error_comparison, example_comparison, exceptions, field_comparison};
use crate::facts::{OperationFacts, SpecFacts, numbered};
use crate::page::{AmbiguityKind, Page, PageText, Part, RowId};
use dingtalk_spec::diag::NodePath;
use std::collections::HashMap;

/// A comparison in progress.
pub(super) struct Comparison<'a> {
    pub(super) page: &'a Page,
    /// The facts that the page is held against.
    pub(super) facts: &'a OperationFacts,
    /// The spec of the facts; `None` for those of another page, which are compared word by word.
    pub(super) spec: Option<&'a SpecFacts>,
    pub(super) differences: Vec<Difference>,
    pub(super) rows: Vec<KeyedRow>,
    keys: HashMap<String, usize>,
    /// Rows of the page that are unambiguous with the spec, and the spec row of each field.
    resolved: HashMap<RowId, Option<SpecRow>>,
}

/// A row of the spec by part and index in its tree.
type SpecRow = (Part, usize);

/// Compares a page with an operation, given by index.
pub(crate) fn compare(page: &Page, spec: &SpecFacts, number: usize) -> PageDrift {
    let operation = &spec.operations[number];
    let mut comparison = Comparison::new(page, &operation.facts, Some(spec));
    example_comparison::values(&mut comparison, operation);
    comparison.ambiguities();
    exceptions::apply(&mut comparison.differences, operation, page.language.tag(), spec);
    // After the exceptions, which do not cover other changes of the same row.
    let rows = &comparison.rows;
    comparison.differences.extend(accepted_rows::changes(page, rows, &comparison.differences, operation, spec));
    let drift = PageDrift::new(page, &operation.file_name, comparison.differences);
    PageDrift { operation: Some(number), rows: comparison.rows, ..drift }
}

impl<'a> Comparison<'a> {
    /// Compares a page with facts.
    pub(super) fn new(page: &'a Page, facts: &'a OperationFacts, spec: Option<&'a SpecFacts>) -> Self {
        let (differences, rows) = (Vec::new(), Vec::new());
        let (keys, resolved) = (HashMap::new(), HashMap::new());
        let mut comparison = Self { page, facts, spec, differences, rows, keys, resolved };
        basic_info_comparison::compare(&mut comparison);
        field_comparison::compare(&mut comparison);
        error_comparison::compare(&mut comparison);
        example_comparison::compare(&mut comparison);
        comparison
    }

    fn report(&mut self, difference: Difference, place: &NodePath) {
        self.differences.push(match self.spec {
            Some(spec) => difference.at(place, &spec.sources),
            None => difference,
        });
    }

    /// Reports a fact that differs.
    pub(super) fn changed(
        &mut self,
        fact: &str,
        page: impl Into<String>,
        line: Option<usize>,
        spec: impl Into<String>,
        place: &NodePath,
    ) {
        let difference = Difference::new(DifferenceClass::Fact, DifferenceKind::Changed, fact);
        self.report(difference.page(page, line).spec(spec), place);
    }

    /// Reports a fact that only the page states.
    pub(super) fn added(&mut self, fact: &str, page: impl Into<String>, line: Option<usize>, place: &NodePath) {
        self.report(Difference::new(DifferenceClass::Fact, DifferenceKind::Added, fact).page(page, line), place);
    }

    /// Reports a fact that only the spec states.
    pub(super) fn removed(&mut self, fact: &str, spec: impl Into<String>, place: &NodePath) {
        self.report(Difference::new(DifferenceClass::Fact, DifferenceKind::Removed, fact).spec(spec), place);
    }

    pub(super) fn note(&mut self, fact: &str, message: impl Into<String>, line: Option<usize>) {
        let note = Difference::note(fact, message);
        self.differences.push(Difference { page_line: line, ..note });
    }

    pub(super) fn contradiction(&mut self, fact: &str, message: impl Into<String>, line: Option<usize>) {
        let note = Difference::note(fact, message);
        self.differences.push(Difference { class: DifferenceClass::Contradiction, page_line: line, ..note });
    }

    /// Returns `true` if a fact is already reported.
    pub(super) fn has_reported(&self, fact: &str) -> bool {
        self.differences.iter().any(|difference| difference.fact == fact)
    }

    /// Records the fact that a row states.
    pub(super) fn record_row(&mut self, key: &str, id: Option<RowId>, row: &PageText, certain: bool) {
        let key = numbered(key.trim().to_owned(), &mut self.keys);
        self.rows.push(KeyedRow { key, row: id, text: row.text.clone(), line: row.line, certain });
    }

    /// Marks a row as unambiguous with the spec, which suppresses its ambiguities. `at` is the spec row of a field.
    pub(super) fn resolve(&mut self, row: RowId, at: Option<SpecRow>) {
        self.resolved.entry(row).or_insert(at);
    }

    /// Returns `true` if the spec lists an example value that the page's row does not.
    fn lists(&self, row: RowId, shown: &str) -> bool {
        let Some(Some((part, row))) = self.resolved.get(&row) else { return false };
        self.facts.tree(*part).is_some_and(|tree| tree.reads(*row, shown))
    }

    /// Reports the page's ambiguities, except for rows that the spec resolves.
    fn ambiguities(&mut self) {
        for ambiguity in &self.page.ambiguities {
            let solved = matches!(ambiguity.kind, AmbiguityKind::Unsplit | AmbiguityKind::Nesting)
                && ambiguity.row.is_some_and(|row| self.resolved.contains_key(&row));
            let unlisted = ambiguity.row.zip(ambiguity.unlisted.as_deref());
            let spelled = unlisted.is_some_and(|(row, shown)| self.lists(row, shown));
            match ambiguity.kind {
                _ if solved || spelled => {}
                AmbiguityKind::Contradiction => self.contradiction("", &ambiguity.message, ambiguity.line),
                _ => self.note("", &ambiguity.message, ambiguity.line),
            }
        }
    }
}

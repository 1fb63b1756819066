//! Adds to a spec what needs no decision: error rows, and optional fields of a plain type.

mod error_addition;
mod field_addition;

use super::drift::{DifferenceClass, DifferenceKind, Drift, PageDrift};
use super::duplicate_pages::DuplicatePages;
use super::facts::{SpecFacts, SpecOperation};
use super::page::{Page, PageRow};
use super::rewrite::{Rewrite, SpecRewriter};
use crate::edit::fragment::Fragment;
use crate::edit::{SpecEdit, Uneditable};
use dingtalk_spec::Node;
use dingtalk_spec::diag::NodePath;
use std::collections::BTreeSet;

/// Adds each error row and each optional field that all pages of an operation have and the spec lacks, if their cells
/// are certain and their type has an exact match. Descriptions are left to a person. Everything else is reported with
/// the reason for not adding it.
#[must_use]
pub fn fix(drift: &Drift, pages: &[Page], spec: &SpecFacts) -> Rewrite {
    let mut rewriter = SpecRewriter::new(spec);
    let duplicates = DuplicatePages::of(drift, spec);
    for (number, operation) in spec.operations.iter().enumerate() {
        let of_operation = drift.pages().iter().filter(|page| page.operation == Some(number));
        let compared_pages: Vec<ComparedPage> = of_operation
            .filter_map(|drift| Some(ComparedPage { drift, page: pages.iter().find(|page| page.file == drift.file)? }))
            .collect();
        let mut seen = BTreeSet::new();
        let facts: Vec<&str> =
            compared_pages.iter().flat_map(ComparedPage::added).filter(|fact| seen.insert(*fact)).collect();
        match duplicates.messages(Some(number)) {
            _ if facts.is_empty() => {}
            lines if !lines.is_empty() => lines.into_iter().for_each(|line| rewriter.report_left(&line)),
            _ => match blocker(&compared_pages) {
                Some(why) => rewriter.report_left(&format!("{}: nothing written: {why}", operation.file_name)),
                None => add(&mut rewriter, &compared_pages, operation, &facts),
            },
        }
    }
    rewriter.finish()
}

/// Returns the reason for adding nothing: rows may belong to another operation.
fn blocker(compared_pages: &[ComparedPage<'_>]) -> Option<String> {
    let of = |compared: &ComparedPage<'_>| {
        let mut facts = compared.drift.of(DifferenceClass::Fact).map(|difference| difference.fact.as_str());
        let fact = facts.find(|fact| ["method", "url", "host"].contains(fact))?.to_owned();
        Some(format!("the {fact} is another on {}; fix that first", compared.drift.file))
    };
    compared_pages.iter().find_map(of)
}

fn add(
    rewriter: &mut SpecRewriter<'_>,
    compared_pages: &[ComparedPage<'_>],
    operation: &SpecOperation,
    facts: &[&str],
) {
    let mut rows: Vec<String> = operation.facts.errors.iter().map(|row| row.key.clone()).collect();
    for fact in facts {
        let written = addition(compared_pages, operation, fact, &rows).and_then(|addition| {
            rewriter.edit(&operation.file.place, |edit| addition.write(edit))?;
            Ok(addition.at)
        });
        match written {
            Ok(at) => {
                if let InsertPosition::Index(index) = at {
                    rows.insert(index, (*fact).to_owned());
                }
                rewriter.report(&operation.file.place, &format!("{}: added {fact}", operation.file_name));
            }
            Err(why) => rewriter.report_left(&format!("{}: not written: {fact}: {why}", operation.file_name)),
        }
    }
}

/// Reason for skipping a row with ambiguous cells.
const NOT_CERTAIN: &str = "the cells of the row are ambiguous";

/// Reason for skipping a row that differs between pages.
const NOT_ALIKE: &str = "the pages say different things";

/// A page with its differences from the spec.
struct ComparedPage<'a> {
    drift: &'a PageDrift,
    page: &'a Page,
}

impl<'a> ComparedPage<'a> {
    /// Returns the facts that only the page has.
    fn added(&self) -> impl Iterator<Item = &'a str> {
        let facts =
            self.drift.of(DifferenceClass::Fact).filter(|difference| difference.change == DifferenceKind::Added);
        facts.map(|difference| difference.fact.as_str())
    }

    /// Returns the text of the row that states a fact.
    fn text(&self, fact: &str) -> Option<&'a str> {
        self.drift.rows.iter().find(|row| row.key == fact).map(|row| row.text.as_str())
    }
}

/// Returns the only row with this text.
fn only_row<'a, Cells>(rows: &'a [PageRow<Cells>], text: &str) -> Option<&'a PageRow<Cells>> {
    let mut rows = rows.iter().filter(|row| row.written.text == text);
    rows.next().filter(|_| rows.next().is_none())
}

/// An addition to a spec.
#[derive(Debug, PartialEq)]
struct Addition {
    /// The map or list to add to.
    holder: NodePath,
    at: InsertPosition,
    node: Node,
}

/// Position within a map or list.
#[derive(Debug, PartialEq)]
enum InsertPosition {
    /// Under this key.
    Key(String),
    /// Before the item with this index.
    Index(usize),
}

impl Addition {
    /// Writes it, and creates the map or list if necessary.
    fn write(&self, edit: &mut SpecEdit) -> Result<(), String> {
        let is_there = edit.get(&self.holder).is_some();
        let done = match &self.at {
            InsertPosition::Key(key) if is_there => edit.put(&self.holder, key, &Fragment::Inline(self.node.clone())),
            InsertPosition::Key(key) => self.begin(edit, &Fragment::Lines(vec![(key.clone(), self.node.clone())])),
            InsertPosition::Index(index) if is_there => edit.insert(&self.holder, *index, &self.node),
            InsertPosition::Index(_) => self.begin(edit, &Fragment::Items(vec![self.node.clone()])),
        };
        done.map_err(|error| error.to_string())
    }

    fn begin(&self, edit: &mut SpecEdit, value: &Fragment) -> Result<(), Uneditable> {
        match self.holder.split() {
            Some((above, key)) => edit.put(&above, &key, value),
            None => edit.put(&self.holder, "", value),
        }
    }
}

/// Returns the addition for a fact if the pages of all languages have it, otherwise the reason for not adding it.
/// `rows` are the current error rows.
fn addition(
    compared_pages: &[ComparedPage<'_>],
    operation: &SpecOperation,
    fact: &str,
    rows: &[String],
) -> Result<Addition, String> {
    let has_it = |compared: &&ComparedPage<'_>| compared.added().any(|other| other == fact);
    for page in operation.pages() {
        if !compared_pages.iter().any(|compared| compared.drift.language == page.language.value) {
            return Err(format!("the {} page ({}) was not given", page.language.value, page.title.value));
        }
    }
    if let Some(compared) = compared_pages.iter().find(|compared| !has_it(compared)) {
        return Err(format!("{} does not have it", compared.drift.file));
    }
    let compared_pages: Vec<&ComparedPage> = compared_pages.iter().collect();
    if fact == "error" || fact.starts_with("error ") {
        error_addition::addition(&compared_pages, operation, fact, rows)
    } else {
        field_addition::addition(&compared_pages, operation, fact)
    }
}

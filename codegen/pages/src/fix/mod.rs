//! Adds to a spec what needs no decision: error rows, optional parameters and fields, and enum values.

mod error_addition;
mod field_addition;
mod value_addition;

use super::draft::DraftedPage;
use super::drift::{DifferenceClass, DifferenceKind, Drift, PageDrift};
use super::duplicate_pages::DuplicatePages;
use super::facts::{SpecFacts, SpecOperation};
use super::page::{Page, RowId};
use super::rewrite::{Rewrite, SpecRewriter};
use crate::edit::fragment::Fragment;
use crate::edit::{SpecEdit, Uneditable};
use dingtalk_spec::Node;
use dingtalk_spec::diag::NodePath;
use std::collections::BTreeSet;

/// Adds each error row, optional parameter or field and enum value that all pages of an operation have and the spec
/// lacks, as [`Page::draft`] drafts it, if the draft has no mark there. Descriptions are left to a person. Everything else
/// is reported with the reason for not adding it.
#[must_use]
pub fn fix(drift: &Drift, pages: &[Page], spec: &SpecFacts) -> Rewrite {
    let mut rewriter = SpecRewriter::new(spec);
    let duplicates = DuplicatePages::of(drift, spec);
    for (number, operation) in spec.operations.iter().enumerate() {
        let of_operation = drift.pages.iter().filter(|page| page.operation == Some(number));
        let pages: Vec<(&PageDrift, &Page)> = of_operation
            .filter_map(|drift| Some((drift, pages.iter().find(|page| page.file == drift.file)?)))
            .collect();
        let mut seen = BTreeSet::new();
        let facts: Vec<&str> = pages
            .iter()
            .flat_map(|(drift, _)| facts_of(drift, DifferenceKind::Added))
            .filter(|fact| seen.insert(*fact))
            .collect();
        match duplicates.messages(Some(number)) {
            _ if facts.is_empty() => {}
            lines if !lines.is_empty() => lines.into_iter().for_each(|line| rewriter.report_left(&line)),
            _ => match blocker(&pages) {
                Some(why) => rewriter.report_left(&format!("{}: nothing written: {why}", operation.file_name)),
                None => {
                    let compared =
                        |(drift, page)| ComparedPage { drift, page, drafted: DraftedPage::new(page, operation, spec) };
                    add(&mut rewriter, &pages.into_iter().map(compared).collect::<Vec<_>>(), operation, &facts);
                }
            },
        }
    }
    rewriter.finish()
}

/// Returns the reason for adding nothing: rows may belong to another operation.
fn blocker(pages: &[(&PageDrift, &Page)]) -> Option<String> {
    let of = |(drift, _): &(&PageDrift, &Page)| {
        let mut facts = drift.of(DifferenceClass::Fact).map(|difference| difference.fact.as_str());
        let fact = facts.find(|fact| ["method", "url", "host"].contains(fact))?.to_owned();
        Some(format!("the {fact} is another on {}; fix that first", drift.file))
    };
    pages.iter().find_map(of)
}

/// Returns the facts that differ in one way.
fn facts_of(drift: &PageDrift, change: DifferenceKind) -> impl Iterator<Item = &str> {
    let facts = drift.of(DifferenceClass::Fact).filter(move |difference| difference.change == change);
    facts.map(|difference| difference.fact.as_str())
}

fn add(
    rewriter: &mut SpecRewriter<'_>,
    compared_pages: &[ComparedPage<'_>],
    operation: &SpecOperation,
    facts: &[&str],
) {
    let mut rows: Vec<String> = operation.facts.errors.iter().map(|row| row.key.clone()).collect();
    // Begins the facts of the fields in an added one.
    let mut within: Vec<String> = Vec::new();
    for fact in facts {
        if within.iter().any(|holder| fact.starts_with(holder)) {
            rewriter.report(&operation.file.place, &format!("{}: added {fact}", operation.file_name));
            continue;
        }
        let written = addition(compared_pages, operation, fact, &rows).and_then(|addition| {
            rewriter.edit(&operation.file.place, |edit| addition.write(edit))?;
            Ok(addition.at)
        });
        match written {
            Ok(at) => {
                match at {
                    InsertPosition::Index(index) => rows.insert(index, (*fact).to_owned()),
                    InsertPosition::Key { .. } if fact.contains(VALUE) => {}
                    InsertPosition::Key { .. } => within.extend([format!("{fact}."), format!("{fact}[]")]),
                }
                rewriter.report(&operation.file.place, &format!("{}: added {fact}", operation.file_name));
            }
            Err(why) => rewriter.report_left_fact(&operation.file_name, fact, &why),
        }
    }
}

/// Separates a row from a value in the name of a fact.
const VALUE: &str = " value ";

/// Reason for skipping a row with ambiguous cells.
const NOT_CERTAIN: &str = "the cells of the row are ambiguous";

/// Reason for skipping a row that differs between pages.
const NOT_ALIKE: &str = "the pages say different things";

/// Reason for skipping all other facts.
const ONLY: &str = "only error rows, optional fields and enum values are added";

/// Returns an error for a place in a type that operations share.
fn check_own(place: &NodePath, operation: &SpecOperation) -> Result<(), String> {
    let is_own = place.file_name() == operation.file.place.file_name();
    if is_own { Ok(()) } else { Err("it belongs to a type that operations share".to_owned()) }
}

/// A page with its differences from the spec.
struct ComparedPage<'a> {
    drift: &'a PageDrift,
    page: &'a Page,
    drafted: DraftedPage<'a>,
}

impl ComparedPage<'_> {
    /// Returns the row that states a fact.
    fn row(&self, fact: &str) -> Option<RowId> {
        self.drift.rows.iter().find(|row| row.key == fact)?.row
    }
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
    /// Under this key, behind the last of the keys before it that are there.
    Key { key: String, before: Vec<String> },
    /// Before the item with this index.
    Index(usize),
}

impl Addition {
    /// Writes it, and creates the map or list if necessary.
    fn write(&self, edit: &mut SpecEdit) -> Result<(), String> {
        let there = edit.get(&self.holder);
        let done = match (&self.at, there) {
            (InsertPosition::Key { key, before }, Some(there)) => {
                let index = index_behind(there, before);
                edit.put_at(&self.holder, index, key, &Fragment::Inline(self.node.clone()))
            }
            (InsertPosition::Key { key, .. }, None) => {
                self.begin(edit, &Fragment::Lines(vec![(key.clone(), self.node.clone())]))
            }
            (InsertPosition::Index(index), Some(_)) => edit.insert(&self.holder, *index, &self.node),
            (InsertPosition::Index(_), None) => self.begin(edit, &Fragment::Items(vec![self.node.clone()])),
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

/// Returns the index behind the last of these keys that a map has.
fn index_behind(map: &Node, keys: &[String]) -> usize {
    let Node::Map(entries) = map else { return 0 };
    let last = keys.iter().rev().find_map(|key| entries.iter().position(|(name, _)| name == key));
    last.map_or(0, |index| index + 1)
}

/// Returns the addition for a fact if the pages of all languages have it, otherwise the reason for not adding it.
/// `rows` are the current error rows.
fn addition(
    compared_pages: &[ComparedPage<'_>],
    operation: &SpecOperation,
    fact: &str,
    rows: &[String],
) -> Result<Addition, String> {
    let has_it =
        |compared: &&ComparedPage<'_>| facts_of(compared.drift, DifferenceKind::Added).any(|other| other == fact);
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
    } else if fact.contains(VALUE) {
        value_addition::addition(&compared_pages, operation, fact)
    } else {
        field_addition::addition(&compared_pages, operation, fact)
    }
}

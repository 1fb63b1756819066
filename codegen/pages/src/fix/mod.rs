//! Adding to a spec what a page has beside it and what asks for no judgement: error rows, and optional members of a plain type.

mod error_addition;
mod field_addition;

use super::drift::{ChangeKind, DifferenceClass, Drift, PageDrift};
use super::duplicate_pages::DuplicatePages;
use super::facts::{OperationFacts, SpecFacts};
use super::page::Page;
use super::rewrite::{Rewrite, SpecRewriter};
use crate::edit::{SpecEdit, Uneditable};
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::{Fragment, Node};
use std::collections::BTreeSet;

/// Adds to the spec each error row and each optional member that all pages of an operation have beside it, where their cells are
/// certain and a type of the spec says what theirs does. Descriptions are left for a person to write, and so is everything else: what
/// the pages have beside the spec and is not added is named with the reason.
#[must_use]
pub fn fix(found: &Drift, pages: &[Page], spec: &SpecFacts) -> Rewrite {
    let mut bench = SpecRewriter::new(spec);
    let twins = DuplicatePages::of(found, spec);
    for (number, operation) in spec.operations.iter().enumerate() {
        let of_operation = found.pages().iter().filter(|page| page.operation == Some(number));
        let sides: Vec<ComparedPage> = of_operation
            .filter_map(|drift| Some(ComparedPage { drift, page: pages.iter().find(|page| page.file == drift.file)? }))
            .collect();
        let mut seen = BTreeSet::new();
        let facts: Vec<&str> = sides.iter().flat_map(ComparedPage::added).filter(|fact| seen.insert(*fact)).collect();
        match twins.lines(Some(number)) {
            _ if facts.is_empty() => {}
            lines if !lines.is_empty() => lines.into_iter().for_each(|line| bench.refuse(&line)),
            _ => match hindrance(&sides) {
                Some(why) => bench.refuse(&format!("{}: nothing written: {why}", operation.shown)),
                None => add(&mut bench, &sides, operation, &facts),
            },
        }
    }
    bench.finish()
}

/// Why nothing is added to an operation: its rows belong to another one, perhaps.
fn hindrance(sides: &[ComparedPage<'_>]) -> Option<String> {
    let of = |side: &ComparedPage<'_>| {
        let mut facts = side.drift.of(DifferenceClass::Fact).map(|difference| difference.fact.as_str());
        let fact = facts.find(|fact| ["method", "url", "host"].contains(fact))?.to_owned();
        Some(format!("the {fact} is another on {}; mend that first", side.drift.file))
    };
    sides.iter().find_map(of)
}

fn add(bench: &mut SpecRewriter<'_>, sides: &[ComparedPage<'_>], operation: &OperationFacts, facts: &[&str]) {
    let mut rows: Vec<String> = operation.errors.iter().map(|row| row.key.clone()).collect();
    for fact in facts {
        let written = addition(sides, operation, fact, &rows).and_then(|addition| {
            bench.edit(&operation.file.place, |edit| addition.write(edit))?;
            Ok(addition.at)
        });
        match written {
            Ok(at) => {
                if let InsertPosition::Index(index) = at {
                    rows.insert(index, (*fact).to_owned());
                }
                bench.say(&operation.file.place, &format!("{}: added {fact}", operation.shown));
            }
            Err(why) => bench.refuse(&format!("{}: not written: {fact}: {why}", operation.shown)),
        }
    }
}

/// Why a row is left to a person whose cells run into each other.
const NOT_CERTAIN: &str = "the row cannot be told apart with certainty";

/// Why nothing is added where pages say different things.
const NOT_ALIKE: &str = "the pages say different things";

/// A page and what it has otherwise than the spec.
struct ComparedPage<'a> {
    drift: &'a PageDrift,
    page: &'a Page,
}

impl<'a> ComparedPage<'a> {
    /// The facts that the page alone has.
    fn added(&self) -> impl Iterator<Item = &'a str> {
        let facts = self.drift.of(DifferenceClass::Fact).filter(|difference| difference.change == ChangeKind::Added);
        facts.map(|difference| difference.fact.as_str())
    }

    /// The text of the row that states a fact.
    fn text(&self, fact: &str) -> Option<&'a str> {
        self.drift.rows.iter().find(|row| row.key == fact).map(|row| row.text.as_str())
    }
}

/// Something to add.
#[derive(Debug, PartialEq)]
struct Addition {
    /// The map or list that gets it.
    holder: NodePath,
    at: InsertPosition,
    node: Node,
}

/// Where in a map or list.
#[derive(Debug, PartialEq)]
enum InsertPosition {
    /// Under this key.
    Key(String),
    /// Before the item that has this number.
    Index(usize),
}

impl Addition {
    /// Writes it, and what is to hold it as well if that is not there yet.
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

/// What to add for a fact, if the pages of every language of the operation ask for it alike: then nobody has to decide whose it is.
/// Otherwise why not. `rows` are the error rows as they are now.
fn addition(
    sides: &[ComparedPage<'_>],
    operation: &OperationFacts,
    fact: &str,
    rows: &[String],
) -> Result<Addition, String> {
    let has_it = |side: &&ComparedPage<'_>| side.added().any(|other| other == fact);
    for page in operation.file.pages.iter().flatten() {
        if !sides.iter().any(|side| side.drift.language == page.language.value) {
            return Err(format!("the {} page ({}) was not given", page.language.value, page.title.value));
        }
    }
    if let Some(side) = sides.iter().find(|side| !has_it(side)) {
        return Err(format!("{} does not have it", side.drift.file));
    }
    let sides: Vec<&ComparedPage> = sides.iter().collect();
    if fact == "error" || fact.starts_with("error ") {
        error_addition::addition(&sides, operation, fact, rows)
    } else {
        field_addition::addition(&sides, operation, fact)
    }
}

//! Adding to a spec what a page has beside it and what asks for no judgement: error rows, and optional members of a plain type.

mod error_addition;
mod field_addition;

use super::drift::{Change, Class, Drift, PageDrift};
use super::duplicate_pages::Twins;
use super::facts::{Operation, SpecFacts};
use super::page::Page;
use super::rewrite::{Rewrite, Workbench};
use crate::edit::{Edit, Uneditable};
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::{Fragment, Node};
use std::collections::BTreeSet;

/// Adds to the spec each error row and each optional member that all pages of an operation have beside it, where their cells are
/// certain and a type of the spec says what theirs does. Descriptions are left for a person to write, and so is everything else: what
/// the pages have beside the spec and is not added is named with the reason.
#[must_use]
pub fn fix(found: &Drift, pages: &[Page], spec: &SpecFacts) -> Rewrite {
    let mut bench = Workbench::new(spec);
    let twins = Twins::of(found, spec);
    for (number, operation) in spec.operations.iter().enumerate() {
        let of_operation = found.pages().iter().filter(|page| page.operation == Some(number));
        let sides: Vec<Side> = of_operation
            .filter_map(|drift| Some(Side { drift, page: pages.iter().find(|page| page.file == drift.file)? }))
            .collect();
        let mut seen = BTreeSet::new();
        let facts: Vec<&str> = sides.iter().flat_map(Side::added).filter(|fact| seen.insert(*fact)).collect();
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
fn hindrance(sides: &[Side<'_>]) -> Option<String> {
    let of = |side: &Side<'_>| {
        let mut facts = side.drift.of(Class::Fact).map(|difference| difference.fact.as_str());
        let fact = facts.find(|fact| ["method", "url", "host"].contains(fact))?.to_owned();
        Some(format!("the {fact} is another on {}; mend that first", side.drift.file))
    };
    sides.iter().find_map(of)
}

fn add(bench: &mut Workbench<'_>, sides: &[Side<'_>], operation: &Operation, facts: &[&str]) {
    let mut rows: Vec<String> = operation.errors.iter().map(|row| row.key.clone()).collect();
    for fact in facts {
        let written = addition(sides, operation, fact, &rows).and_then(|addition| {
            bench.edit(&operation.file.place, |edit| addition.write(edit))?;
            Ok(addition.at)
        });
        match written {
            Ok(at) => {
                if let At::Index(index) = at {
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
struct Side<'a> {
    drift: &'a PageDrift,
    page: &'a Page,
}

impl<'a> Side<'a> {
    /// The facts that the page alone has.
    fn added(&self) -> impl Iterator<Item = &'a str> {
        let facts = self.drift.of(Class::Fact).filter(|difference| difference.change == Change::Added);
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
    at: At,
    node: Node,
}

/// Where in a map or list.
#[derive(Debug, PartialEq)]
enum At {
    /// Under this key.
    Key(String),
    /// Before the item that has this number.
    Index(usize),
}

impl Addition {
    /// Writes it, and what is to hold it as well if that is not there yet.
    fn write(&self, edit: &mut Edit) -> Result<(), String> {
        let is_there = edit.get(&self.holder).is_some();
        let done = match &self.at {
            At::Key(key) if is_there => edit.put(&self.holder, key, &Fragment::Inline(self.node.clone())),
            At::Key(key) => self.begin(edit, &Fragment::Lines(vec![(key.clone(), self.node.clone())])),
            At::Index(index) if is_there => edit.insert(&self.holder, *index, &self.node),
            At::Index(_) => self.begin(edit, &Fragment::Items(vec![self.node.clone()])),
        };
        done.map_err(|error| error.to_string())
    }

    fn begin(&self, edit: &mut Edit, value: &Fragment) -> Result<(), Uneditable> {
        match self.holder.split() {
            Some((above, key)) => edit.put(&above, &key, value),
            None => edit.put(&self.holder, "", value),
        }
    }
}

/// What to add for a fact, if the pages of every language of the operation ask for it alike: then nobody has to decide whose it is.
/// Otherwise why not. `rows` are the error rows as they are now.
fn addition(sides: &[Side<'_>], operation: &Operation, fact: &str, rows: &[String]) -> Result<Addition, String> {
    let has_it = |side: &&Side<'_>| side.added().any(|other| other == fact);
    for page in operation.file.pages.iter().flatten() {
        if !sides.iter().any(|side| side.drift.language == page.language.value) {
            return Err(format!("the {} page ({}) was not given", page.language.value, page.title.value));
        }
    }
    if let Some(side) = sides.iter().find(|side| !has_it(side)) {
        return Err(format!("{} does not have it", side.drift.file));
    }
    let sides: Vec<&Side> = sides.iter().collect();
    if fact == "error" || fact.starts_with("error ") {
        error_addition::addition(&sides, operation, fact, rows)
    } else {
        field_addition::addition(&sides, operation, fact)
    }
}

//! Adding to a spec what a page has beside it and what asks for no judgement: error rows, and optional members of a plain type.

mod member;
mod row;

use super::drift::{Change, Class, Drift, PageDrift};
use super::facts::{Operation, SpecFacts};
use super::page::Page;
use super::rewrite::{Rewrite, Workbench};
use crate::diag::Place;
use crate::spec::{Edit, Fragment, Node, Uneditable};
use std::collections::BTreeSet;

/// Adds to the spec each error row and each optional member that all pages of an operation have beside it, where their cells are
/// certain and a type of the spec says what theirs does. Descriptions are left for a person to write, and so is everything else.
#[must_use]
pub fn fix(found: &Drift, pages: &[Page], spec: &SpecFacts) -> Rewrite {
    let mut bench = Workbench::new(spec);
    for (number, operation) in spec.operations.iter().enumerate() {
        let of_operation = found.pages().iter().filter(|page| page.operation == Some(number));
        let sides: Vec<Side> = of_operation
            .filter_map(|drift| Some(Side { drift, page: pages.iter().find(|page| page.file == drift.file)? }))
            .collect();
        let mut seen = BTreeSet::new();
        for fact in sides.iter().flat_map(Side::added).filter(|fact| seen.insert(*fact)) {
            let Some(addition) = everywhere(&sides, operation, fact) else { continue };
            match bench.edit(&operation.file.place, |edit| addition.write(edit)) {
                Ok(()) => bench.say(format!("{}: added {fact}", operation.shown)),
                Err(why) => bench.refuse(format!("{}: {fact} not added: {why}", operation.shown)),
            }
        }
    }
    bench.finish()
}

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
    holder: Place,
    /// The key in a map; none in a list.
    key: Option<String>,
    node: Node,
}

impl Addition {
    /// Writes it, and what is to hold it as well if that is not there yet.
    fn write(&self, edit: &mut Edit) -> Result<(), String> {
        let done = match (&self.key, edit.get(&self.holder)) {
            (Some(key), Some(_)) => edit.put(&self.holder, key, &Fragment::Inline(self.node.clone())),
            (Some(key), None) => self.begin(edit, &Fragment::Lines(vec![(key.clone(), self.node.clone())])),
            (None, Some(_)) => edit.push(&self.holder, &self.node),
            (None, None) => self.begin(edit, &Fragment::Items(vec![self.node.clone()])),
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
fn everywhere(sides: &[Side<'_>], operation: &Operation, fact: &str) -> Option<Addition> {
    let having: Vec<&Side> = sides.iter().filter(|side| side.added().any(|other| other == fact)).collect();
    let languages: BTreeSet<&str> = having.iter().map(|side| side.drift.language).collect();
    let named = operation.file.pages.iter().flatten();
    let all_have_it = having.len() == sides.len()
        && named.map(|page| page.language.as_str()).all(|language| languages.contains(language));
    if !all_have_it {
        return None;
    }
    if fact.starts_with("error ") {
        row::addition(&having, operation, fact)
    } else {
        member::addition(&having, operation, fact)
    }
}

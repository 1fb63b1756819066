//! The changes of an error table.

use super::Step;
use super::change::Group;
use super::pairs::{Pair, is_reordered, pairs};
use crate::model::{ErrorRow, ErrorTable, Name, Variant};
use std::collections::HashMap;

/// Adds all changes to the group; `name` is the enum's.
pub(super) fn compare(name: &str, old: &ErrorTable, new: &ErrorTable, group: &mut Group) {
    let tables = Tables { name, old: Facts::of(old), new: Facts::of(new) };
    let rust = |variant: &Variant| variant.name.to_string();
    let code = |variant: &Variant| variant.code.clone();
    let mut rows = Vec::new();
    for pair in pairs(&old.variants, &new.variants, &[&rust, &code]) {
        match pair {
            Pair::Added(variant) => tables.new_code(variant, group),
            Pair::Gone(variant) => tables.lost_code(variant, group),
            Pair::Both(before, after) => {
                variant(before, after, group);
                rows.extend(tables.rows(before, after, group));
            }
        }
    }
    rows.sort_by_key(|pair| if let Pair::Both(_, after) = pair { tables.new.index(after) } else { 0 });
    if is_reordered(&rows, &old.rows) {
        let order = |table: &ErrorTable| table.rows.iter().map(|row| row.code.as_str()).collect::<Vec<_>>().join(", ");
        group.changed("errors order", (order(old), order(new)), Step::Patch, "rows stand in another order");
    }
}

/// A table, and what its rows are called.
struct Facts<'a> {
    rows: HashMap<&'a Name, Vec<&'a ErrorRow>>,
    /// Number and name of each row, by where it is.
    names: HashMap<*const ErrorRow, (usize, String)>,
}

impl<'a> Facts<'a> {
    /// A row is called by status and code, and from the second on that share both, by its number.
    fn of(table: &'a ErrorTable) -> Self {
        let mut facts = Self { rows: HashMap::new(), names: HashMap::new() };
        let mut met: HashMap<String, usize> = HashMap::new();
        for (index, row) in table.rows.iter().enumerate() {
            let mut name = format!("error {} {}", status(row), row.code);
            let count = met.entry(name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                name = format!("{name} #{count}");
            }
            facts.rows.entry(&row.variant).or_default().push(row);
            facts.names.insert(row, (index, name));
        }
        facts
    }

    fn rows(&self, variant: &Variant) -> impl Iterator<Item = &'a ErrorRow> {
        self.rows.get(&variant.name).into_iter().flatten().copied()
    }

    fn index(&self, row: &ErrorRow) -> usize {
        self.names.get(&std::ptr::from_ref(row)).map_or(0, |(index, _)| *index)
    }

    fn name(&self, row: &ErrorRow) -> &str {
        self.names.get(&std::ptr::from_ref(row)).map_or("error", |(_, name)| name)
    }
}

struct Tables<'a> {
    name: &'a str,
    old: Facts<'a>,
    new: Facts<'a>,
}

impl<'a> Tables<'a> {
    fn new_code(&self, variant: &Variant, group: &mut Group) {
        let why = format!("a variant `{}::{}`", self.name, variant.name);
        for row in self.new.rows(variant) {
            group.added(self.new.name(row), messages(row), Step::Minor, why.as_str());
        }
    }

    fn lost_code(&self, variant: &Variant, group: &mut Group) {
        let why = format!("the variant `{}::{}` is gone", self.name, variant.name);
        for row in self.old.rows(variant) {
            group.gone(self.old.name(row), messages(row), Step::Major, why.as_str());
        }
    }

    /// Compares the rows of one code, and returns which is which.
    fn rows(&self, old: &Variant, new: &Variant, group: &mut Group) -> Vec<Pair<'a, ErrorRow>> {
        let all = |row: &ErrorRow| format!("{} {}", status(row), messages(row));
        let pairs = pairs(
            self.old.rows(old),
            self.new.rows(new),
            &[&all, &|row| status(row), &|row| row.code.clone(), &|_| String::new()],
        );
        for pair in &pairs {
            match pair {
                Pair::Added(row) => {
                    let step = refused(None, row.refused);
                    group.added(
                        self.new.name(row),
                        messages(row),
                        step,
                        why(step, "a row more of a code that was listed before"),
                    );
                }
                Pair::Gone(row) => {
                    group.gone(self.old.name(row), messages(row), Step::Patch, "other rows of the code remain");
                }
                Pair::Both(old, new) => row(self.new.name(new), old, new, group),
            }
        }
        pairs.into_iter().filter(|pair| matches!(pair, Pair::Both(..))).collect()
    }
}

/// What of a code is the same in all of its rows.
fn variant(old: &Variant, new: &Variant, group: &mut Group) {
    if old.name != new.name {
        let why = "the variant has another name";
        let names = (old.name.as_str(), new.name.as_str());
        group.changed(format!("error {} rename", new.code), names, Step::Major, why);
    }
    let fact = format!("error {} code", new.code);
    group.data(fact, &old.code, &new.code, "callers' code is the same, another text is read");
}

fn row(fact: &str, old: &ErrorRow, new: &ErrorRow, group: &mut Group) {
    let listed = "the variant is the same";
    group.data(format!("{fact} status"), &status(old), &status(new), listed);
    group.data(format!("{fact} message"), &messages(old), &messages(new), listed);
    let retry = |row: &ErrorRow| row.retry.map_or("not said", |retry| retry.word());
    group.data(format!("{fact} retry"), retry(old), retry(new), "callers' code is the same, other advice is given");
    let said = |row: &ErrorRow| row.refused.map_or("not said", super::words::yes_or_no);
    if old.refused != new.refused {
        let step = refused(old.refused, new.refused);
        let why = why(step, "calls that are not idempotent are not repeated for this row any more");
        group.changed(format!("{fact} refused"), (said(old), said(new)), step, why);
    }
    let on = |row: &ErrorRow| row.on.join(", ");
    group.described(fact, &(&old.doc, on(old)), &(&new.doc, on(new)));
}

/// A row that says that the service did nothing has calls repeated that were not repeated before.
fn refused(old: Option<bool>, new: Option<bool>) -> Step {
    if new == Some(true) && old != Some(true) { Step::Minor } else { Step::Patch }
}

fn why(step: Step, otherwise: &str) -> String {
    if step == Step::Minor { "the client repeats calls that got this answer".to_owned() } else { otherwise.to_owned() }
}

fn status(row: &ErrorRow) -> String {
    let status: Vec<String> = row.status.iter().map(u16::to_string).collect();
    status.join("/")
}

fn messages(row: &ErrorRow) -> String {
    let message = |(language, message): &(String, String)| {
        if language.is_empty() { message.clone() } else { format!("{language}: {message}") }
    };
    row.messages.iter().map(message).collect::<Vec<_>>().join("; ")
}

//! The changes of an error table.

use super::change::ChangeGroup;
use super::effects::AffectedItem;
use super::pairs::{Key, Pair, pairs};
use super::retries::CallTables;
use dingtalk_codegen::model::{ErrorRow, ErrorTable, Name, Variant};
use std::collections::HashMap;

/// Adds all changes to the group. `name` is the enum's, `calls` are those that get its codes.
pub(super) fn compare(
    name: &str,
    (old, new): (&ErrorTable, &ErrorTable),
    calls: &[CallTables<'_>],
    group: &mut ChangeGroup,
) {
    let tables = TableComparison { name, old: rows(old), new: rows(new), calls };
    let rust = |variant: &Variant| variant.name.to_string();
    let code = |variant: &Variant| variant.code.clone();
    let mut both = Vec::new();
    for pair in pairs(&old.variants, &new.variants, &[&rust, &code]) {
        match pair {
            Pair::Both(before, after) => both.extend(tables.code(before, after, group)),
            Pair::Added(variant) => {
                for row in of(&tables.new, variant) {
                    group.added(&row.name, messages(row.row), vec![tables.item(variant)]);
                }
            }
            Pair::Removed(variant) => {
                for row in of(&tables.old, variant) {
                    group.removed(&row.name, messages(row.row), vec![tables.item(variant)]);
                }
            }
        }
    }
    both.sort_by_key(|(_, after)| after.index);
    if !both.is_sorted_by_key(|(before, _)| before.index) {
        let order = |table: &ErrorTable| {
            table.rows.iter().map(|row| format!("{} {}", row.statuses("/"), row.code)).collect::<Vec<_>>().join(", ")
        };
        group.data("errors order", (&order(old), &order(new)));
    }
}

/// A row with its index and its name.
struct NumberedRow<'a> {
    index: usize,
    name: String,
    row: &'a ErrorRow,
}

/// The rows of a table by their variants. A row is called by status and code, and from the second on that share both, by its number.
type RowsByVariant<'a> = HashMap<&'a Name, Vec<NumberedRow<'a>>>;

fn rows(table: &ErrorTable) -> RowsByVariant<'_> {
    let mut rows = RowsByVariant::new();
    let mut met: HashMap<String, usize> = HashMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        let mut name = format!("error {} {}", row.statuses("/"), row.code);
        let count = met.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            name = format!("{name} #{count}");
        }
        rows.entry(&row.variant).or_default().push(NumberedRow { index, name, row });
    }
    rows
}

struct TableComparison<'a> {
    name: &'a str,
    old: RowsByVariant<'a>,
    new: RowsByVariant<'a>,
    calls: &'a [CallTables<'a>],
}

impl<'a> TableComparison<'a> {
    fn item(&self, variant: &Variant) -> AffectedItem {
        AffectedItem::Item(format!("{}::{}", self.name, variant.name.bare()))
    }

    /// Compares what is said of one code, and returns which row is which.
    fn code(&self, old: &Variant, new: &Variant, group: &mut ChangeGroup) -> Vec<(&NumberedRow<'a>, &NumberedRow<'a>)> {
        let names = (old.name.as_str(), new.name.as_str());
        group.changed(format!("error {} rename", new.code), names, vec![self.item(old), self.item(new)]);
        let since = group.changes.len();
        group.data(format!("error {} code", new.code), (&old.code, &new.code));
        let both = self.rows(old, new, group);
        let codes = [&old.code, &new.code];
        if self.calls.iter().any(|call| codes.into_iter().any(|code| call.reacts_otherwise(code))) {
            // The cause is the order of the rows, or a shared row.
            if group.changes.len() == since {
                group.noted(format!("error {} retries", new.code));
            }
            group.behaves(since, "the reaction of the client to this code changes");
        }
        for (old, new) in &both {
            group.data(format!("{} message", new.name), (&messages(old.row), &messages(new.row)));
            let on = |row: &ErrorRow| row.on.join(", ");
            group.described(&new.name, &(&old.row.doc, on(old.row)), &(&new.row.doc, on(new.row)));
        }
        both
    }

    /// Compares what decides about retries.
    fn rows(&self, old: &Variant, new: &Variant, group: &mut ChangeGroup) -> Vec<(&NumberedRow<'a>, &NumberedRow<'a>)> {
        let all = |row: &NumberedRow<'_>| format!("{} {}", row.row.statuses("/"), messages(row.row));
        let status = |row: &NumberedRow<'_>| row.row.statuses("/");
        let keys: [Key<'_, NumberedRow<'_>>; 4] = [&all, &status, &|row| row.row.code.clone(), &|_| String::new()];
        let mut both = Vec::new();
        for pair in pairs(of(&self.old, old), of(&self.new, new), &keys) {
            match pair {
                Pair::Added(row) => group.added(&row.name, messages(row.row), Vec::new()),
                Pair::Removed(row) => group.removed(&row.name, messages(row.row), Vec::new()),
                Pair::Both(old, new) => {
                    row(&new.name, old.row, new.row, group);
                    both.push((old, new));
                }
            }
        }
        both
    }
}

fn of<'r, 'a>(rows: &'r RowsByVariant<'a>, variant: &Variant) -> impl Iterator<Item = &'r NumberedRow<'a>> {
    rows.get(&variant.name).into_iter().flatten()
}

fn row(fact: &str, old: &ErrorRow, new: &ErrorRow, group: &mut ChangeGroup) {
    group.data(format!("{fact} status"), (&old.statuses("/"), &new.statuses("/")));
    let retry = |row: &ErrorRow| row.retry.map_or("unset", |retry| retry.word());
    group.data(format!("{fact} retry"), (retry(old), retry(new)));
    let refused = |row: &ErrorRow| row.refused.map_or("unset".to_owned(), |refused| refused.to_string());
    group.data(format!("{fact} refused"), (&refused(old), &refused(new)));
}

fn messages(row: &ErrorRow) -> String {
    row.texts(
        "; ",
        |language, message| {
            if language.is_empty() { message.to_owned() } else { format!("{language}: {message}") }
        },
    )
}

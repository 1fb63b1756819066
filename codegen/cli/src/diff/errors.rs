//! The changes of an error table.

use super::Bump;
use super::change::Group;
use super::pairs::{Pair, pairs};
use super::retries::{Again, Call};
use dingtalk_codegen::model::{ErrorRow, ErrorTable, Name, Variant};
use std::collections::HashMap;

/// Adds all changes to the group. `name` is the enum's, `calls` are those that get its codes.
pub(super) fn compare(name: &str, (old, new): (&ErrorTable, &ErrorTable), calls: &[Call<'_>], group: &mut Group) {
    let tables = Tables { name, old: rows(old), new: rows(new), calls };
    let rust = |variant: &Variant| variant.name.to_string();
    let code = |variant: &Variant| variant.code.clone();
    let mut both = Vec::new();
    for pair in pairs(&old.variants, &new.variants, &[&rust, &code]) {
        match pair {
            Pair::Added(variant) => tables.new_code(variant, group),
            Pair::Removed(variant) => tables.lost_code(variant, group),
            Pair::Both(before, after) => both.extend(tables.code(before, after, group)),
        }
    }
    both.sort_by_key(|(_, after)| after.index);
    if !both.is_sorted_by_key(|(before, _)| before.index) {
        let order = |table: &ErrorTable| {
            table.rows.iter().map(|row| format!("{} {}", row.statuses("/"), row.code)).collect::<Vec<_>>().join(", ")
        };
        group.changed("errors order", (order(old), order(new)), Bump::Patch, "rows stand in another order");
    }
}

/// A row, where it stands, and what it is called.
struct Named<'a> {
    index: usize,
    name: String,
    row: &'a ErrorRow,
}

/// The rows of a table by their variants. A row is called by status and code, and from the second on that share both, by its number.
type Rows<'a> = HashMap<&'a Name, Vec<Named<'a>>>;

fn rows(table: &ErrorTable) -> Rows<'_> {
    let mut rows = Rows::new();
    let mut met: HashMap<String, usize> = HashMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        let mut name = format!("error {} {}", row.statuses("/"), row.code);
        let count = met.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            name = format!("{name} #{count}");
        }
        rows.entry(&row.variant).or_default().push(Named { index, name, row });
    }
    rows
}

struct Tables<'a> {
    name: &'a str,
    old: Rows<'a>,
    new: Rows<'a>,
    calls: &'a [Call<'a>],
}

impl<'a> Tables<'a> {
    fn new_code(&self, variant: &Variant, group: &mut Group) {
        let why = format!("a variant `{}::{}`", self.name, variant.name);
        for row in of(&self.new, variant) {
            group.added(&row.name, messages(row.row), Bump::Minor, why.as_str());
        }
    }

    fn lost_code(&self, variant: &Variant, group: &mut Group) {
        let why = format!("the variant `{}::{}` is gone", self.name, variant.name);
        for row in of(&self.old, variant) {
            group.removed(&row.name, messages(row.row), Bump::Major, why.as_str());
        }
    }

    /// Compares what is said of one code, and returns which row is which.
    fn code(&self, old: &Variant, new: &Variant, group: &mut Group) -> Vec<(&Named<'a>, &Named<'a>)> {
        if old.name != new.name {
            let why = "the variant has another name";
            let names = (old.name.as_str(), new.name.as_str());
            group.changed(format!("error {} rename", new.code), names, Bump::Major, why);
        }
        let calls = self.calls.iter().flat_map(|call| [call.after(&old.code), call.after(&new.code)]);
        let again = calls.max().unwrap_or(Again::AsBefore);
        let told = group.changes.len();
        let code = "callers' code is the same, another text is read";
        behaves(group, format!("error {} code", new.code), (&old.code, &new.code), (again, code));
        let both = self.rows(old, new, again, group);
        // The order of the rows, or what all endpoints share, has the client repeat calls.
        if again == Again::More && !group.changes[told..].iter().any(|change| change.bump == Bump::Minor) {
            group.added(format!("error {} repeats", new.code), "", Bump::Minor, MORE);
        }
        both
    }

    fn rows(&self, old: &Variant, new: &Variant, again: Again, group: &mut Group) -> Vec<(&Named<'a>, &Named<'a>)> {
        let all = |row: &Named<'_>| format!("{} {}", row.row.statuses("/"), messages(row.row));
        let status = |row: &Named<'_>| row.row.statuses("/");
        let keys: [super::pairs::Key<'_, Named<'_>>; 4] =
            [&all, &status, &|row| row.row.code.clone(), &|_| String::new()];
        let mut both = Vec::new();
        for pair in pairs(of(&self.old, old), of(&self.new, new), &keys) {
            match pair {
                Pair::Added(row) => {
                    let (bump, why) = meaning(again, "a row more of a code that was listed before");
                    group.added(&row.name, messages(row.row), bump, why);
                }
                Pair::Removed(row) => {
                    let (bump, why) = meaning(again, "other rows of the code remain");
                    group.removed(&row.name, messages(row.row), bump, why);
                }
                Pair::Both(old, new) => {
                    row(&new.name, old.row, new.row, again, group);
                    both.push((old, new));
                }
            }
        }
        both
    }
}

fn of<'r, 'a>(rows: &'r Rows<'a>, variant: &Variant) -> impl Iterator<Item = &'r Named<'a>> {
    rows.get(&variant.name).into_iter().flatten()
}

fn row(fact: &str, old: &ErrorRow, new: &ErrorRow, again: Again, group: &mut Group) {
    let listed = "the variant is the same";
    behaves(group, format!("{fact} status"), (&old.statuses("/"), &new.statuses("/")), (again, listed));
    group.data(format!("{fact} message"), &messages(old), &messages(new), listed);
    let advice = "the client repeats the same calls, errors give other advice";
    let retry = |row: &ErrorRow| row.retry.map_or("not said", |retry| retry.word());
    behaves(group, format!("{fact} retry"), (retry(old), retry(new)), (again, advice));
    let refused = |row: &ErrorRow| row.refused.map_or("not said", super::keywords::yes_or_no);
    behaves(group, format!("{fact} refused"), (refused(old), refused(new)), (again, advice));
    let on = |row: &ErrorRow| row.on.join(", ");
    group.described(fact, &(&old.doc, on(old)), &(&new.doc, on(new)));
}

/// A change of what decides whether the client calls again, where there is one.
fn behaves(group: &mut Group, fact: String, (old, new): (&str, &str), (again, otherwise): (Again, &str)) {
    if old != new {
        let (bump, why) = meaning(again, otherwise);
        group.changed(fact, (old, new), bump, why);
    }
}

const MORE: &str = "after answers with this code, the client repeats calls that it did not repeat";

/// What a change of a code's rows asks for, and why.
fn meaning(again: Again, otherwise: &str) -> (Bump, &str) {
    match again {
        Again::More => (Bump::Minor, MORE),
        Again::Less => (Bump::Patch, "after answers with this code, the client repeats fewer calls"),
        Again::AsBefore => (Bump::Patch, otherwise),
    }
}

fn messages(row: &ErrorRow) -> String {
    row.texts(
        "; ",
        |language, message| {
            if language.is_empty() { message.to_owned() } else { format!("{language}: {message}") }
        },
    )
}

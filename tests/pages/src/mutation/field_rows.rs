//! Changes of parameters and fields.

use super::{Mutation, Visibility, words};
use crate::cells::{Field, Part};
use crate::page::{Language, Page};
use crate::row_syntax;

/// Name of added rows.
const ADDED: &str = "addedBy";

pub(super) fn of(page: &Page) -> Vec<Mutation> {
    let mut all = Vec::new();
    for (number, (part, fields)) in page.tables.iter().enumerate() {
        let table = FieldTable { page, number, part: *part, fields };
        for row in 0..fields.len() {
            all.extend(table.names(row));
            if !table.is_token(row) {
                all.extend(table.types(row));
                all.extend(table.required(row));
                all.extend(table.values(row));
                all.extend(table.removed(row));
            }
            all.push(table.wording(row));
        }
        all.extend(table.added());
    }
    all.extend(moved(page));
    all
}

/// A table to change.
pub(super) struct FieldTable<'a> {
    pub(super) page: &'a Page,
    /// Index of the table.
    pub(super) number: usize,
    pub(super) part: Part,
    pub(super) fields: &'a [Field],
}

impl FieldTable<'_> {
    fn is_token(&self, row: usize) -> bool {
        ["x-acs-dingtalk-access-token", "access_token"].contains(&self.fields[row].name.as_str())
    }

    /// Returns the fact name of a row.
    fn key(&self, row: usize) -> String {
        key(self.part, &row_syntax::path(self.fields, row))
    }

    /// Returns the possible fact names of a row with this name at `at`: pages do not show its parent, and the example
    /// may lack it.
    pub(super) fn keys_at(&self, at: usize, name: &str) -> Vec<String> {
        let mut keys = vec![key(self.part, name)];
        let mut above = at.checked_sub(1);
        while let Some(row) = above {
            let path = row_syntax::path(self.fields, row);
            let items = if self.fields[row].holds_many() { "[]" } else { "" };
            let dot = if path.is_empty() && items.is_empty() { "" } else { "." };
            keys.push(key(self.part, &format!("{path}{items}{dot}{name}")));
            above = row_syntax::parent(self.fields, row);
        }
        keys
    }

    fn mutated(
        &self,
        cell: &'static str,
        change: String,
        facts: Vec<String>,
        mutate: impl FnOnce(&mut Vec<Field>),
    ) -> Mutation {
        self.page.mutated(cell, change, facts, |page| mutate(&mut page.tables[self.number].1))
    }

    fn names(&self, row: usize) -> Vec<Mutation> {
        let name = &self.fields[row].name;
        let parent = row_syntax::parent(self.fields, row);
        let siblings = (0..self.fields.len()).filter(|other| row_syntax::parent(self.fields, *other) == parent);
        let taken: Vec<_> = siblings.map(|row| self.fields[row].name.as_str()).collect();
        let others = if name.is_empty() { vec!["another".to_owned()] } else { words(name) };
        let mutation = |other: String| {
            let mut facts = self.keys_at(row, &other);
            facts.push(self.key(row));
            let change = format!("{} -> {other}", self.key(row));
            self.mutated("name", change, facts, |fields| fields[row].name = other)
        };
        // Header names are case-insensitive.
        let same = |other: &String| self.part == Part::Header && other.eq_ignore_ascii_case(name);
        others.into_iter().filter(|other| !taken.contains(&other.as_str()) && !same(other)).map(mutation).collect()
    }

    fn types(&self, row: usize) -> Vec<Mutation> {
        let key = self.key(row);
        let mutation = |other: &str| {
            let change = format!("{key} {} -> {other}", self.fields[row].ty);
            let facts = vec![format!("{key} type")];
            self.mutated("type", change, facts, |fields| other.clone_into(&mut fields[row].ty))
        };
        let typed = |other: &str| mutation(other).or_rows([key.clone()]);
        let mut all: Vec<_> = other_types(&self.fields[row].ty).iter().map(|other| typed(other)).collect();
        let Field { name, ty, .. } = &self.fields[row];
        // A row without a name starts with its type, and an unknown type may be a type name. A row that is not
        // recognized is removed, or another one of the same name is.
        if ["String", "Boolean", "Integer", "Long", "Double"].contains(&ty.as_str()) && !name.is_empty() {
            let duplicates = (0..self.fields.len()).filter(|duplicate| self.fields[*duplicate].name == *name);
            all.push(mutation("Strin").or_rows(duplicates.map(|duplicate| self.key(duplicate))));
        }
        if ty == "Object" {
            all.push(Mutation { cell: "type's name", ..typed("OtherVO").visibility(Visibility::Accepted) });
        }
        all
    }

    fn required(&self, row: usize) -> Vec<Mutation> {
        let Some(word) = &self.fields[row].required else { return Vec::new() };
        let others = match self.page.language {
            Language::English => ["Yes", "No", "Depends"],
            Language::Chinese => ["是", "否", "看情况"],
        };
        let key = self.key(row);
        let mutation = |other: &str| {
            let change = format!("{key} {word} -> {other}");
            let facts = vec![format!("{key} required")];
            let mutation =
                self.mutated("required", change, facts, |fields| fields[row].required = Some(other.to_owned()));
            // After a type alone, an unknown flag may be part of the description.
            let unsaid = self.fields[row].name.is_empty() && other == others[2];
            mutation.or_rows([key.clone()]).visibility(if unsaid { Visibility::Separated } else { Visibility::Always })
        };
        others.into_iter().filter(|other| other != word).map(mutation).collect()
    }

    /// Changes enum values. The spec holds those of strings only.
    fn values(&self, row: usize) -> Vec<Mutation> {
        let Field { ty, description, .. } = &self.fields[row];
        let listed = ListedValues::of(description);
        let key = self.key(row);
        let visibility = if ty == "String" { Visibility::Always } else { Visibility::Accepted };
        let fact =
            |value: &str| if visibility == Visibility::Always { format!("{key} value {value}") } else { key.clone() };
        let mutation = |cell, change: String, facts, items: Vec<String>| {
            let text = listed.with(&items);
            let mutation = self.mutated(cell, change, facts, |fields| fields[row].description = text);
            mutation.visibility(visibility)
        };
        let mut all = Vec::new();
        for (at, item) in listed.items.iter().enumerate() {
            let value = value_of(item).unwrap_or_default();
            let mut fewer = listed.items.clone();
            fewer.remove(at);
            // A single value may be an example.
            if fewer.len() > 1 {
                all.push(mutation("value removed", format!("{key} {value} removed"), vec![fact(value)], fewer));
            }
            let other = if ty == "String" { format!("{value}X") } else { format!("{value}7") };
            let mut changed = listed.items.clone();
            changed[at] = item.replacen(value, &other, 1);
            let facts = vec![fact(value), fact(&other)];
            all.push(mutation("value", format!("{key} {value} -> {other}"), facts, changed));
            let added = item.replacen(value, &other, 1);
            let mut more = listed.items.clone();
            more.insert(at + 1, added);
            all.push(mutation("value added", format!("{key} {other} added"), vec![fact(&other)], more));
        }
        all
    }

    /// Removes the row with its children.
    fn removed(&self, row: usize) -> Option<Mutation> {
        let end = self.end(row);
        if end - row == self.fields.len() {
            return None;
        }
        let key = self.key(row);
        let change = format!("{key} removed");
        // Of several fields with the same name, pages do not show which one is removed.
        let name = &self.fields[row].name;
        let facts =
            (0..self.fields.len()).filter(|other| (row..end).contains(other) || self.fields[*other].name == *name);
        let facts = facts.map(|row| self.key(row)).collect();
        let mutation = self.mutated("row removed", change, facts, |fields| drop(fields.drain(row..end)));
        // Rows of items and values are not part of the spec.
        let visibility = if name.is_empty() { Visibility::Accepted } else { Visibility::Always };
        Some(mutation.visibility(visibility))
    }

    /// Returns the index after the row's children.
    fn end(&self, row: usize) -> usize {
        let depth = self.fields[row].depth;
        let inner = self.fields[row + 1..].iter().take_while(|other| other.depth > depth).count();
        row + 1 + inner
    }

    /// Adds a row at the start, after each row, and at the end.
    fn added(&self) -> Vec<Mutation> {
        let at = |at: usize| {
            let like = &self.fields[at.min(self.fields.len() - 1)];
            let name = if self.part == Part::Header { "x-added-by" } else { ADDED };
            let field = self.optional(like, name, "String");
            let change = format!("{} {name} added at {at}", self.part.word());
            self.mutated("row added", change, self.keys_at(at, name), |fields| fields.insert(at, field))
        };
        // A row without a name belongs to the row above.
        let fits = |at: &usize| self.fields.get(*at).is_none_or(|next| !next.name.is_empty());
        (0..=self.fields.len()).filter(fits).map(at).collect()
    }

    /// Returns an optional field at the depth of another one: not among map values, nor where the name must be empty.
    pub(super) fn optional(&self, like: &Field, name: &str, ty: &str) -> Field {
        let required = like.required.as_ref().map(|_| match self.page.language {
            Language::English => "No".to_owned(),
            Language::Chinese => "否".to_owned(),
        });
        Field {
            depth: like.depth,
            name: name.to_owned(),
            ty: ty.to_owned(),
            required,
            example: like.example.as_ref().map(|_| "somebody".to_owned()),
            description: "Who added it.".to_owned(),
        }
    }

    fn wording(&self, row: usize) -> Mutation {
        let key = self.key(row);
        let mutation = self.mutated("description", format!("{key} said otherwise"), vec![key], |fields| {
            let text = &mut fields[row].description;
            *text = match text.split_once(' ') {
                Some((first, rest)) => format!("{first} now {rest}"),
                None => format!("{text}?"),
            };
        });
        mutation.visibility(Visibility::Accepted)
    }
}

/// Moves a query parameter to the body.
fn moved(page: &Page) -> Vec<Mutation> {
    let at = |part: Part| page.tables.iter().position(|(of, _)| *of == part);
    let (Some(query), Some(body)) = (at(Part::Query), at(Part::Body)) else { return Vec::new() };
    if page.tables[query].1.len() < 2 {
        return Vec::new();
    }
    let name = &page.tables[query].1[0].name;
    let ways = ["query", "body"].map(|part| format!("{part} {name}"));
    let facts = ways.iter().flat_map(|path| [path.clone(), format!("{path} place")]);
    vec![page.mutated("place", format!("query {name} moved to the body"), facts, |page| {
        let row = page.tables[query].1.remove(0);
        page.tables[body].1.push(row);
    })]
}

fn key(part: Part, path: &str) -> String {
    format!("{} {path}", part.word()).trim_end().to_owned()
}

/// Type words that disagree with every type that the given word agrees with.
fn other_types(ty: &str) -> &'static [&'static str] {
    match ty {
        "String" => &["Long", "Boolean", "Array of String", "Object"],
        "Boolean" => &["String", "Integer", "Array"],
        "Integer" => &["Long", "String", "Boolean", "Double"],
        "Long" => &["Integer", "String", "Double"],
        "Number" => &["String", "Boolean"],
        "double" => &["String", "Number[]", "Json"],
        "Double" => &["String", "Long", "Integer"],
        "Date" => &["Long", "Boolean"],
        "Any" | "Json" => &["String", "Long", "Boolean"],
        "Number[]" => &["Number", "Array of String", "Object[]"],
        "Object" => &["String", "Array of Object", "Map"],
        "Map" => &["String", "Object", "Array"],
        "Array of String" | "String[]" => &["String", "Array of Long", "Array of Object", "Map"],
        "Array of Number" => &["Number", "Array of String"],
        "Array" | "Array of Object" | "List<Object>" => &["Object", "String", "Array of Long"],
        other if other.ends_with("[]") => &["Object", "String", "Array of Long"],
        _ => &["String", "Long", "Array of Object"],
    }
}

/// Enum values of a description.
struct ListedValues<'a> {
    lead: &'a str,
    items: Vec<String>,
}

impl<'a> ListedValues<'a> {
    fn of(description: &'a str) -> Self {
        let (lead, rest) = description.split_once(" - ").unwrap_or((description, ""));
        let items: Vec<_> = rest.split(" - ").map(str::to_owned).collect();
        let all = items.iter().all(|item| value_of(item).is_some());
        Self { lead, items: if all { items } else { Vec::new() } }
    }

    fn with(&self, items: &[String]) -> String {
        format!("{} - {}", self.lead, items.join(" - "))
    }
}

/// Returns the value of a list item.
fn value_of(item: &str) -> Option<&str> {
    let (value, _) = item.split_once([':', '：'])?;
    let value = value.trim_matches('*');
    let is_word = value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_word && !value.is_empty() && !["true", "false"].contains(&value)).then_some(value)
}

//! Infers the type of a row from its type cell, the rows below it and the examples.

use super::draft_field::{DraftEnumValue, DraftField, REFERENCE};
use super::example_values::{FieldExamples, is_key};
use super::field_drafter::{FieldDrafter, NestedRows};
use super::review_marks::{self, quoted};
use crate::page::{FieldCells, TypeMeaning, hinted};
use std::collections::{HashMap, HashSet};

/// Hints of a page about the type of a row.
pub(super) struct RowContent<'c, 's> {
    pub(super) cells: &'c FieldCells,
    pub(super) below: NestedRows,
    pub(super) samples: FieldExamples<'s>,
}

impl<'a> FieldDrafter<'a> {
    pub(super) fn kind(
        &mut self,
        meaning: &'a TypeMeaning,
        row: RowContent<'_, '_>,
        marks: &mut Vec<String>,
    ) -> DraftField {
        let cells = row.cells;
        match meaning {
            TypeMeaning::Array(items) => {
                let row = RowContent { samples: row.samples.items(), ..row };
                let items = match items {
                    Some(items) => self.item(items, row, marks),
                    None => plain_items(row, "what its items are", marks),
                };
                return DraftField::holding("array", items);
            }
            TypeMeaning::Map(values) => return self.map(values.as_deref(), row, marks),
            TypeMeaning::Object => return object(row, marks),
            TypeMeaning::Named(name) => return self.named(name, row, marks),
            _ if !row.below.is_empty() => {
                let ty = quoted(&cells.ty.text);
                marks.push(format!("the page calls it {ty}, and rows below it describe what is in it"));
                return holder(row, marks);
            }
            TypeMeaning::String if !cells.values.is_empty() => return enumeration(cells, &row.samples, marks),
            TypeMeaning::Integer | TypeMeaning::Long if lists_numbers(cells, meaning) => {
                let of = meaning.spec_word();
                let values = cells.values.iter().map(|listed| DraftEnumValue::of(listed.value.clone()));
                return DraftField { of, values: values.collect(), ..DraftField::of("enum") };
            }
            TypeMeaning::Number => return number(cells, &row.samples, marks),
            _ => {}
        }
        let Some(word) = meaning.spec_word() else {
            marks.push(format!("{} is no type that is known", quoted(&cells.ty.text)));
            return row.samples.field_of_all(0);
        };
        listed(cells, marks);
        DraftField::of(word)
    }

    fn named(&mut self, name: &str, row: RowContent<'_, '_>, marks: &mut Vec<String>) -> DraftField {
        if !row.below.is_empty() {
            let mut object = object(row, marks);
            if object.ty == "object" {
                object.name = self.defined.insert(name.to_owned()).then(|| name.to_owned());
            }
            return object;
        }
        if self.described.contains(name) {
            marks.push(format!("rows elsewhere describe {}", quoted(name)));
            return DraftField { name: Some(name.to_owned()), ..DraftField::of(REFERENCE) };
        }
        marks.push(format!("the page names the type {} and does not describe it", quoted(name)));
        DraftField::of("any")
    }

    fn map(&mut self, values: Option<&'a TypeMeaning>, row: RowContent<'_, '_>, marks: &mut Vec<String>) -> DraftField {
        if !row.cells.values.is_empty() {
            let listed = review_marks::list(row.cells.values.iter().map(|listed| listed.value.as_str()));
            marks.push(format!("say in `doc` whether these are keys or values of the map: {listed}"));
        }
        if values.is_none() && !row.below.fields.is_empty() {
            marks.push("the page calls it a map: are these its fields, or those of its values?".to_owned());
            if row.below.fields.list.iter().any(|(wire, _)| row.samples.has_field(wire)) {
                return object(row, marks);
            }
        }
        let cells = FieldCells { values: Vec::new(), ..row.cells.clone() };
        let row = RowContent { cells: &cells, below: row.below, samples: row.samples.values() };
        let items = match values {
            Some(values) => self.item(values, row, marks),
            None => plain_items(row, "what its values are", marks),
        };
        DraftField::holding("map", items)
    }

    /// Drafts the element of a list or map whose type is stated. A single unnamed row below describes the element
    /// again.
    fn item(&mut self, meaning: &'a TypeMeaning, mut row: RowContent<'_, '_>, marks: &mut Vec<String>) -> DraftField {
        if !row.below.fields.is_empty() || row.below.nameless.len() != 1 {
            return self.kind(meaning, row, marks);
        }
        let item = row.below.nameless.remove(0).item();
        let said = self.kind(meaning, row, &mut Vec::new());
        match (said.word(), item.word()) {
            // The enumeration's values are in the row of the list.
            ("enum", scalar) if scalar == said.scalar() => {
                DraftField { ty: said.ty, of: said.of, values: said.values, ..item }
            }
            ("any", _) => item,
            (said, row) if said == row => item,
            (said, row) => {
                marks.push(format!("the type says `{said}` of what is in it, and the row below it `{row}`"));
                item
            }
        }
    }
}

fn object(row: RowContent<'_, '_>, marks: &mut Vec<String>) -> DraftField {
    let NestedRows { mut fields, mut nameless } = row.below;
    if fields.is_empty() && !nameless.is_empty() {
        marks.push("a row without a name describes its values".to_owned());
        return DraftField::holding("map", nameless.remove(0).item());
    }
    marks.extend(nameless.iter().map(|_| "a row without a name stands among its fields".to_owned()));
    row.samples.complete(&mut fields, 0);
    if fields.is_empty() {
        marks.push("the page does not say what is in it".to_owned());
        return DraftField::of("any");
    }
    DraftField::object(fields)
}

/// Infers a container for these rows if the type cell states none.
fn holder(row: RowContent<'_, '_>, marks: &mut Vec<String>) -> DraftField {
    if row.samples.has_list() || row.below.fields.is_empty() {
        let row = RowContent { samples: row.samples.items(), ..row };
        return DraftField::holding("array", plain_items(row, "what its items are", marks));
    }
    object(row, marks)
}

/// Drafts elements whose type is not stated.
fn plain_items(mut row: RowContent<'_, '_>, what: &str, marks: &mut Vec<String>) -> DraftField {
    if !row.below.fields.is_empty() {
        return object(row, marks);
    }
    if !row.below.nameless.is_empty() {
        let items = row.below.nameless.remove(0);
        marks.extend(row.below.nameless.iter().map(|_| "another row without a name stands below it".to_owned()));
        return items.item();
    }
    let shown = row.samples.kind(0);
    let says = if shown.is_some() { "the example alone says" } else { "the page does not say" };
    marks.push(format!("{what}, {says}"));
    shown.unwrap_or_else(|| DraftField::of("any"))
}

fn enumeration(cells: &FieldCells, samples: &FieldExamples<'_>, marks: &mut Vec<String>) -> DraftField {
    let mut values: Vec<DraftEnumValue> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for listed in &cells.values {
        match review_marks::clean(&listed.value).filter(|value| is_key(value)) {
            Some(wire) if known.insert(wire.clone()) => {
                values.push(DraftEnumValue::of(wire));
            }
            Some(value) => marks.push(format!("the page lists the value {} twice", quoted(&value))),
            None => marks.push(format!("the page lists a value that no spec can hold: {}", quoted(&listed.value))),
        }
    }
    if let [only] = values.as_slice() {
        marks.push(one_value(&only.wire));
    }
    add_spellings(&mut values, known, samples, marks);
    DraftField { ty: if values.is_empty() { "string" } else { "enum" }, values, ..DraftField::default() }
}

/// Adds example values that differ from a listed value in case only as alternate spellings. `known` are the listed
/// values.
fn add_spellings(
    values: &mut [DraftEnumValue],
    mut known: HashSet<String>,
    samples: &FieldExamples<'_>,
    marks: &mut Vec<String>,
) {
    // `None` if several values differ in case only.
    let mut by_lowercase: HashMap<String, Option<usize>> = HashMap::new();
    for (index, value) in values.iter().enumerate() {
        by_lowercase.entry(value.wire.to_lowercase()).and_modify(|only| *only = None).or_insert(Some(index));
    }
    for shown in samples.texts().filter(|shown| is_key(shown)) {
        if known.contains(shown) {
            continue;
        }
        known.insert(shown.to_owned());
        if let Some(Some(only)) = by_lowercase.get(&shown.to_lowercase()) {
            marks.push(format!("the example shows {} for {}", quoted(shown), quoted(&values[*only].wire)));
            values[*only].also.push(shown.to_owned());
        }
    }
}

/// Returns `true` if the page lists several numbers, and all are of the type.
fn lists_numbers(cells: &FieldCells, meaning: &TypeMeaning) -> bool {
    let fits = |number: i64| *meaning == TypeMeaning::Long || i32::try_from(number).is_ok();
    let is_number = |text: &str| text.parse().is_ok_and(|number: i64| number.to_string() == text && fits(number));
    cells.values.len() > 1 && cells.values.iter().all(|listed| is_number(&listed.value))
}

fn number(cells: &FieldCells, samples: &FieldExamples<'_>, marks: &mut Vec<String>) -> DraftField {
    listed(cells, marks);
    let shown = samples.whole_numbers().or_else(|| cells.example.as_deref().map(|example| !example.contains('.')));
    let whole = shown.unwrap_or(!cells.values.is_empty());
    marks.push(format!("the page calls it {}: int32, int64 or float64?", quoted(&cells.ty.text)));
    DraftField::of(if whole { "int64" } else { "float64" })
}

/// Marks values of a type that cannot be an enumeration, which belong into `doc`.
fn listed(cells: &FieldCells, marks: &mut Vec<String>) {
    if let [only] = cells.values.as_slice() {
        return marks.push(one_value(&only.value));
    }
    if !cells.values.is_empty() {
        let values = review_marks::list(cells.values.iter().map(|listed| listed.value.as_str()));
        return marks.push(format!("say in `doc` what its values stand for: {values}"));
    }
    match hinted(&cells.description).as_slice() {
        [] => {}
        [only] => marks.push(one_value(only)),
        several => marks.push(format!("the page may list values: {}", review_marks::list(several.iter().copied()))),
    }
}

fn one_value(value: &str) -> String {
    format!("the page lists one value: {}", quoted(value))
}

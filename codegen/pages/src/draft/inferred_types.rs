//! Infers the type of a row from its type cell, the rows below it and the examples.

use super::draft_field::{DraftEnumValue, DraftField, DraftType};
use super::example_values::{FieldExamples, is_key};
use super::field_drafter::{FieldDrafter, NestedRows};
use super::review_marks::{self, quoted};
use crate::page::{FieldCells, TypeMeaning, hinted};
use std::collections::{HashMap, HashSet};

impl<'a> FieldDrafter<'a> {
    pub(super) fn kind(
        &mut self,
        meaning: &'a TypeMeaning,
        cells: &FieldCells,
        below: NestedRows,
        samples: &FieldExamples<'_>,
        marks: &mut Vec<String>,
    ) -> DraftType {
        let word = match meaning {
            TypeMeaning::Array(items) => return self.array(items.as_deref(), cells, below, samples, marks),
            TypeMeaning::Map(values) => return self.map(values.as_deref(), cells, below, samples, marks),
            TypeMeaning::Object => return object(below, samples, marks),
            TypeMeaning::Named(name) => return self.named(name, below, samples, marks),
            _ if !below.is_empty() => {
                marks.push(format!(
                    "the page calls it {}, and rows below it describe what is in it",
                    quoted(&cells.ty.text)
                ));
                return holder(below, samples, marks);
            }
            TypeMeaning::String if !cells.values.is_empty() => return enumeration(cells, samples, marks),
            TypeMeaning::String => "string",
            TypeMeaning::Boolean => "bool",
            TypeMeaning::Integer => "int32",
            TypeMeaning::Long => "int64",
            TypeMeaning::Double => "float64",
            TypeMeaning::Date => "datetime",
            TypeMeaning::Bytes => "bytes",
            TypeMeaning::Any => "any",
            TypeMeaning::Number => return number(cells, samples, marks),
            TypeMeaning::Unknown => {
                marks.push(format!("{} is no type that is known", quoted(&cells.ty.text)));
                return samples.kind(0).unwrap_or(DraftType::Word("any"));
            }
        };
        listed(cells, marks);
        DraftType::Word(word)
    }

    fn named(
        &mut self,
        name: &str,
        below: NestedRows,
        samples: &FieldExamples<'_>,
        marks: &mut Vec<String>,
    ) -> DraftType {
        if !below.is_empty() {
            return match object(below, samples, marks) {
                DraftType::Object { fields, .. } => {
                    let first = self.defined.insert(name.to_owned());
                    DraftType::Object { name: first.then(|| name.to_owned()), fields }
                }
                other => other,
            };
        }
        if self.described.contains(name) {
            marks.push(format!("rows elsewhere describe {}", quoted(name)));
            return DraftType::Named(name.to_owned());
        }
        marks.push(format!("the page names the type {} and does not describe it", quoted(name)));
        DraftType::Word("any")
    }

    fn array(
        &mut self,
        items: Option<&'a TypeMeaning>,
        cells: &FieldCells,
        below: NestedRows,
        samples: &FieldExamples<'_>,
        marks: &mut Vec<String>,
    ) -> DraftType {
        let shown = samples.items();
        DraftType::Array(Box::new(match items {
            Some(items) => self.item(items, cells, below, &shown, marks),
            None => plain_items(below, &shown, "what its items are", marks),
        }))
    }

    fn map(
        &mut self,
        values: Option<&'a TypeMeaning>,
        cells: &FieldCells,
        below: NestedRows,
        samples: &FieldExamples<'_>,
        marks: &mut Vec<String>,
    ) -> DraftType {
        let shown = samples.values();
        if !cells.values.is_empty() {
            let listed = review_marks::list(cells.values.iter().map(|listed| listed.value.as_str()));
            marks.push(format!("say in `doc` whether these are keys or values of the map: {listed}"));
        }
        if let Some(values) = values {
            let unlisted = FieldCells { values: Vec::new(), ..cells.clone() };
            return DraftType::Map(Box::new(self.item(values, &unlisted, below, &shown, marks)));
        }
        if !below.fields.is_empty() {
            marks.push("the page calls it a map: are these its fields, or those of its values?".to_owned());
            if below.fields.list.iter().any(|(wire, _)| samples.has_field(wire)) {
                return object(below, samples, marks);
            }
        }
        DraftType::Map(Box::new(plain_items(below, &shown, "what its values are", marks)))
    }

    /// Drafts the element of a list or map whose type is stated. A single unnamed row below describes the element
    /// again.
    fn item(
        &mut self,
        meaning: &'a TypeMeaning,
        cells: &FieldCells,
        mut below: NestedRows,
        shown: &FieldExamples<'_>,
        marks: &mut Vec<String>,
    ) -> DraftField {
        if !below.fields.is_empty() || below.nameless.len() != 1 {
            return DraftField::new(self.kind(meaning, cells, below, shown, marks));
        }
        let item = below.nameless.remove(0).item();
        let said = self.kind(meaning, cells, NestedRows::default(), shown, &mut Vec::new());
        match (said.word(), item.kind.word()) {
            // The enumeration's values are in the row of the list.
            ("enum", "string") => DraftField { kind: said, ..item },
            ("any", _) => item,
            (said, row) if said == row => item,
            (said, row) => {
                marks.push(format!("the type says `{said}` of what is in it, and the row below it `{row}`"));
                item
            }
        }
    }
}

fn object(below: NestedRows, samples: &FieldExamples<'_>, marks: &mut Vec<String>) -> DraftType {
    let NestedRows { mut fields, mut nameless } = below;
    if fields.is_empty() && !nameless.is_empty() {
        marks.push("a row without a name describes its values".to_owned());
        return DraftType::Map(Box::new(nameless.remove(0).item()));
    }
    marks.extend(nameless.iter().map(|_| "a row without a name stands among its fields".to_owned()));
    samples.complete(&mut fields, 0);
    if fields.is_empty() {
        marks.push("the page does not say what is in it".to_owned());
        return DraftType::Word("any");
    }
    DraftType::Object { name: None, fields }
}

/// Infers a container for these rows if the type cell states none.
fn holder(below: NestedRows, samples: &FieldExamples<'_>, marks: &mut Vec<String>) -> DraftType {
    if samples.has_list() || below.fields.is_empty() {
        return DraftType::Array(Box::new(plain_items(below, &samples.items(), "what its items are", marks)));
    }
    object(below, samples, marks)
}

/// Drafts elements whose type is not stated.
fn plain_items(below: NestedRows, shown: &FieldExamples<'_>, what: &str, marks: &mut Vec<String>) -> DraftField {
    let NestedRows { fields, mut nameless } = below;
    if !fields.is_empty() {
        return DraftField::new(object(NestedRows { fields, nameless }, shown, marks));
    }
    if !nameless.is_empty() {
        let items = nameless.remove(0);
        marks.extend(nameless.iter().map(|_| "another row without a name stands below it".to_owned()));
        return items.item();
    }
    match shown.kind(0) {
        Some(kind) => {
            marks.push(format!("{what}, the example alone says"));
            DraftField::new(kind)
        }
        None => {
            marks.push(format!("{what}, the page does not say"));
            DraftField::new(DraftType::Word("any"))
        }
    }
}

fn enumeration(cells: &FieldCells, samples: &FieldExamples<'_>, marks: &mut Vec<String>) -> DraftType {
    let mut values: Vec<DraftEnumValue> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for listed in &cells.values {
        match review_marks::clean(&listed.value).filter(|value| is_key(value)) {
            Some(wire) if known.insert(wire.clone()) => {
                values.push(DraftEnumValue { wire, also: Vec::new(), rename: None });
            }
            Some(value) => marks.push(format!("the page lists the value {} twice", quoted(&value))),
            None => marks.push(format!("the page lists a value that no spec can hold: {}", quoted(&listed.value))),
        }
    }
    if let [only] = values.as_slice() {
        marks.push(one_value(&only.wire));
    }
    add_spellings(&mut values, known, samples, marks);
    if values.is_empty() { DraftType::Word("string") } else { DraftType::Enum { name: None, values } }
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

fn number(cells: &FieldCells, samples: &FieldExamples<'_>, marks: &mut Vec<String>) -> DraftType {
    listed(cells, marks);
    let whole = samples.whole_numbers().unwrap_or(!cells.values.is_empty());
    marks.push(format!("the page calls it {}: int32, int64 or float64?", quoted(&cells.ty.text)));
    DraftType::Word(if whole { "int64" } else { "float64" })
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

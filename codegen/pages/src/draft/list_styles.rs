//! Chooses the serialization style of lists and objects outside of JSON.

use super::draft_field::{DraftField, DraftFields};
use super::example_values::FieldExamples;
use crate::facts::SpecOperation;
use crate::page::Part;

/// Styles of the list parameters that a spec has, by part.
#[derive(Debug, Default)]
pub(super) struct ListStyles(Vec<(Part, &'static str)>);

impl ListStyles {
    pub(super) fn of(operation: &SpecOperation) -> Self {
        let request = &operation.file.request;
        let parts = [(Part::Query, &request.query), (Part::Header, &request.headers)];
        let all = parts.into_iter().flat_map(|(part, fields)| fields.iter().flatten().map(move |entry| (part, entry)));
        let lists = all.filter(|(_, entry)| entry.value.ty.value == "array");
        let styles = lists.filter_map(|(part, entry)| {
            let style = entry.value.style.as_ref()?;
            ["repeated", "comma", "json"].into_iter().find(|word| *word == style.value).map(|word| (part, word))
        });
        Self(styles.collect())
    }

    /// Sets the style of each parameter: the one that its example shows, or that all other lists have. Any other choice
    /// is marked.
    pub(super) fn assign(&self, fields: &mut DraftFields, part: Part, samples: &FieldExamples<'_>) {
        let shown = |(wire, field): &(String, DraftField)| shown(field, part, &samples.field(wire));
        let own = self.0.iter().filter(|(of, _)| *of == part).map(|(_, style)| *style);
        let lists = fields.list.iter().filter(|(_, field)| is_list(field));
        let mut others: Vec<&'static str> = own.chain(lists.filter_map(shown)).collect();
        others.sort_unstable();
        others.dedup();
        for entry in &mut fields.list {
            let shown = shown(entry);
            let field = &mut entry.1;
            if field.is_single() {
                continue;
            }
            if field.ty == "bytes" {
                field.ty = "string";
                field.marks.push("octets have no place here".to_owned());
                continue;
            }
            let known = match others.as_slice() {
                [only] if is_list(field) => Some(*only),
                _ => None,
            };
            field.style = shown.or(known).or(Some(match part {
                _ if !is_list(field) => "json",
                Part::Query => "repeated",
                _ => "comma",
            }));
            if shown.or(known).is_none() {
                field.marks.push("how is more than one value written here?".to_owned());
            }
        }
    }
}

/// Returns `true` for lists of single values.
fn is_list(field: &DraftField) -> bool {
    field.ty == "array" && field.items.as_ref().is_some_and(|items| items.is_single())
}

/// Returns the style that the example shows.
fn shown(field: &DraftField, part: Part, samples: &FieldExamples<'_>) -> Option<&'static str> {
    if samples.has_text(|text| text.starts_with(['[', '{'])) {
        return Some("json");
    }
    match part {
        _ if !is_list(field) => None,
        Part::Query if samples.has_list() => Some("repeated"),
        _ => samples.has_text(|text| text.contains(',')).then_some("comma"),
    }
}

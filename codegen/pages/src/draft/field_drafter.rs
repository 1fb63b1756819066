//! Drafts fields from table rows and examples.

use super::draft_field::{DraftField, DraftFields, REFERENCE};
use super::example_values::{FieldExamples, is_key};
use super::inferred_types::RowContent;
use super::review_marks::{self, PendingAmbiguities, quoted};
use super::{MAX_DEPTH, MAX_READINGS};
use crate::page::{FieldCells, FieldRow, Page, Part, RequiredFlag, RowId, TypeMeaning, children};
use std::collections::HashSet;

/// Turns rows into fields, with the ambiguities of each row.
pub(super) struct FieldDrafter<'a> {
    page: &'a Page,
    pub(super) ambiguities: PendingAmbiguities,
    /// Type names that rows define.
    pub(super) described: HashSet<&'a str>,
    /// Type names that are already defined in the draft.
    pub(super) defined: HashSet<String>,
    /// Number of named types around the current row.
    within: usize,
}

/// A table with the children of each row.
struct NestedTable<'a> {
    part: Part,
    rows: &'a [FieldRow],
    top: Vec<usize>,
    below: Vec<Vec<usize>>,
}

/// Fields drafted from the rows below a row.
#[derive(Default)]
pub(super) struct NestedRows {
    pub(super) fields: DraftFields,
    /// Rows without a name: items, values, or the whole value.
    pub(super) nameless: Vec<DraftField>,
}

impl<'a> NestedTable<'a> {
    fn new(part: Part, rows: &'a [FieldRow]) -> Self {
        let (top, below) = children(rows);
        Self { part, rows, top, below }
    }
}

impl NestedRows {
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.nameless.is_empty()
    }
}

impl<'a> FieldDrafter<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        let mut described = HashSet::new();
        for table in &page.tables {
            for parent in table.rows.iter().filter_map(|row| row.parent) {
                let cells = table.rows.get(parent).and_then(FieldRow::likeliest);
                described.extend(cells.and_then(|cells| type_name(&cells.ty.meaning)));
            }
        }
        let ambiguities = PendingAmbiguities::new(&page.ambiguities);
        Self { page, ambiguities, described, defined: HashSet::new(), within: 0 }
    }

    /// Drafts the parameters of a part.
    pub(super) fn parameters(&mut self, part: Part, samples: &FieldExamples<'_>) -> DraftFields {
        let mut all = self.below(part, samples);
        for _ in all.nameless.drain(..) {
            all.fields.marks.push("the table has a row without a name".to_owned());
        }
        all.fields
    }

    /// Drafts a body or response.
    pub(super) fn content(&mut self, part: Part, samples: &FieldExamples<'_>) -> DraftField {
        let mut all = self.below(part, samples);
        if all.nameless.is_empty() {
            return fields_or_list(all.fields, samples);
        }
        let mut whole = all.nameless.remove(0);
        if samples.has_list() && whole.ty == "array" {
            for (wire, field) in all.fields.list.drain(..) {
                all.fields.marks.push(format!("a row describes {} beside it", quoted(&wire)));
                all.fields.marks.extend(field.marks);
            }
        }
        if !all.fields.is_empty() {
            all.fields.marks.push(format!("a row without a name says that all of it is `{}`", whole.word()));
            samples.complete(&mut all.fields, 0);
            return DraftField::object(all.fields);
        }
        whole.marks.append(&mut all.fields.marks);
        whole.marks.extend(all.nameless.iter().map(|_| "the table has another row without a name".to_owned()));
        if whole.ty == "object" {
            whole.fields.marks.append(&mut whole.marks);
            return DraftField::object(whole.fields);
        }
        whole
    }

    /// Drafts the top-level rows of a part.
    fn below(&mut self, part: Part, samples: &FieldExamples<'_>) -> NestedRows {
        let table = NestedTable::new(part, self.page.rows(part));
        let mut all = NestedRows::default();
        self.rows(&table, &table.top, samples, 0, &mut all);
        all
    }

    fn rows(
        &mut self,
        table: &NestedTable<'a>,
        rows: &[usize],
        samples: &FieldExamples<'_>,
        depth: usize,
        into: &mut NestedRows,
    ) {
        for index in rows {
            self.row(table, *index, samples, depth, into);
        }
    }

    fn row(
        &mut self,
        table: &NestedTable<'a>,
        index: usize,
        samples: &FieldExamples<'_>,
        depth: usize,
        into: &mut NestedRows,
    ) {
        let row = &table.rows[index];
        let (id, is_unsplit) = (RowId::Field(table.part, index), row.readings.len() != 1);
        let Some(cells) = row.likeliest() else {
            into.fields.marks.push(format!("the cells of a row are ambiguous: {}", quoted(&row.written.text)));
            into.fields.marks.extend(self.ambiguities.of_row(id, is_unsplit, !row.settled));
            return self.rows(table, &table.below[index], samples, depth, into);
        };
        let name = cells.name.trim();
        let own = if name.is_empty() { samples.clone() } else { samples.field(name) };
        let mut field = self.field(table, index, cells, &own, depth);
        field.row = Some(id);
        self.ambiguities.drop_spellings(id, &field);
        let mut marks = self.ambiguities.of_row(id, is_unsplit, !row.settled);
        marks.extend(other_readings(row));
        if !row.settled || row.contested {
            marks.push("the page does not settle the parent of this field".to_owned());
        }
        field.marks.splice(0..0, marks);
        if name.is_empty() {
            into.nameless.push(field);
        } else if let Some(wire) = self::wire(name, &mut field.marks) {
            into.fields.add(wire, field);
        } else {
            into.fields.marks.push(format!("a row has a name that no spec can hold: {}", quoted(name)));
        }
    }

    fn field(
        &mut self,
        table: &NestedTable<'a>,
        index: usize,
        cells: &'a FieldCells,
        samples: &FieldExamples<'_>,
        depth: usize,
    ) -> DraftField {
        let mut marks = Vec::new();
        let rows = &table.below[index];
        let named = type_name(&cells.ty.meaning).filter(|_| !rows.is_empty());
        self.within += usize::from(named.is_some());
        let inside = innermost_samples(&cells.ty.meaning, samples);
        let mut below = NestedRows::default();
        if depth < MAX_DEPTH {
            self.rows(table, rows, &inside, depth + 1, &mut below);
        } else if !rows.is_empty() {
            marks.push("the rows below it are nested too deeply".to_owned());
        }
        self.within -= usize::from(named.is_some());
        let left = std::mem::take(&mut below.fields.marks);
        let content = RowContent { cells, below, samples: samples.clone() };
        let mut field = self.kind(&cells.ty.meaning, content, &mut marks);
        field.marks = marks;
        field.mark_fields(left);
        self.flags(cells, &mut field);
        field
    }

    /// Sets `required` and the default.
    fn flags(&self, cells: &FieldCells, field: &mut DraftField) {
        match &cells.required {
            Some(RequiredFlag::Yes) => field.required = true,
            Some(RequiredFlag::Other(words)) => {
                field.marks.push(format!("the page says {} where it says whether it has to be there", quoted(words)));
            }
            Some(RequiredFlag::No) | None => {}
        }
        if field.required && self.within > 0 && field.ty == REFERENCE {
            field.required = false;
            field.marks.push("it has to be there, and may hold what holds it".to_owned());
        }
        field.default = cells.default.as_deref().and_then(review_marks::clean);
    }
}

/// Returns the type name at the bottom of lists and maps.
fn type_name(meaning: &TypeMeaning) -> Option<&str> {
    if let TypeMeaning::Named(name) = meaning.innermost() { Some(name) } else { None }
}

/// Returns the example values that rows below a row describe.
fn innermost_samples<'s>(meaning: &TypeMeaning, samples: &FieldExamples<'s>) -> FieldExamples<'s> {
    match meaning {
        TypeMeaning::Array(inner) => {
            let items = samples.items();
            inner.as_deref().map_or_else(|| items.clone(), |inner| innermost_samples(inner, &items))
        }
        TypeMeaning::Map(Some(inner)) => innermost_samples(inner, &samples.values()),
        // Below a scalar type, the example decides between fields and items.
        _ if samples.has_list() => samples.items(),
        _ => samples.clone(),
    }
}

/// Returns the wire name, or `None` if it is not a valid key.
fn wire(name: &str, marks: &mut Vec<String>) -> Option<String> {
    let wire = review_marks::clean(name).filter(|wire| is_key(wire))?;
    if wire != name {
        marks.push("the name on the page has characters that are not seen".to_owned());
    }
    Some(wire)
}

fn other_readings(row: &FieldRow) -> Option<String> {
    let others = row.readings.get(1..).filter(|others| !others.is_empty())?;
    let named = others
        .iter()
        .take(MAX_READINGS)
        .map(|cells| format!("{} of type {}", quoted(&cells.name), quoted(&cells.ty.text)));
    Some(format!("the row has other readings: {}", named.collect::<Vec<_>>().join(", ")))
}

/// Uses the rows, or an array if the example is a list.
fn fields_or_list(mut fields: DraftFields, samples: &FieldExamples<'_>) -> DraftField {
    if !samples.has_list() {
        samples.complete(&mut fields, 0);
        return DraftField::object(fields);
    }
    let items = samples.items();
    items.complete(&mut fields, 0);
    let marks = std::mem::take(&mut fields.marks);
    let item = if fields.is_empty() { items.field_of_all(0) } else { DraftField::object(fields) };
    let mut list = DraftField::holding("array", item).marked("the example is a list, which no row says");
    list.marks.extend(marks);
    list
}

//! Documented constraints as sentences. Nothing enforces them.

use crate::markdown::sentence;
use crate::model::{DocumentedValue, FieldDocs};

/// The facts, one sentence each.
pub(crate) fn of(field_docs: &FieldDocs) -> Vec<String> {
    let text = |text: &Option<String>, before: &str| text.as_ref().map(|text| format!("{before}: {}", sentence(text)));
    let value = |value: &Option<DocumentedValue>, before: &str| {
        value.as_ref().map(|value| format!("{before}: `{}`.", value.text))
    };
    let notes = [
        text(&field_docs.unit, "Unit"),
        text(&field_docs.format, "Format"),
        value(&field_docs.default, "Default"),
        value(&field_docs.min, "Minimum"),
        value(&field_docs.max, "Maximum"),
        value(&field_docs.max_length, "Maximum length"),
        value(&field_docs.max_items, "Maximum number of items"),
        text(&field_docs.required_when, "Required when"),
        text(&field_docs.reason, "Always there"),
    ];
    let items = field_docs.items.iter().filter_map(|items| {
        let each: Vec<String> = items.doc.iter().map(|doc| sentence(doc)).chain(of(items)).collect();
        (!each.is_empty()).then(|| format!("Each item: {}", each.join(" ")))
    });
    notes.into_iter().flatten().chain(items).collect()
}

//! What the documentation says of a member and nothing enforces: limits, units, defaults.

use crate::spec::{Field, Scalar, Text};

/// The facts, as sentences.
pub(crate) fn of(field: &Field) -> Vec<String> {
    let scalar =
        |value: &Option<Scalar>, before: &str| value.as_ref().map(|value| format!("{before}: `{}`.", plain(value)));
    let text = |value: &Option<Text>, before: &str| {
        value.as_ref().map(|value| format!("{before}: {}", sentence(&value.value)))
    };
    let mut notes: Vec<String> = [
        text(&field.unit, "Unit"),
        text(&field.format, "Format"),
        scalar(&field.default, "Default"),
        scalar(&field.min, "Least"),
        scalar(&field.max, "Greatest"),
        scalar(&field.max_length, "Greatest length"),
        text(&field.required_when, "Required when"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let Some(items) = &field.items {
        let doc = items.doc.iter().map(|doc| sentence(&doc.value));
        let about: Vec<String> = doc.chain(of(items)).collect();
        if !about.is_empty() {
            notes.push(format!("Each: {}", about.join(" ")));
        }
    }
    notes
}

fn sentence(text: &str) -> String {
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{text}{end}")
}

fn plain(scalar: &Scalar) -> String {
    match serde_json::to_value(&scalar.value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

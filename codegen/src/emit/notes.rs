//! What the documentation says of a value and nothing enforces, as sentences.

use crate::markdown::sentence;
use crate::model::{About, Documented};

/// The facts, one sentence each.
pub(crate) fn of(about: &About) -> Vec<String> {
    let text = |text: &Option<String>, before: &str| text.as_ref().map(|text| format!("{before}: {}", sentence(text)));
    let value =
        |value: &Option<Documented>, before: &str| value.as_ref().map(|value| format!("{before}: `{}`.", value.text));
    let notes = [
        text(&about.unit, "Unit"),
        text(&about.format, "Format"),
        value(&about.default, "Default"),
        value(&about.min, "Least"),
        value(&about.max, "Greatest"),
        value(&about.max_length, "Greatest length"),
        value(&about.max_items, "Most items"),
        text(&about.required_when, "Required when"),
        text(&about.reason, "Always there"),
    ];
    let items = about.items.iter().filter_map(|items| {
        let each: Vec<String> = items.doc.iter().map(|doc| sentence(doc)).chain(of(items)).collect();
        (!each.is_empty()).then(|| format!("Each: {}", each.join(" ")))
    });
    notes.into_iter().flatten().chain(items).collect()
}

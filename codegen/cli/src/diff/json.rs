//! The changes as JSON.

use super::Diff;
use super::change::{Change, ChangeGroup};
use dingtalk_pages::json::{Json, JsonObject};
use serde_json::Value;

/// The version of the format. It changes only if readers of this version would misread the document.
const VERSION: u32 = 1;

/// The document.
pub(super) fn document(diff: &Diff) -> Json {
    let bump = diff.bump().map_or(Value::Null, |bump| bump.word().into());
    let changes = diff.groups.iter().flat_map(|group| group.changes.iter().map(|change| self::change(group, change)));
    let document = JsonObject::new().with("version", VERSION).with("bump", bump);
    document.with("changes", changes.collect::<Vec<_>>()).into()
}

fn change(group: &ChangeGroup, change: &Change) -> JsonObject {
    let text = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::from);
    JsonObject::new()
        .with("place", group.place.as_str())
        .with("file", group.file.as_str())
        .with("kind", change.kind.word())
        .with("fact", change.fact.as_str())
        .with("old", text(&change.old))
        .with("new", text(&change.new))
        .with("bump", change.bump.word())
        .with("why", change.why.as_str())
}

//! Marks strings that may be identifiers of the API.

use super::draft_field::DraftField;
use dingtalk_codegen::model::Model;
use dingtalk_codegen::resolve::names::{self, NameKind};

/// Marks every string in a field that has the name of an identifier. `wire` is empty for items and content.
pub(super) fn mark(wire: &str, field: &mut DraftField, model: &Model) {
    if field.ty == "string" {
        let name = names::derive(NameKind::Type, wire);
        let identifier = model.identifiers.iter().find(|identifier| Some(&identifier.name) == name.as_ref());
        field.marks.extend(identifier.map(|identifier| format!("{}?", identifier.name)));
    }
    field.fields.list.iter_mut().for_each(|(wire, field)| mark(wire, field, model));
    field.items.iter_mut().for_each(|items| mark("", items, model));
}

//! Marks strings that may be identifiers of the API.

use super::draft_field::{DraftContent, DraftField, DraftFields, DraftType};
use super::request_section::DraftRequest;
use dingtalk_codegen::model::Model;
use dingtalk_codegen::resolve::names::{self, NameKind};

/// Marks every string field that has the name of an identifier.
pub(super) fn mark(request: &mut DraftRequest, response: &mut DraftContent, model: &Model) {
    for fields in [&mut request.path, &mut request.query, &mut request.headers] {
        of_fields(fields, model);
    }
    for content in [&mut request.body, response] {
        match content {
            DraftContent::Empty => {}
            DraftContent::Fields(fields) => of_fields(fields, model),
            DraftContent::Whole(field) => of_field("", field, model),
        }
    }
}

fn of_fields(fields: &mut DraftFields, model: &Model) {
    for (wire, field) in &mut fields.list {
        of_field(wire, field, model);
    }
}

fn of_field(wire: &str, field: &mut DraftField, model: &Model) {
    if matches!(field.kind, DraftType::Word("string")) {
        let name = names::derive(NameKind::Type, wire);
        let identifier = model.identifiers.iter().find(|identifier| Some(&identifier.name) == name.as_ref());
        field.marks.extend(identifier.map(|identifier| format!("{}?", identifier.name)));
    }
    if let DraftType::Object { fields, .. } = field.innermost_mut() {
        of_fields(fields, model);
    }
}

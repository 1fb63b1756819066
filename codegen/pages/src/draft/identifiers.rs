//! Texts that may be identifiers of the API, told by their names.

use super::draft_field::{DraftContent, DraftField, DraftFields, DraftType};
use super::request_section::DraftRequest;
use dingtalk_codegen::model::Model;
use dingtalk_codegen::resolve::names::{self, NameKind};

/// Marks every text that has the name of an identifier.
pub(super) fn mark(request: &mut DraftRequest, response: &mut DraftContent, model: &Model) {
    for members in [&mut request.path, &mut request.query, &mut request.headers] {
        of_members(members, model);
    }
    for content in [&mut request.body, response] {
        match content {
            DraftContent::Nothing => {}
            DraftContent::Members(members) => of_members(members, model),
            DraftContent::Whole(field) => of_field("", field, model),
        }
    }
}

fn of_members(members: &mut DraftFields, model: &Model) {
    for (wire, field) in &mut members.list {
        of_field(wire, field, model);
    }
}

fn of_field(wire: &str, field: &mut DraftField, model: &Model) {
    if matches!(field.kind, DraftType::Word("string")) {
        let name = names::derive(NameKind::Type, wire);
        let identifier = model.identifiers.iter().find(|identifier| Some(&identifier.name) == name.as_ref());
        field.marks.extend(identifier.map(|identifier| format!("{}?", identifier.name)));
    }
    if let DraftType::Object { members, .. } = field.innermost_mut() {
        of_members(members, model);
    }
}

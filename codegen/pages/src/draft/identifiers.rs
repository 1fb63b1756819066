//! Texts that may be identifiers of the API, told by their names.

use super::draft_field::{Content, Field, Kind, Members};
use super::request_section::Request;
use dingtalk_codegen::model::Model;
use dingtalk_codegen::resolve::names::{self, NameKind};

/// Marks every text that has the name of an identifier.
pub(super) fn mark(request: &mut Request, response: &mut Content, model: &Model) {
    for members in [&mut request.path, &mut request.query, &mut request.headers] {
        of_members(members, model);
    }
    for content in [&mut request.body, response] {
        match content {
            Content::Nothing => {}
            Content::Members(members) => of_members(members, model),
            Content::Whole(field) => of_field("", field, model),
        }
    }
}

fn of_members(members: &mut Members, model: &Model) {
    for (wire, field) in &mut members.list {
        of_field(wire, field, model);
    }
}

fn of_field(wire: &str, field: &mut Field, model: &Model) {
    if matches!(field.kind, Kind::Word("string")) {
        let name = names::derive(NameKind::Type, wire);
        let identifier = model.identifiers.iter().find(|identifier| Some(&identifier.name) == name.as_ref());
        field.marks.extend(identifier.map(|identifier| format!("{}?", identifier.name)));
    }
    if let Kind::Object { members, .. } = field.innermost_mut() {
        of_members(members, model);
    }
}

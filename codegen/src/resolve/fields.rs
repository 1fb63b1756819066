//! The fields of a file, at every depth.

use dingtalk_spec::{ContentDecl, FieldDecl, OperationDecl, PlacedMap, PlacedText};

/// The part of a file that a field belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldPart {
    Path,
    Request,
    Response,
    /// A type of `types.yaml`.
    Shared,
}

/// A field and the part it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct LocatedField<'a> {
    /// Its wire name, or the name of a shared type; `None` for an item and for a whole body.
    pub(crate) key: Option<&'a PlacedText>,
    pub(crate) decl: &'a FieldDecl,
    pub(crate) part: FieldPart,
}

impl<'a> LocatedField<'a> {
    /// The word after `type`.
    pub(crate) fn type_word(&self) -> &'a str {
        self.decl.ty.as_str()
    }
}

/// The fields of an operation, each before those inside it.
pub(crate) fn of_operation(file: &OperationDecl) -> Vec<LocatedField<'_>> {
    let request = &file.request;
    let mut fields = Vec::new();
    for (map, part) in [
        (&request.path_parameters, FieldPart::Path),
        (&request.query, FieldPart::Request),
        (&request.headers, FieldPart::Request),
    ] {
        if let Some(map) = map {
            add_map(map, part, &mut fields);
        }
    }
    for (content, part) in [(&request.body, FieldPart::Request), (&file.response, FieldPart::Response)] {
        match content {
            None => {}
            Some(ContentDecl::Fields(map)) => add_map(map, part, &mut fields),
            Some(ContentDecl::Whole(decl)) => add(None, decl, part, &mut fields),
        }
    }
    fields
}

/// A type of `types.yaml` and the fields inside it.
pub(crate) fn of_shared<'a>(key: &'a PlacedText, decl: &'a FieldDecl) -> Vec<LocatedField<'a>> {
    let mut fields = Vec::new();
    add(Some(key), decl, FieldPart::Shared, &mut fields);
    fields
}

fn add_map<'a>(map: &'a PlacedMap<FieldDecl>, part: FieldPart, fields: &mut Vec<LocatedField<'a>>) {
    for entry in map {
        add(Some(&entry.key), &entry.value, part, fields);
    }
}

fn add<'a>(key: Option<&'a PlacedText>, decl: &'a FieldDecl, part: FieldPart, fields: &mut Vec<LocatedField<'a>>) {
    fields.push(LocatedField { key, decl, part });
    if let Some(map) = &decl.fields {
        add_map(map, part, fields);
    }
    if let Some(items) = &decl.items {
        add(None, items, part, fields);
    }
}

//! All fields of a file, however deep they stand.

use dingtalk_spec::{ContentDecl, FieldDecl, Map, OperationDecl, Text};

/// What a field belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Path,
    Request,
    Response,
    /// A type of `types.yaml`.
    Shared,
}

/// A field, and what it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    /// Its name on the wire, or that of a shared type; none if it is an item or a whole.
    pub(crate) key: Option<&'a Text>,
    pub(crate) field: &'a FieldDecl,
    pub(crate) part: Part,
}

impl<'a> Found<'a> {
    /// The word after `type`.
    pub(crate) fn word(&self) -> &'a str {
        self.field.ty.as_str()
    }
}

/// The fields of an operation, each before those inside it.
pub(crate) fn of_operation(file: &OperationDecl) -> Vec<Found<'_>> {
    let request = &file.request;
    let mut found = Vec::new();
    for (map, part) in
        [(&request.path_parameters, Part::Path), (&request.query, Part::Request), (&request.headers, Part::Request)]
    {
        if let Some(map) = map {
            fields(map, part, &mut found);
        }
    }
    for (content, part) in [(&request.body, Part::Request), (&file.response, Part::Response)] {
        match content {
            None => {}
            Some(ContentDecl::Fields(map)) => fields(map, part, &mut found),
            Some(ContentDecl::Whole(field)) => below(None, field, part, &mut found),
        }
    }
    found
}

/// A type of `types.yaml`, and the fields inside it.
pub(crate) fn of_shared<'a>(key: &'a Text, field: &'a FieldDecl) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    below(Some(key), field, Part::Shared, &mut found);
    found
}

fn fields<'a>(map: &'a Map<FieldDecl>, part: Part, found: &mut Vec<Found<'a>>) {
    for entry in map {
        below(Some(&entry.key), &entry.value, part, found);
    }
}

fn below<'a>(key: Option<&'a Text>, field: &'a FieldDecl, part: Part, found: &mut Vec<Found<'a>>) {
    found.push(Found { key, field, part });
    if let Some(map) = &field.fields {
        fields(map, part, found);
    }
    if let Some(items) = &field.items {
        below(None, items, part, found);
    }
}

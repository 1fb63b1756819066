//! The request: parameters in path, query and headers, and the body.

use super::headers;
use super::names::NameScope;
use super::path::{self, Malformed};
use super::styles::Carrier;
use super::types::{self, Types};
use super::{field_docs, words};
use crate::model::{BodyFormat, Direction, Field, Location, Name, ObjectType};
use dingtalk_spec::diag::{self, Code, Sink};
use dingtalk_spec::{ContentDecl, FieldDecl, Map, RequestDecl};
use std::collections::HashMap;

/// The member that holds a whole body, unless the spec names it.
const BODY: &str = "body";

/// The shape of a request: its parameters and members in the order of the page.
pub(crate) fn request(
    request: &RequestDecl,
    format: BodyFormat,
    token_header: Option<&str>,
    types: &mut Types<'_>,
    sink: &mut Sink,
) -> ObjectType {
    let name = Name::trusted("Request");
    let mut fields = Vec::new();
    let mut scope = types::field_scope();
    let groups = [
        (&request.path_parameters, Carrier::Path),
        (&request.query, Carrier::Query),
        (&request.headers, Carrier::Header),
    ];
    for (decls, carrier) in groups {
        let Some(decls) = decls else { continue };
        types.fields_into(&mut fields, &mut scope, &name, decls, carrier, sink);
        if carrier == Carrier::Path {
            report_required(decls, sink);
        }
    }
    headers::check(request, token_header, sink);
    for field in fields.iter_mut().filter(|field| field.location == Location::Path) {
        field.required = true;
    }
    match &request.body {
        None => {}
        Some(ContentDecl::Fields(decls)) => {
            let carrier = match format {
                BodyFormat::Json => Carrier::Json,
                BodyFormat::Form => Carrier::Form,
            };
            types.fields_into(&mut fields, &mut scope, &name, decls, carrier, sink);
        }
        Some(ContentDecl::Whole(decl)) => fields.extend(whole_body(decl, format, types, &mut scope, sink)),
    }
    check_path(request, sink);
    key_by_place(&mut fields);
    ObjectType { name, doc: "What is sent.".to_owned(), direction: Direction::INPUT, fields }
}

/// The member that is the whole body.
fn whole_body(
    decl: &FieldDecl,
    format: BodyFormat,
    types: &mut Types<'_>,
    scope: &mut NameScope,
    sink: &mut Sink,
) -> Option<Field> {
    if format == BodyFormat::Form {
        sink.error(Code::ForeignKey, &decl.ty.place, "a form is made of members")
            .help("write the members of the form below `body`, or take `body_format` out");
    }
    if let Some(style) = &decl.style {
        sink.error(Code::ForeignKey, &style.place.on_key(), "a whole body has no style").help("take `style` out");
    }
    let rename = decl.rename.as_ref().map(|rename| (rename.as_str(), &rename.place));
    let name = scope.claim(BODY, rename, &decl.ty.place, sink);
    let ty = types.whole(decl, "RequestBody", sink);
    Some(Field {
        name: name?,
        wire: BODY.to_owned(),
        key: BODY.to_owned(),
        ty: ty?,
        required: decl.required.unwrap_or(false),
        boxed: false,
        location: Location::Whole,
        style: None,
        docs: field_docs::of(decl),
    })
}

/// How the members of the body are written.
pub(crate) fn body_format(request: &RequestDecl, sink: &mut Sink) -> BodyFormat {
    let Some(word) = &request.body_format else { return BodyFormat::default() };
    if request.body.is_none() {
        sink.error(Code::ForeignKey, &word.place.on_key(), "there is no body that has a format")
            .help("take `body_format` out, or describe the `body`");
    }
    words::lookup(word, &BodyFormat::WORDS, sink).unwrap_or_default()
}

/// Each place of the path has its parameter, and each parameter its place.
fn check_path(request: &RequestDecl, sink: &mut Sink) {
    let path = &request.path;
    if path.is_stand_in() {
        return;
    }
    let names = match path::parameters(&path.value) {
        Ok(names) => names,
        Err(Malformed(why)) => {
            sink.error(Code::MalformedPath, &path.place, format!("`{}` is not a path", path.value)).help(why);
            return;
        }
    };
    let described = |name: &str| request.path_parameters.as_ref().is_some_and(|map| map.mentions(name));
    for (index, name) in names.iter().enumerate() {
        if names[..index].contains(name) {
            let message = format!("`{{{name}}}` stands twice in the path");
            sink.error(Code::MalformedPath, &path.place, message).help("give each place a parameter of its own");
        } else if !described(name) {
            let message = format!("nothing describes `{{{name}}}`");
            sink.error(Code::PlaceWithoutParameter, &path.place, message)
                .help_with(|| missing_parameter(name, request));
        }
    }
    for entry in request.path_parameters.iter().flatten() {
        if !names.contains(&entry.key.as_str()) {
            let message = format!("the path has no place for `{}`", entry.key.value);
            sink.error(Code::ParameterWithoutPlace, &entry.key.place, message)
                .help_with(|| missing_place(&entry.key.value, &names));
        }
    }
}

/// How to cure a parameter that the path does not mention: its place may be one misspelt.
fn missing_place(name: &str, places: &[&str]) -> String {
    match diag::nearest(name, places) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write `{{{name}}}` where it goes in `path`"),
    }
}

/// How to cure a place that nothing describes: it may be a parameter misspelt.
fn missing_parameter(name: &str, request: &RequestDecl) -> String {
    let entries = request.path_parameters.iter().flatten();
    let described: Vec<&str> = entries.map(|entry| entry.key.as_str()).collect();
    match diag::nearest(name, &described) {
        Some(near) => format!("did you mean `{{{near}}}`?"),
        None => format!("add `{name}` under `path_parameters`"),
    }
}

/// A path parameter is always there, which nobody has to say.
fn report_required(decls: &Map<FieldDecl>, sink: &mut Sink) {
    for entry in decls.iter().filter(|entry| entry.value.required.is_some()) {
        let message = format!("the path parameter `{}` is always there", entry.key.value);
        let place = entry.value.place.key("required").on_key();
        sink.error(Code::ForeignKey, &place, message).help("take `required` out");
    }
}

/// A wire name that stands in two places of a request is told apart by the place, wherever the request is one object.
fn key_by_place(fields: &mut [Field]) {
    let mut count = HashMap::new();
    for field in fields.iter() {
        *count.entry(field.wire.clone()).or_insert(0) += 1;
    }
    for field in fields {
        if !matches!(field.location, Location::Body | Location::Whole)
            && count.get(&field.wire).is_some_and(|count| *count > 1)
        {
            field.key = format!("{}.{}", field.location.word(), field.wire);
            while count.contains_key(&field.key) {
                field.key = format!("{}.{}", field.location.word(), field.key);
            }
        }
    }
}

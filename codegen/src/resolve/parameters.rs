//! The request: parameters in path, query and headers, and the body.

use super::headers;
use super::names::Scope;
use super::path::{self, Malformed};
use super::styles::Carrier;
use super::types::{self, Types};
use super::{field_docs, words};
use crate::model::{BodyFormat, Member, Name, Place, Shape, Travels};
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
) -> Shape {
    let name = Name::trusted("Request");
    let mut members = Vec::new();
    let mut scope = types::member_scope();
    let groups = [
        (&request.path_parameters, Carrier::Path),
        (&request.query, Carrier::Query),
        (&request.headers, Carrier::Header),
    ];
    for (fields, carrier) in groups {
        let Some(fields) = fields else { continue };
        types.members_into(&mut members, &mut scope, &name, fields, carrier, sink);
        if carrier == Carrier::Path {
            report_required(fields, sink);
        }
    }
    headers::check(request, token_header, sink);
    for member in members.iter_mut().filter(|member| member.place == Place::Path) {
        member.required = true;
    }
    match &request.body {
        None => {}
        Some(ContentDecl::Fields(fields)) => {
            let carrier = match format {
                BodyFormat::Json => Carrier::Json,
                BodyFormat::Form => Carrier::Form,
            };
            types.members_into(&mut members, &mut scope, &name, fields, carrier, sink);
        }
        Some(ContentDecl::Whole(field)) => members.extend(whole_body(field, format, types, &mut scope, sink)),
    }
    check_path(request, sink);
    key_by_place(&mut members);
    Shape { name, doc: "What is sent.".to_owned(), travels: Travels::OUT, members }
}

/// The member that is the whole body.
fn whole_body(
    field: &FieldDecl,
    format: BodyFormat,
    types: &mut Types<'_>,
    scope: &mut Scope,
    sink: &mut Sink,
) -> Option<Member> {
    if format == BodyFormat::Form {
        sink.error(Code::ForeignKey, &field.ty.place, "a form is made of members")
            .help("write the members of the form below `body`, or take `body_format` out");
    }
    if let Some(style) = &field.style {
        sink.error(Code::ForeignKey, &style.place.on_key(), "a whole body has no style").help("take `style` out");
    }
    let rename = field.rename.as_ref().map(|rename| (rename.as_str(), &rename.place));
    let name = scope.claim(BODY, rename, &field.ty.place, sink);
    let ty = types.whole(field, "RequestBody", sink);
    Some(Member {
        name: name?,
        wire: BODY.to_owned(),
        key: BODY.to_owned(),
        ty: ty?,
        required: field.required.unwrap_or(false),
        boxed: false,
        place: Place::Whole,
        style: None,
        about: field_docs::of(field),
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
fn report_required(fields: &Map<FieldDecl>, sink: &mut Sink) {
    for entry in fields.iter().filter(|entry| entry.value.required.is_some()) {
        let message = format!("the path parameter `{}` is always there", entry.key.value);
        let place = entry.value.place.key("required").on_key();
        sink.error(Code::ForeignKey, &place, message).help("take `required` out");
    }
}

/// A wire name that stands in two places of a request is told apart by the place, wherever the request is one object.
fn key_by_place(members: &mut [Member]) {
    let mut count = HashMap::new();
    for member in members.iter() {
        *count.entry(member.wire.clone()).or_insert(0) += 1;
    }
    for member in members {
        if !matches!(member.place, Place::Body | Place::Whole)
            && count.get(&member.wire).is_some_and(|count| *count > 1)
        {
            member.key = format!("{}.{}", member.place.word(), member.wire);
            while count.contains_key(&member.key) {
                member.key = format!("{}.{}", member.place.word(), member.key);
            }
        }
    }
}

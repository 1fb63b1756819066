//! The request: parameters in path, query and headers, and the members of the body.

use super::headers;
use super::path::{self, Malformed};
use super::types::{self, Types};
use crate::diag::{self, Code, Sink};
use crate::model::{Direction, Member, Name, Place, Shape, Type};
use crate::spec::{Field, Map, Request};
use std::collections::HashMap;

/// The shape of a request: its parameters and members in the order of the page.
pub(crate) fn request(request: &Request, token_header: Option<&str>, types: &mut Types<'_>, sink: &mut Sink) -> Shape {
    let name = Name::trusted("Request");
    let mut members = Vec::new();
    let mut scope = types::member_scope();
    let groups = [
        (&request.path_parameters, Place::Path),
        (&request.query, Place::Query),
        (&request.headers, Place::Header),
        (&request.body, Place::Body),
    ];
    for (fields, place) in groups {
        let Some(fields) = fields else { continue };
        let mut group = types.members_in(&mut scope, &name, fields, Direction::Request, place, sink);
        if place != Place::Body {
            check_parameters(fields, &group, place, sink);
        }
        if place == Place::Header {
            headers::check(fields, token_header, sink);
        }
        if place == Place::Path {
            for member in &mut group {
                member.required = true;
            }
        }
        members.append(&mut group);
    }
    check_path(request, sink);
    key_by_place(&mut members);
    Shape { name, doc: "What is sent.".to_owned(), direction: Direction::Request, members }
}

/// Each place of the path has its parameter, and each parameter its place.
fn check_path(request: &Request, sink: &mut Sink) {
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
                .help(format!("write `{{{}}}` where it goes in `path`", entry.key.value));
        }
    }
}

/// How to cure a place that nothing describes: it may be a parameter misspelt.
fn missing_parameter(name: &str, request: &Request) -> String {
    let entries = request.path_parameters.iter().flatten();
    let described: Vec<&str> = entries.map(|entry| entry.key.as_str()).collect();
    match diag::nearest(name, &described) {
        Some(near) => format!("did you mean `{{{near}}}`?"),
        None => format!("add `{name}` under `path_parameters`"),
    }
}

/// A parameter outside the body is text on the wire, so it is one value; and only some names can be a header's.
fn check_parameters(fields: &Map<Field>, members: &[Member], place: Place, sink: &mut Sink) {
    for entry in fields {
        let member = members.iter().find(|member| member.wire == entry.key.value);
        let ty = &entry.value.ty;
        if member.is_some_and(|member| !is_scalar(&member.ty)) {
            let message = format!("a parameter outside the body is one value, not `{}`", ty.value);
            sink.error(Code::WrongType, &ty.place, message).help("use a type such as string, int64 or an identifier");
        }
        if place == Place::Path && entry.value.required.is_some() {
            let message = format!("the path parameter `{}` is always there", entry.key.value);
            let place = entry.value.place.key("required").on_key();
            sink.error(Code::ForeignKey, &place, message).help("take `required` out");
        }
    }
}

/// A wire name that stands in two places of a request is told apart by the place, wherever the request is one object.
fn key_by_place(members: &mut [Member]) {
    let mut count = HashMap::new();
    for member in members.iter() {
        *count.entry(member.wire.clone()).or_insert(0) += 1;
    }
    for member in members {
        if member.place != Place::Body && count.get(&member.wire).is_some_and(|count| *count > 1) {
            member.key = format!("{}.{}", member.place.word(), member.wire);
            while count.contains_key(&member.key) {
                member.key = format!("{}.{}", member.place.word(), member.key);
            }
        }
    }
}

fn is_scalar(ty: &Type) -> bool {
    !matches!(ty, Type::Any | Type::Object(_) | Type::Array(_) | Type::Map(_))
}

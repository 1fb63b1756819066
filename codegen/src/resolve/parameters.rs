//! The request: parameters in path, query and headers, and the body.

use super::headers;
use super::names::NameScope;
use super::path::{self, MalformedPath};
use super::styles::Carrier;
use super::types::{self, TypeResolver};
use super::{field_docs, words};
use crate::model::{BodyFormat, Direction, Field, Location, Name, ObjectType, TokenPlace};
use dingtalk_spec::diag::{self, Code, Sink};
use dingtalk_spec::{ContentDecl, FieldDecl, OperationDecl, PlacedMap, RequestDecl};
use std::collections::HashMap;

/// The field that holds a whole body, unless the spec names it.
const BODY: &str = "body";

/// The type of a request: its parameters and body fields in the order of the page.
pub(crate) fn request(
    file: &OperationDecl,
    format: BodyFormat,
    token_place: Option<&TokenPlace>,
    types: &mut TypeResolver<'_>,
    sink: &mut Sink,
) -> ObjectType {
    let request = &file.request;
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
    headers::check(request, token_place, sink);
    check_token_parameter(request, token_place, sink);
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
    ObjectType { name, doc: file.summary.value.clone(), direction: Direction::INPUT, fields }
}

/// The field that is the whole body.
fn whole_body(
    decl: &FieldDecl,
    format: BodyFormat,
    types: &mut TypeResolver<'_>,
    scope: &mut NameScope,
    sink: &mut Sink,
) -> Option<Field> {
    if format == BodyFormat::Form {
        sink.report(Code::ForeignKey, &decl.ty.place, "a form has fields")
            .help("write the fields of the form under `body`, or remove `body_format`");
    }
    if let Some(style) = &decl.style {
        sink.report(Code::ForeignKey, &style.place.on_key(), "a whole body has no style").help("remove `style`");
    }
    if decl.nullable.is_some() {
        let place = decl.place.key("nullable").on_key();
        sink.report(Code::ForeignKey, &place, "a whole body is not `nullable`").help("remove `nullable`");
    }
    let name = scope.claim(BODY, decl.rename.as_ref(), &decl.ty.place, sink);
    let ty = types.whole(decl, sink);
    Some(Field {
        name: name?,
        wire: BODY.to_owned(),
        key: BODY.to_owned(),
        ty: ty?,
        required: decl.required.unwrap_or(false),
        nullable: false,
        boxed: false,
        location: Location::Whole,
        style: None,
        docs: field_docs::of(decl),
    })
}

/// Reports the parameter of the query that carries the access token, which the client sets.
fn check_token_parameter(request: &RequestDecl, token_place: Option<&TokenPlace>, sink: &mut Sink) {
    let Some(TokenPlace::Query(name)) = token_place else { return };
    for entry in request.query.iter().flatten().filter(|entry| entry.key.value == *name) {
        sink.report(Code::ForeignKey, &entry.key.place, format!("the client itself sets the parameter `{name}`"))
            .help("remove it: it is the access token, see `token` in `api.yaml`");
    }
}

/// The encoding of the body.
pub(crate) fn body_format(request: &RequestDecl, sink: &mut Sink) -> BodyFormat {
    let Some(word) = &request.body_format else { return BodyFormat::default() };
    if request.body.is_none() {
        sink.report(Code::ForeignKey, &word.place.on_key(), "`body_format` without a `body`")
            .help("remove `body_format`, or describe the `body`");
    }
    words::lookup(word, &BodyFormat::WORDS, sink).unwrap_or_default()
}

/// Checks that the path and `path_parameters` have the same names.
fn check_path(request: &RequestDecl, sink: &mut Sink) {
    let path = &request.path;
    if path.is_placeholder() {
        return;
    }
    let names = match path::parameters(&path.value) {
        Ok(names) => names,
        Err(MalformedPath(why)) => {
            sink.report(Code::MalformedPath, &path.place, format!("`{}` is not a path", path.value)).help(why);
            return;
        }
    };
    let described = |name: &str| request.path_parameters.as_ref().is_some_and(|map| map.mentions(name));
    for (index, name) in names.iter().enumerate() {
        if names[..index].contains(name) {
            let message = format!("`{{{name}}}` occurs twice in the path");
            sink.report(Code::MalformedPath, &path.place, message).help("rename one of them");
        } else if !described(name) {
            let message = format!("undeclared parameter `{{{name}}}`");
            sink.report(Code::UndeclaredParameter, &path.place, message).help_with(|| missing_parameter(name, request));
        }
    }
    for entry in request.path_parameters.iter().flatten() {
        if !names.contains(&entry.key.as_str()) {
            let message = format!("`{}` is not in the path", entry.key.value);
            sink.report(Code::ParameterNotInPath, &entry.key.place, message)
                .help_with(|| missing_place(&entry.key.value, &names));
        }
    }
}

/// The help for a parameter missing from the path, which may be misspelt there.
fn missing_place(name: &str, places: &[&str]) -> String {
    match diag::nearest(name, places) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write `{{{name}}}` into `path`"),
    }
}

/// The help for an undeclared path parameter, which may be misspelt.
fn missing_parameter(name: &str, request: &RequestDecl) -> String {
    let entries = request.path_parameters.iter().flatten();
    let described: Vec<&str> = entries.map(|entry| entry.key.as_str()).collect();
    match diag::nearest(name, &described) {
        Some(near) => format!("did you mean `{{{near}}}`?"),
        None => format!("add `{name}` under `path_parameters`"),
    }
}

/// Path parameters are always required, without `required`.
fn report_required(decls: &PlacedMap<FieldDecl>, sink: &mut Sink) {
    for entry in decls.iter().filter(|entry| entry.value.required.is_some()) {
        let message =
            format!("`required` of the path parameter `{}`: path parameters are always required", entry.key.value);
        let place = entry.value.place.key("required").on_key();
        sink.report(Code::ForeignKey, &place, message).help("remove `required`");
    }
}

/// Adds the location to the key of a wire name that a request has in two locations.
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

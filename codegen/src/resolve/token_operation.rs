//! Validates the token operation: it takes an app's credentials, and returns a token.

use super::vocabulary::built_in_words;
use super::words;
use crate::model::{Credential, ExpiresIn, Operation, Response, Service, TokenOperation, Type};
use dingtalk_spec::diag::{Code, NodePath, Sink};
use dingtalk_spec::{
    BuiltInType, ContentDecl, FieldDecl, OperationDecl, PlacedMap, PlacedText, RequestDecl, Spec, TokenFetchDecl,
};

/// The operation, if it is valid.
pub(crate) fn resolve(
    fetch: &TokenFetchDecl,
    spec: &Spec,
    services: &[Service],
    sink: &mut Sink,
) -> Option<TokenOperation> {
    let name = &fetch.operation;
    let path = |service: &str, stem: &str| format!("{service}/{stem}");
    let Some(entry) = spec.operations.iter().find(|entry| path(&entry.service, &entry.stem) == name.value) else {
        if !name.is_placeholder() && !spec.broken.contains(&name.value) {
            let message = format!("there is no operation `{}`", name.value);
            sink.report(Code::UnknownWord, &name.place, message).help_with(|| {
                let known: Vec<_> = spec.operations.iter().map(|entry| path(&entry.service, &entry.stem)).collect();
                words::proposal(&name.value, &known.iter().map(String::as_str).collect::<Vec<_>>())
            });
        }
        return None;
    };
    check_request(fetch, &entry.file.request, sink);
    check_response(fetch, &entry.file, sink);
    let file = path(&entry.service, &entry.stem) + ".yaml";
    services.iter().find_map(|service| {
        let operation = service.operations.iter().find(|operation| operation.file == file)?;
        of_model(fetch, service, operation)
    })
}

/// Checks that the request carries no token and requires only a key and a secret.
fn check_request(fetch: &TokenFetchDecl, request: &RequestDecl, sink: &mut Sink) {
    let name = &fetch.operation;
    if request.token != Some(false) {
        let message = format!("`{}` needs an access token itself", name.value);
        sink.report(Code::TokenOperation, &name.place, message)
            .help("write `token: false` in its `request`, or name the operation that takes none");
    }
    let request_fields = DeclaredFields::of_request(request);
    let key = request_fields.find(&fetch.key, &KEY, name, sink);
    let secret = request_fields.find(&fetch.secret, &SECRET, name, sink);
    // A credential that was not found may be one of the required fields.
    let (Some(key), Some(secret)) = (key, secret) else { return };
    let others = request_fields.list.iter().filter(|field| field.required);
    for other in others.filter(|field| ![key, secret].contains(&field.place)) {
        let message =
            format!("`{}` needs `{}` as well, and an app has a key and a secret alone", name.value, other.name);
        sink.report(Code::TokenOperation, &name.place, message)
            .help("remove `required` there, or name an operation that needs a key and a secret alone");
    }
}

/// Checks that the response has the token.
fn check_response(fetch: &TokenFetchDecl, file: &OperationDecl, sink: &mut Sink) {
    let response_fields = DeclaredFields::of_response(file);
    response_fields.find(&fetch.token, &SECRET, &fetch.operation, sink);
    if let Some(expires_in) = &fetch.expires_in {
        response_fields.find(expires_in, &SECONDS, &fetch.operation, sink);
    }
}

const KEY: RequiredField = RequiredField { types: &[BuiltInType::String], required: true };
const SECRET: RequiredField = RequiredField { types: &[BuiltInType::Secret], required: true };
const SECONDS: RequiredField = RequiredField { types: &[BuiltInType::Int32, BuiltInType::Int64], required: false };

/// The required type of a field.
struct RequiredField {
    types: &'static [BuiltInType],
    required: bool,
}

/// The declared fields of a request or a response.
struct DeclaredFields<'a> {
    what: &'static str,
    list: Vec<DeclaredField<'a>>,
    /// The names of those that could not be read.
    broken: Vec<&'a PlacedText>,
}

struct DeclaredField<'a> {
    name: &'a str,
    ty: &'a str,
    required: bool,
    place: &'a NodePath,
}

impl<'a> DeclaredFields<'a> {
    /// Parameters in all locations, and the fields of the body or the whole body.
    fn of_request(request: &'a RequestDecl) -> Self {
        let mut fields = Self { what: "request", list: Vec::new(), broken: Vec::new() };
        for map in [&request.path_parameters, &request.query, &request.headers].into_iter().flatten() {
            fields.add(map);
        }
        // A parameter of the path is always there, and does not say so.
        let in_path = request.path_parameters.iter().flatten().count();
        fields.list.iter_mut().take(in_path).for_each(|field| field.required = true);
        match &request.body {
            Some(ContentDecl::Fields(map)) => fields.add(map),
            Some(ContentDecl::Whole(field)) => fields.list.push(DeclaredField::new("body", field)),
            None => {}
        }
        fields
    }

    fn of_response(file: &'a OperationDecl) -> Self {
        let mut fields = Self { what: "response", list: Vec::new(), broken: Vec::new() };
        if let Some(ContentDecl::Fields(map)) = &file.response {
            fields.add(map);
        }
        fields
    }

    fn add(&mut self, map: &'a PlacedMap<FieldDecl>) {
        self.list.extend(map.iter().map(|entry| DeclaredField::new(&entry.key.value, &entry.value)));
        self.broken.extend(&map.broken);
    }

    /// Finds a field by name, and checks its type. Returns its path.
    fn find(
        &self,
        name: &PlacedText,
        wanted: &RequiredField,
        operation: &PlacedText,
        sink: &mut Sink,
    ) -> Option<&'a NodePath> {
        let Some(field) = self.list.iter().find(|field| field.name == name.value) else {
            if !name.is_placeholder() && self.broken.iter().all(|broken| broken.value != name.value) {
                let message = format!("the {} of `{}` has no `{}`", self.what, operation.value, name.value);
                sink.report(Code::UnknownWord, &name.place, message).help_with(|| match self.list.as_slice() {
                    [] => format!("declare the fields of its {}, or name another operation", self.what),
                    list => words::proposal(&name.value, &list.iter().map(|field| field.name).collect::<Vec<_>>()),
                });
            }
            return None;
        };
        // The type is empty if it could not be read.
        let is_other = !wanted.types.iter().any(|built_in| built_in.word() == field.ty) && !field.ty.is_empty();
        if is_other || (wanted.required && !field.required) {
            let types = built_in_words(wanted.types, " or ");
            let required = if wanted.required { " with `required: true`" } else { "" };
            let message =
                format!("`{}` in the {} of `{}` is not a {types}{required}", name.value, self.what, operation.value);
            sink.report(Code::TokenOperation, &name.place, message)
                .help(format!("change it in `{}.yaml`, or name another field", operation.value));
        }
        Some(field.place)
    }
}

impl<'a> DeclaredField<'a> {
    fn new(name: &'a str, field: &'a FieldDecl) -> Self {
        Self { name, ty: field.ty.as_str(), required: field.required == Some(true), place: &field.place }
    }
}

/// The operation by its Rust names. What is missing in the model is reported already.
fn of_model(fetch: &TokenFetchDecl, service: &Service, operation: &Operation) -> Option<TokenOperation> {
    let Response::Fields(response) = &operation.response else { return None };
    let response_field = |name: &PlacedText| response.fields.iter().find(|field| field.wire == name.value);
    let required = operation.request.fields.iter().filter(|field| field.required);
    let expires_in = fetch.expires_in.as_ref().and_then(response_field).map(|field| ExpiresIn {
        field: field.name.clone(),
        required: field.required,
        wide: matches!(field.ty, Type::Int64),
    });
    Some(TokenOperation {
        service: service.module.clone(),
        operation: operation.name.clone(),
        file: operation.file.clone(),
        takes: required
            .map(|field| if matches!(field.ty, Type::Secret) { Credential::Secret } else { Credential::Key })
            .collect(),
        token: response_field(&fetch.token)?.name.clone(),
        expires_in,
    })
}

//! One operation file to one operation.

use super::api::ResolvedApi;
use super::example::NamedDefinitions;
use super::field_keys::{self, NotAField};
use super::styles::Carrier;
use super::type_names::UnnamedTypes;
use super::types::{MessageSide, TypeResolver};
use super::vocabulary::{NamedTypes, Vocabulary};
use super::{error_table, example, exceptions, field_docs, fields, pages, pagination, parameters, words};
use crate::model::{
    Access, Dialect, Direction, Example, Method, Name, ObjectType, Operation, Permission, Response, SharedTypes, Type,
};
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{ContentDecl, FieldDecl, OperationEntry, RequestDecl};

/// The context of an operation: what it may refer to outside its file.
#[derive(Clone, Copy)]
pub(crate) struct OperationContext<'a> {
    /// `None` if `api.yaml` could not be read.
    pub(crate) shared: Option<&'a ResolvedApi>,
    /// The dialect of the service; `None` if `api.yaml` could not be read.
    pub(crate) dialect: Option<&'a Dialect>,
    /// The words of the service's `types.yaml`; `None` if it could not be read.
    pub(crate) words: Option<&'a NamedTypes>,
    pub(crate) types: Option<&'a SharedTypes>,
}

/// The operation, if its name and method are right. What else is wrong is in the sink.
pub(crate) fn resolve(
    entry: &OperationEntry,
    name: Option<Name>,
    around: OperationContext<'_>,
    sink: &mut Sink,
) -> Option<Operation> {
    let file = &entry.file;
    let method = words::lookup(&file.request.method, &Method::WORDS, sink);
    let local = NamedTypes::of(&fields::of_operation(file));
    let identifiers = around.shared.map(|shared| &shared.identifiers);
    let vocabulary = Vocabulary { identifiers, shared: around.words, local: &local };
    let mut types = TypeResolver::new(vocabulary, UnnamedTypes::of_operation(file));
    let token_place = around.dialect.and_then(|dialect| dialect.token.as_ref());
    let body_format = parameters::body_format(&file.request, sink);
    let request = parameters::request(file, body_format, token_place, &mut types, sink);
    types.side = MessageSide::Response;
    let response = response(file.response.as_ref(), &mut types, sink);
    let is_complete = types.is_complete();
    let definitions = types.finish(sink);
    // Without the types of all fields those of the pagination cannot be checked.
    let pagination = file.pagination.as_ref().filter(|_| is_complete);
    let pagination = pagination.and_then(|decl| pagination::resolve(decl, &request, &response, sink));
    let errors = error_table::of_operation(file.errors.as_deref(), sink);
    let pages = pages::resolve(file, sink);
    exceptions::report(file.except.as_deref().unwrap_or_default(), sink);
    // Without the types of all fields the example cannot be checked.
    let example = if is_complete {
        let objects = NamedDefinitions::of(&definitions, around.types);
        example::resolve(file, &request, &response, &objects, sink)
    } else {
        Example::default()
    };
    // Raw bytes are the whole body, and an empty response is in no field.
    let has_payload = !matches!(response, Response::Empty | Response::Whole(Type::Bytes, _));
    let text = |text: &Option<dingtalk_spec::PlacedText>| text.as_ref().map(|text| text.value.clone());
    let constant = file.request.constant_headers.iter().flatten();
    Some(Operation {
        name: name?,
        file: entry.file_name(),
        summary: file.summary.value.clone(),
        doc: text(&file.doc),
        deprecated: text(&file.deprecated),
        pages,
        access: file.access.as_ref().map(access).unwrap_or_default(),
        method: method?,
        path: file.request.path.value.clone(),
        idempotent: file.request.idempotent,
        token: carries_token(&file.request, around.dialect, sink),
        constant_headers: constant.map(|entry| (entry.key.value.clone(), entry.value.value.clone())).collect(),
        body_format,
        // Set once directions are known.
        secret_response: false,
        request,
        payload: around.dialect.and_then(|dialect| dialect.payload.clone()).filter(|_| has_payload),
        response,
        pagination,
        definitions,
        errors,
        example,
    })
}

/// Whether the request carries an access token.
fn carries_token(request: &RequestDecl, dialect: Option<&Dialect>, sink: &mut Sink) -> bool {
    let takes_none = dialect.is_some_and(|dialect| dialect.token.is_none());
    if takes_none && request.token == Some(true) {
        sink.report(Code::ForeignKey, &request.place.key("token").on_key(), "`api.yaml` names no place for a token")
            .help("remove `token`, or describe the `token` in `api.yaml`");
    }
    request.token.unwrap_or(!takes_none)
}

fn response(content: Option<&ContentDecl>, types: &mut TypeResolver<'_>, sink: &mut Sink) -> Response {
    match content {
        None => Response::Empty,
        Some(ContentDecl::Fields(fields)) => {
            let name = Name::trusted("Response");
            let fields = types.fields(&name, fields, Carrier::Json, sink);
            Response::Fields(ObjectType { name, doc: "The response.".to_owned(), direction: Direction::OUTPUT, fields })
        }
        Some(ContentDecl::Whole(field)) => whole_response(field, types, sink),
    }
}

fn whole_response(field: &FieldDecl, types: &mut TypeResolver<'_>, sink: &mut Sink) -> Response {
    field_keys::report(
        field,
        NotAField::WholeResponse,
        &["required", "rename", "style", "nullable", "deprecated"],
        sink,
    );
    // The placeholder is never emitted: there is an error.
    let ty = types.whole(field, sink).unwrap_or(Type::Any);
    Response::Whole(ty, Box::new(field_docs::of(field)))
}

fn access(access: &dingtalk_spec::AccessDecl) -> Access {
    let permission = |permission: &dingtalk_spec::PermissionDecl| Permission {
        code: permission.code.value.clone(),
        name: permission.name.as_ref().map(|name| name.value.clone()),
    };
    Access {
        apps: access.apps.iter().flatten().map(|app| app.value.clone()).collect(),
        permissions: access.permissions.iter().flatten().map(permission).collect(),
    }
}

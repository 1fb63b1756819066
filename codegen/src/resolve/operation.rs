//! One operation file to one operation.

use super::api::Shared;
use super::types::Types;
use super::{errors, example, parameters, words};
use crate::diag::{Code, Sink};
use crate::model::{
    Access, Definition, Direction, Example, Member, Method, Name, Operation, Page, Permission, Place, Shape, Type,
};
use crate::spec::{self, OperationEntry};

/// The operation, if its name and method are right. What else is wrong is in the sink.
pub(crate) fn resolve(
    entry: &OperationEntry,
    name: Option<Name>,
    shared: Option<&Shared>,
    sink: &mut Sink,
) -> Option<Operation> {
    let file = &entry.file;
    let method = words::lookup(&file.request.method, &Method::WORDS, sink);
    let token_header = shared.map(|shared| shared.token_header.as_str());
    let mut types = Types::new(shared.map(|shared| &shared.identifiers));
    let request = parameters::request(&file.request, token_header, &mut types, sink);
    let response = file.response.as_ref().map(|fields| {
        let name = Name::trusted("Response");
        let members = types.members(&name, fields, Direction::Response, Place::Body, sink);
        let doc = "What the service answers.".to_owned();
        Shape { name, doc, direction: Direction::Response, members }
    });
    let is_complete = types.is_complete();
    let definitions = types.into_definitions();
    let errors = errors::resolve(file.errors.as_deref(), sink);
    let pages = file.pages.iter().flatten().map(|page| self::page(page, sink)).collect();
    // Of a member that has no type nothing can be said in the example either.
    let example = if is_complete {
        example::resolve(file, &request, response.as_ref(), &definitions, sink)
    } else {
        Example::default()
    };
    Some(Operation {
        name: name?,
        file: format!("{}/{}.yaml", entry.service, entry.stem),
        summary: file.summary.value.clone(),
        doc: file.doc.as_ref().map(|doc| doc.value.clone()),
        pages,
        access: file.access.as_ref().map(access).unwrap_or_default(),
        method: method?,
        path: file.request.path.value.clone(),
        idempotent: file.request.idempotent,
        token: file.request.token.unwrap_or(true),
        secret_answer: holds_secret(response.as_ref(), &definitions),
        request,
        response,
        definitions,
        errors,
        example,
    })
}

fn page(page: &spec::Page, sink: &mut Sink) -> Page {
    if let Some(url) = &page.url
        && !["https://", "http://"].iter().any(|scheme| url.value.starts_with(scheme))
        && !url.is_stand_in()
    {
        sink.error(Code::MalformedUrl, &url.place, format!("`{}` is not the address of a page", url.value))
            .help("write it as `https://docs.example.com/page`");
    }
    Page {
        language: words::language(&page.language, sink),
        title: page.title.value.clone(),
        url: page.url.as_ref().map(|url| url.value.clone()),
        reviewed: page.reviewed.value.clone(),
    }
}

fn access(access: &spec::Access) -> Access {
    let permission = |permission: &spec::Permission| Permission {
        code: permission.code.value.clone(),
        name: permission.name.as_ref().map(|name| name.value.clone()),
    };
    Access {
        apps: access.apps.iter().flatten().map(|app| app.value.clone()).collect(),
        permissions: access.permissions.iter().flatten().map(permission).collect(),
    }
}

/// Whether a secret is anywhere in the answer. Definitions of the request do not count.
fn holds_secret(response: Option<&Shape>, definitions: &[Definition]) -> bool {
    let below = definitions.iter().filter_map(|definition| match definition {
        Definition::Shape(shape) if shape.direction == Direction::Response => Some(shape),
        _ => None,
    });
    let is_secret = |member: &Member| matches!(member.ty.innermost(), Type::Secret);
    response.into_iter().chain(below).flat_map(|shape| &shape.members).any(is_secret)
}

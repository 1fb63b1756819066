//! One operation.

use super::scope::SchemaScope;
use super::{content, parameters, responses, text};
use dingtalk_codegen::markdown;
use dingtalk_codegen::model::{Model, Operation, Page, Permission};
use dingtalk_spec::json::{Json, Object};

/// The operation, under an id that no other has.
pub(super) fn of(model: &Model, operation: &Operation, scope: SchemaScope<'_>, id: String) -> Object {
    let access = &operation.access;
    Object::new()
        .with("operationId", id)
        .with("tags", vec![scope.service()])
        .with("summary", operation.summary.as_str())
        .with_some("description", description(operation))
        .with_some("deprecated", operation.deprecated.as_ref().map(|_| true))
        .with_some("externalDocs", operation.pages.iter().find_map(external_docs))
        .with_any("parameters", parameters::of(operation, scope))
        .with_some("requestBody", content::request(operation, scope))
        .with("responses", responses::of(&model.api, operation, scope))
        .with_some("security", (!operation.token).then(Vec::<Json>::new))
        .with("x-idempotent", operation.idempotent)
        .with_any("x-apps", access.apps.iter().map(String::as_str).collect::<Vec<_>>())
        .with_any("x-permissions", access.permissions.iter().map(permission).collect::<Vec<_>>())
        .with_any("x-pages", operation.pages.iter().map(page).collect::<Vec<_>>())
}

/// More about the operation, and what it takes to call it, which OpenAPI has no words for.
fn description(operation: &Operation) -> Option<String> {
    let deprecated = operation.deprecated.as_ref();
    let permissions: Vec<String> = operation.access.permissions.iter().map(permission_item).collect();
    text::description(
        operation
            .doc
            .as_deref()
            .map(text::markdown)
            .into_iter()
            .chain(deprecated.map(|instead| text::markdown(&format!("Deprecated: {}", markdown::sentence(instead)))))
            .chain([permissions.join("\n")]),
    )
}

fn permission_item(permission: &Permission) -> String {
    let name = permission.name.as_ref().map(|name| format!(" ({})", markdown::inline(name)));
    format!("- Permission: {}{}", markdown::code(&permission.code), name.unwrap_or_default())
}

fn permission(permission: &Permission) -> Object {
    Object::new().with("code", permission.code.as_str()).with_some("name", permission.name.as_deref())
}

/// The page of the documentation, if it has an address.
fn external_docs(page: &Page) -> Option<Object> {
    Some(Object::new().with("description", text::markdown(&page.title)).with("url", page.url.as_deref()?))
}

fn page(page: &Page) -> Object {
    Object::new()
        .with("language", page.language.as_str())
        .with("title", page.title.as_str())
        .with_some("url", page.url.as_deref())
        .with("reviewed", page.reviewed.as_str())
}

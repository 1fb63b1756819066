//! One operation, and its parameters outside the body.

use super::bodies;
use super::schema::{join_paragraphs, markdown_text};
use super::schema_scope::SchemaScope;
use super::{components, encoded, responses};
use dingtalk_codegen::markdown;
use dingtalk_codegen::model::{Dialect, DocsPage, Field, Location, Operation, Pagination, Permission, Style};
use dingtalk_pages::json::JsonObject;
use std::collections::HashMap;

/// The operation, under an id that no other has. `path_names` are the names of its path parameters in the document.
pub(super) fn of(
    dialect: &Dialect,
    operation: &Operation,
    scope: SchemaScope<'_>,
    id: String,
    path_names: &HashMap<&str, &str>,
) -> JsonObject {
    let access = &operation.access;
    let is_default = dialect.constant.is_none();
    let security = match (operation.token, is_default) {
        (false, _) => Some(Vec::new()),
        (true, false) => Some(vec![components::requirement(dialect)]),
        (true, true) => None,
    };
    JsonObject::new()
        .with("operationId", id)
        .with("tags", vec![scope.service()])
        .with("summary", operation.summary.as_str())
        .with_some("description", description(operation))
        .with_some("deprecated", operation.deprecated.as_ref().map(|_| true))
        .with_some("externalDocs", operation.pages.iter().find_map(external_docs))
        .with_any("parameters", parameters(operation, scope, path_names))
        .with_some("requestBody", bodies::request(operation, scope))
        .with("responses", responses::of(dialect, operation, scope))
        .with_some("security", security)
        .with_some("servers", (!is_default).then(|| super::servers(dialect)))
        .with("x-idempotent", operation.idempotent)
        .with_some("x-pagination", operation.pagination.as_ref().map(pagination))
        .with_any("x-apps", access.apps.iter().map(String::as_str).collect::<Vec<_>>())
        .with_any("x-permissions", access.permissions.iter().map(permission).collect::<Vec<_>>())
        .with_any("x-pages", operation.pages.iter().map(page).collect::<Vec<_>>())
}

/// More about the operation, and what it takes to call it, which OpenAPI has no words for.
fn description(operation: &Operation) -> Option<String> {
    let deprecated = operation.deprecated.as_ref();
    let permissions: Vec<String> = operation
        .access
        .permissions
        .iter()
        .map(|permission| markdown::permission_item(&permission.code, permission.name.as_deref()))
        .collect();
    join_paragraphs(
        operation
            .doc
            .as_deref()
            .map(markdown_text)
            .into_iter()
            .chain(deprecated.map(|instead| markdown_text(&format!("Deprecated: {}", markdown::sentence(instead)))))
            .chain([permissions.join("\n")]),
    )
}

fn pagination(Pagination { cursor, next, items, more }: &Pagination) -> JsonObject {
    JsonObject::new()
        .with("cursor", cursor.as_str())
        .with("next", next.as_str())
        .with("items", items.as_str())
        .with_some("more", more.as_deref())
}

fn permission(permission: &Permission) -> JsonObject {
    JsonObject::new().with("code", permission.code.as_str()).with_some("name", permission.name.as_deref())
}

/// The page of the documentation, if it has an address.
fn external_docs(page: &DocsPage) -> Option<JsonObject> {
    Some(JsonObject::new().with("description", markdown_text(&page.title)).with("url", page.url.as_deref()?))
}

fn page(page: &DocsPage) -> JsonObject {
    JsonObject::new()
        .with("language", page.language.as_str())
        .with("title", page.title.as_str())
        .with_some("url", page.url.as_deref())
        .with("reviewed", page.reviewed.as_str())
}

/// The parameters in the order of the page, and the headers that every call sends with the same value.
fn parameters(operation: &Operation, scope: SchemaScope<'_>, path_names: &HashMap<&str, &str>) -> Vec<JsonObject> {
    let parameters = operation.request.fields.iter().filter_map(|field| {
        let carrier = carrier(field.location)?;
        let path_name = path_names.get(field.wire.as_str()).filter(|_| field.location == Location::Path);
        let name = path_name.copied().unwrap_or(&field.wire);
        Some(JsonObject::new().with("name", name).with("in", carrier).and(parameter(operation, field, scope)))
    });
    parameters.chain(operation.constant_headers.iter().map(constant)).collect()
}

/// The word for a place outside the body.
fn carrier(location: Location) -> Option<&'static str> {
    (!matches!(location, Location::Body | Location::Whole)).then(|| location.word())
}

/// A parameter without name and place.
fn parameter(operation: &Operation, field: &Field, scope: SchemaScope<'_>) -> JsonObject {
    let parameter = JsonObject::new()
        .with_some("description", encoded::description(field))
        .with_some("required", (field.required || field.location == Location::Path).then_some(true))
        .with_some("deprecated", field.docs.deprecated.as_ref().map(|_| true));
    let parameter = match field.style {
        None | Some(Style::Json | Style::JsonText) => parameter,
        Some(style) => {
            let name = if field.location == Location::Header { "simple" } else { "form" };
            parameter.with("style", name).with("explode", style == Style::Repeated)
        }
    };
    let example = bodies::request_example(operation, field, scope);
    parameter.with("schema", encoded::schema(field, scope)).with_some("example", example)
}

fn constant((name, value): &(String, String)) -> JsonObject {
    JsonObject::new()
        .with("name", name.as_str())
        .with("in", "header")
        .with("description", "The same in every call.")
        .with("required", true)
        .with("schema", JsonObject::new().with("type", "string").with("enum", vec![value.as_str()]))
}

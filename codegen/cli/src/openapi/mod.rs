//! The model as an OpenAPI 3.0.3 document, for tools that know nothing of our language.
//!
//! Descriptions, and extensions whose names begin with `x-`, hold what OpenAPI cannot express.

mod bodies;
mod components;
mod encoded;
mod operation;
mod path_names;
mod paths;
mod responses;
mod schema;
mod schema_scope;

pub use paths::OpenApiError;

use dingtalk_codegen::model::{Dialect, Model, Operation};
use dingtalk_pages::json::{Json, JsonObject};
use schema::markdown_text;
use schema_scope::TypeIndex;

/// The document, in reading order.
pub(crate) fn document(model: &Model) -> Result<Json, OpenApiError> {
    let index = TypeIndex::of(model);
    let paths = paths::of(model, &index)?;
    let secured = operations(model).any(|operation| operation.token);
    let document = JsonObject::new()
        .with("openapi", "3.0.3")
        .with("info", info(model))
        .with("servers", servers(model.api.dialect()))
        .with_some("security", secured.then(|| vec![components::requirement(model.api.dialect())]))
        .with("tags", tags(model))
        .with("paths", paths)
        .with("components", components::of(model, &index, secured));
    Ok(document.into())
}

/// A spec has no version of its own: it is as new as the latest comparison with a page.
fn info(model: &Model) -> JsonObject {
    let reviewed = operations(model).flat_map(|operation| &operation.pages).map(|page| page.reviewed.as_str()).max();
    JsonObject::new()
        .with("title", model.api.name.bare())
        .with("description", markdown_text(&model.api.doc))
        .with("version", reviewed.unwrap_or("unversioned"))
}

/// The hosts of a dialect.
fn servers(dialect: &Dialect) -> Vec<JsonObject> {
    let server = |host: &dingtalk_codegen::model::Host| {
        JsonObject::new().with("url", host.url.as_str()).with("description", markdown_text(&host.doc))
    };
    dialect.hosts.iter().map(server).collect()
}

fn tags(model: &Model) -> Vec<JsonObject> {
    let tag = |service: &dingtalk_codegen::model::Service| {
        JsonObject::new().with("name", service.module.bare()).with("description", markdown_text(&service.doc))
    };
    model.services.iter().map(tag).collect()
}

fn operations(model: &Model) -> impl Iterator<Item = &Operation> {
    model.services.iter().flat_map(|service| &service.operations)
}

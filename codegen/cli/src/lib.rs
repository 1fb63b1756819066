//! The command line of `dingtalk-codegen`, with its subcommands `diff`, `openapi` and `package` as a library.
//!
//! # The pipelines
//!
//! [`diff()`] takes two models, which have no errors:
//!
//! 1. The API, then each service and operation of both sides are paired. Afterwards each is in both specs, perhaps renamed, or it is added or removed.
//! 2. Both sides of a pair are compared fact by fact. Afterwards every [`Change`] has its place, both values, and the version [`Bump`] that it requires.
//! 3. A [`Diff`] is printed as text, Markdown or JSON.
//!
//! [`openapi()`] takes one model:
//!
//! 1. Types are listed by their names. Afterwards every reference leads to one component of the document.
//! 2. Operations are grouped by path and method. Afterwards no two are in one place, or there is an [`OpenApiError`] that lists them.
//! 3. The document is printed as JSON, in the order of the model.
//!
//! [`package()`] takes one model and the package whose build script generates its client:
//!
//! 1. The manifest is read, and what it inherits from the workspace is resolved. Afterwards it is complete without a workspace, or there is a
//!    [`PackageError`].
//! 2. The files are collected. Afterwards the emitted code is in the place of `include!`, and every path fits the published crate.
//! 3. A [`ClientPackage`] is written to a folder, or compared with it.
//!
//! [`surface()`] lists the public items of a model's client, and [`schema()`] is the JSON Schema of all specs. [`Review`] prints a diff, and
//! saved pages compared with both specs, as Markdown for a pull request. The subcommand `update` prints it for what it has just written, with
//! what is left to do.
//!
//! The binary parses its arguments, runs one subcommand, and exits with 0, 1 or 2, as `--help` says.

mod code_span;
mod diff;
mod openapi;
mod package;
mod review;
mod schema;
mod surface;

pub use diff::{Bump, Change, ChangeKind, Diff};
pub use openapi::OpenApiError;
pub use package::{ClientPackage, PackageError};
pub use review::{ChangedSnapshots, LeftItem, Review};

use dingtalk_codegen::{Builder, Model};
use std::path::Path;

/// The API as an OpenAPI 3.0.3 document in JSON, for tools that know nothing of our specs.
///
/// Descriptions and extensions hold what OpenAPI cannot express: `x-error-rows` (the rows of an error table), `x-extensible-enum` (values of a
/// text that may have others), `x-permissions`, `x-apps`, `x-idempotent` and `x-pages`. Bodies stay where they are with GET and DELETE
/// too, although OpenAPI lets tools ignore them there.
///
/// # Errors
///
/// Operations that OpenAPI cannot tell apart, because they share method and path.
pub fn openapi(model: &Model) -> Result<String, OpenApiError> {
    openapi::document(model).map(|document| format!("{document}\n"))
}

/// The changes from one spec to another in terms of the API, with the version bump that each one requires.
///
/// ```
/// # use std::collections::BTreeMap;
/// # let api = "name: Demo\ndoc: An API.\nhosts: { main: { url: \"https://api.example.com\", doc: The host. } }\n\
/// #     token: { header: x-token }\nheaders: { request_id: x-id, trace_id: x-trace }\nidentifiers: {}\n\
/// #     envelope: { code: [code], message: [message], request_id: [], scopes: [], throttle: [] }\nservices: { im: { doc: Chats. } }\nerrors: []\n";
/// # let spec = |query: &str| {
/// #     let send = format!("name: send\nsummary: Sends.\nrequest: {{ method: GET, path: /send, idempotent: true, query: {query} }}\n");
/// #     dingtalk_codegen::load_texts(BTreeMap::from([("api.yaml".into(), api.into()), ("im/send.yaml".into(), send)]))
/// # };
/// let old = spec("{ to: { type: string, doc: To whom. } }")?;
/// let new = spec("{ to: { type: string, required: true, doc: To whom. } }")?;
/// let diff = dingtalk_cli::diff(&old, &new);
/// assert_eq!(diff.bump(), Some(dingtalk_cli::Bump::Major));
/// assert!(diff.changes().any(|(place, change)| place == "im::send" && change.fact == "query to required"));
/// # Ok::<(), dingtalk_codegen::Diagnostics>(())
/// ```
#[must_use]
pub fn diff(old: &Model, new: &Model) -> Diff {
    diff::compare(old, new)
}

/// The crate of a client as it is published: with the emitted code, and without build script, generator and spec.
///
/// `manifest` is that of the package whose build script generates the client. Its library contains
/// `include!(concat!(env!("OUT_DIR"), "/mod.rs"));`, in whose place the emitted code goes. `builder` has the options of the build script; the
/// module is the library, and services depend on features if the manifest has a feature for each.
///
/// # Errors
///
/// The package cannot be read or published, or an option of the builder is invalid.
pub fn package(manifest: &Path, builder: &Builder, model: &Model) -> Result<ClientPackage, PackageError> {
    package::package(manifest, builder, model)
}

/// The public API of the emitted client as text, compact enough that a reviewer reads what a change of the spec means for callers.
///
/// Each module begins with its name at the beginning of a line, followed by a line for each public item: a type, a field, a
/// constructor with its arguments, a setter, a variant, a method; and one for each row of an error table, after its variant. Callers' code depends on the part
/// before ` // `; behind it is what is sent and read.
///
/// ```text
/// mod im::chat_id_to_open_conversation_id // POST /v1.0/im/chat/{chatId}/convertToOpenConversationId idempotent
///   struct Request
///   Request::new(chat_id: ChatId)
///   Request.chat_id: ChatId // "chatId" in path
/// ```
#[must_use]
pub fn surface(model: &Model) -> String {
    surface::text(model)
}

/// The JSON Schema (draft 7) of the files of a spec, as text: what `spec/schema.json` holds.
///
/// It is one for every file of every spec. An editor takes it where a file names it in its first line, as
/// `# yaml-language-server: $schema=../schema.json`.
#[must_use]
pub fn schema() -> String {
    schema::document()
}

//! Makes a typed Rust client from a YAML description of an HTTP API.
//!
//! A folder of YAML files describes the API: `api.yaml` holds what all endpoints share, and each `<service>/<operation>.yaml` holds one
//! operation. From a build script:
//!
//! ```no_run
//! fn main() -> Result<(), dingtalk_codegen::CompileError> {
//!     dingtalk_codegen::configure().compile("spec")
//! }
//! ```
//!
//! and in the crate, whose dependencies include `dingtalk-runtime`:
//!
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/mod.rs"));
//! ```
//!
//! # The pipeline
//!
//! [`Builder::compile`] runs all steps in order; [`load`], [`generate`] and [`write()`] run them one by one.
//!
//! 1. **Read** the files with `dingtalk-spec`. Afterwards every key is known and every value has the type that its key asks for; invalid ones
//!    are placeholders.
//! 2. **Resolve** the spec (`resolve`). Afterwards there is a [`Model`], or there are [`Diagnostics`] with every error of the spec. In a model every
//!    name is a Rust identifier that is unique in its scope, every type exists, every parameter of a path is described, and recursive types are boxed.
//!    Lints come with it: [`Model::warnings`].
//! 3. **Emit** the model (`emit`), a file for each operation. Nothing fails from here on but writing: afterwards each file is tokens, and rows of the tables that
//!    are macro calls.
//! 4. **Format** the files (`write`). Afterwards they are text, the same bytes for the same model.
//! 5. **Write** the text (`write`). Afterwards the output folder holds these emitted files and no others; files that were not emitted are untouched.
//!
//! Only the first and the last step touch the disk.

// Most public items serve the project's other crates, where the attribute on every getter is noise.
#![allow(clippy::must_use_candidate)]

mod builder;
mod emit;
// Shared between the crates of this project; semver does not cover it.
#[doc(hidden)]
pub mod markdown;
// Shared between the crates of this project; semver does not cover it.
#[doc(hidden)]
pub mod model;
mod module_path;
// Shared between the crates of this project; semver does not cover it.
#[doc(hidden)]
pub mod resolve;
// Shared between the crates of this project; semver does not cover it.
#[doc(hidden)]
pub mod rust_type;
mod write;

pub use builder::{Builder, CompileError, configure};
pub use dingtalk_spec::diag::{self, Diagnostic, Diagnostics};
pub use model::Model;
pub use module_path::InvalidPath;
pub use write::{WriteError, write};

use dingtalk_spec::parallel;
use module_path::ModulePath;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads and resolves the spec in a folder.
///
/// # Errors
///
/// All errors of the spec, and its warnings.
pub fn load(spec: impl AsRef<Path>) -> Result<Model, Diagnostics> {
    let mut sink = diag::Sink::new();
    let sources = dingtalk_spec::Sources::read(spec.as_ref(), &mut sink);
    resolve_sources(&sources, sink)
}

/// Resolves a spec from texts, by file names such as `api.yaml` and `im/send.yaml`.
///
/// # Errors
///
/// All errors of the spec, and its warnings.
pub fn load_texts(texts: BTreeMap<String, String>) -> Result<Model, Diagnostics> {
    resolve_sources(&dingtalk_spec::Sources::from_texts(texts), diag::Sink::new())
}

fn resolve_sources(sources: &dingtalk_spec::Sources, mut sink: diag::Sink) -> Result<Model, Diagnostics> {
    let spec = dingtalk_spec::read(sources, &mut sink);
    let model = resolve::resolve(&spec, &mut sink);
    let (model, warnings) = sink.finish(model, sources)?;
    Ok(Model { warnings, ..model })
}

/// Emits a client: each file's text by its path, `mod.rs` being the one to include.
///
/// `module` is the path under which that file is included, such as `my_crate::dingtalk`; examples in the documentation use it.
/// The runtime is the crate `dingtalk_runtime`: [`Builder::generate`] takes another path.
#[must_use]
pub fn generate(model: &Model, module: &str) -> BTreeMap<String, String> {
    generate_for(model, &emit::EmitTarget { module, runtime: &ModulePath::default_runtime(), service_features: false })
}

fn generate_for(model: &Model, target: &emit::EmitTarget) -> BTreeMap<String, String> {
    let sources = emit::sources(model);
    let mut files = BTreeMap::new();
    files.extend(parallel::map(&sources, |source| {
        let file = source.emit(model, target);
        let text = write::text(&file, target.runtime);
        (file.path, text)
    }));
    files
}

/// The examples of the README, compiled as tests of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

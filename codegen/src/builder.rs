//! For build scripts: from a folder of YAML to files in `OUT_DIR`.

use crate::emit::EmitTarget;
use crate::model::{Model, Service};
use crate::module_path::{InvalidPath, ModulePath};
use crate::write::{self, WriteError};
use dingtalk_spec::diag::{Diagnostics, RenderStyle};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fmt};

/// Features that are not services: Cargo's own, and those of a client's transports.
const RESERVED_FEATURES: [&str; 6] = ["blocking", "default", "http2", "hyper", "testing", "tls"];

/// Begins the configuration of a build script.
#[must_use]
pub fn configure() -> Builder {
    Builder::default()
}

/// The configuration of a build script.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    out_dir: Option<PathBuf>,
    module: Option<String>,
    runtime: Option<String>,
    service_features: bool,
}

impl Builder {
    /// Writes to another folder than `OUT_DIR`, such as one below it: a folder holds one client.
    #[must_use]
    pub fn out_dir(mut self, out_dir: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(out_dir.into());
        self
    }

    /// Sets the path under which `mod.rs` is included, for the examples in the documentation, such as `my_crate::dingtalk`. By
    /// default it is the root of a library that is named like the package.
    #[must_use]
    pub fn module(mut self, module: impl Into<String>) -> Self {
        self.module = Some(module.into());
        self
    }

    /// Sets the path under which emitted code finds the crate `dingtalk-runtime`, `::dingtalk_runtime` by default.
    ///
    /// Another path is needed if `Cargo.toml` renames that crate, or another crate exports it: such as `::dt` or `::my_client::runtime`. A module
    /// of the crate that includes the output begins with `crate`, such as `crate::runtime`.
    #[must_use]
    pub fn runtime(mut self, runtime: impl Into<String>) -> Self {
        self.runtime = Some(runtime.into());
        self
    }

    /// Makes each service depend on a feature with its name, such as `im`: its module, its types and its methods. Off by default.
    ///
    /// `Cargo.toml` declares these features, as `im = []` under `[features]`, since a build script cannot. The compiler warns of
    /// one that is missing. Identifiers, the error codes of the API and the token operation depend on no feature.
    #[must_use]
    pub fn service_features(mut self, service_features: bool) -> Self {
        self.service_features = service_features;
        self
    }

    /// Emits a client without writing it: each file's text by its path, `mod.rs` being the one to include.
    ///
    /// # Errors
    ///
    /// The path of the module or of the runtime is invalid, a service has the name of another feature, or no module is set and this is not
    /// a build script.
    pub fn generate(&self, model: &Model) -> Result<BTreeMap<String, String>, CompileError> {
        let module = self.module.clone().or_else(package_root).ok_or(CompileError::NoPackage)?;
        let module = ModulePath::parse("module", &module).map_err(CompileError::InvalidPath)?.to_string();
        let runtime = match &self.runtime {
            Some(path) => ModulePath::parse("runtime", path).map_err(CompileError::InvalidPath)?.global(),
            None => ModulePath::default_runtime(),
        };
        let is_reserved = |service: &&Service| RESERVED_FEATURES.contains(&service.module.bare());
        if let Some(service) = model.services.iter().find(is_reserved).filter(|_| self.service_features) {
            return Err(CompileError::ReservedFeature(service.module.bare().to_owned()));
        }
        Ok(crate::generate_for(
            model,
            &EmitTarget { module: &module, runtime: &runtime, service_features: self.service_features },
        ))
    }

    /// Makes the client from the spec in a folder, which is relative to the package.
    ///
    /// Cargo runs the build script again if anything in that folder is newer than the last run. It compares times, so it misses a file
    /// with an old time, as in a CI that restores times: `touch` the folder's `api.yaml` there.
    ///
    /// Unchanged files are not written, and files that were not generated are never replaced or removed, unless they are empty. Warnings about
    /// the spec are shown as warnings of the build.
    ///
    /// # Errors
    ///
    /// All errors of the spec, an invalid path, or a file that could not be written.
    pub fn compile(self, spec: impl AsRef<Path>) -> Result<(), CompileError> {
        let spec = spec.as_ref();
        println!("cargo::rerun-if-changed={}", spec.display());
        let model = crate::load(spec).map_err(CompileError::Spec)?;
        warn(model.warnings());
        let files = self.generate(&model)?;
        let out_dir =
            self.out_dir.or_else(|| env::var_os("OUT_DIR").map(PathBuf::from)).ok_or(CompileError::NoOutDir)?;
        write::write(&out_dir, &files).map_err(CompileError::Write)
    }
}

/// Hands warnings to Cargo, which shows each with the name of the package. In short form nothing of a warning begins a
/// line, and so nothing in a spec is taken for a directive.
fn warn(warnings: &Diagnostics) {
    for warning in warnings {
        println!("cargo::warning={}", warning.render(RenderStyle::Short));
    }
    if warnings.hidden() > 0 {
        println!("cargo::warning={} more warnings are shown once these are fixed", warnings.hidden());
    }
}

/// The name by which Rust knows the package that is being built.
fn package_root() -> Option<String> {
    env::var("CARGO_PKG_NAME").ok().map(|name| name.replace('-', "_"))
}

/// The reason why no client was generated.
#[non_exhaustive]
pub enum CompileError {
    /// The spec is wrong.
    Spec(Diagnostics),
    /// No folder was named, and `OUT_DIR` is not set: this is not a build script.
    NoOutDir,
    /// No module was named, and `CARGO_PKG_NAME` is not set: this is not a build script.
    NoPackage,
    /// The path of the module or of the runtime is not one of a Rust module.
    InvalidPath(InvalidPath),
    /// Services are features, and this one has the name of a feature of Cargo or of the client.
    ReservedFeature(String),
    /// A file could not be written.
    Write(WriteError),
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(diagnostics) => diagnostics.fmt(f),
            Self::NoOutDir => f.write_str("there is no OUT_DIR: call `out_dir` outside of a build script"),
            Self::NoPackage => f.write_str("there is no CARGO_PKG_NAME: call `module` outside of a build script"),
            Self::InvalidPath(error) => error.fmt(f),
            Self::ReservedFeature(service) => {
                write!(
                    f,
                    "the service `{service}` has the name of another feature: rename its folder, or do not call `service_features`"
                )
            }
            Self::Write(error) => error.fmt(f),
        }
    }
}

/// The same as `Display`, so that `fn main() -> Result<(), CompileError>` prints what a person can read.
impl fmt::Debug for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for CompileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Spec(diagnostics) => Some(diagnostics),
            Self::InvalidPath(error) => Some(error),
            Self::Write(error) => Some(error),
            Self::NoOutDir | Self::NoPackage | Self::ReservedFeature(_) => None,
        }
    }
}

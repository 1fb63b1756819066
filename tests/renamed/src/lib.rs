//! Clients with other paths of the runtime than `::dingtalk_runtime`. The test is that they compile.
#![deny(warnings)]

/// Over a dependency that `Cargo.toml` renames.
pub mod renamed {
    include!(concat!(env!("OUT_DIR"), "/renamed/mod.rs"));
}

/// Over a module of this crate that exports the runtime.
pub mod exported {
    include!(concat!(env!("OUT_DIR"), "/exported/mod.rs"));
}

/// Exports the runtime for users without a dependency on it.
pub mod exports {
    pub use dt as runtime;
}

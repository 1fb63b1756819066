//! Clients that find their runtime under other paths than `::dingtalk_runtime`: that they compile is the test.
#![deny(warnings)]

/// Over a dependency that `Cargo.toml` renames.
pub mod renamed {
    include!(concat!(env!("OUT_DIR"), "/renamed/mod.rs"));
}

/// Over a module of this crate that exports the runtime.
pub mod exported {
    include!(concat!(env!("OUT_DIR"), "/exported/mod.rs"));
}

/// Exports the runtime, as a crate does whose users write no dependency on it.
pub mod exports {
    pub use dt as runtime;
}

//! Clients that progenitor generates from our documents, by the build script of the benchmark.

use super::support::{workspace, write};
use std::fs;
use std::path::Path;
use std::process::Command;

const MANIFEST: &str = r#"
[package]
name = "progenitor-dependent"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
progenitor-client = "0.15"
reqwest = { version = "0.13", default-features = false }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", default-features = false, features = ["rt-multi-thread"] }

[build-dependencies]
prettyplease = "0.2"
progenitor-impl = "0.15"
serde_json = "1"
syn = "2"
"#;

/// Generates a client from a document, and compiles a program with it.
pub fn compile(document: &str, program: &str) {
    // The dependencies are compiled once.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("progenitor");
    let script = fs::read(workspace().join("benches/build/programs/progenitor.rs")).expect("the build script");
    for (name, bytes) in [
        ("Cargo.toml", MANIFEST.as_bytes()),
        ("build.rs", &script),
        ("openapi.json", document.as_bytes()),
        ("src/main.rs", program.as_bytes()),
    ] {
        write(&folder, name, bytes);
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet"]).current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    assert!(cargo.status().expect("Cargo runs").success(), "progenitor refuses, or its client does not compile");
}

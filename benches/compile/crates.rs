//! The crates that are compared, in a temporary folder.
#![expect(clippy::disallowed_methods, reason = "a file is touched to be newer than what was compiled")]

use crate::figures::Figures;
use crate::types::{self, Codec};
use crate::wrapper;
use dingtalk_generated_specs::{Mix, spec};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use tempfile::TempDir;

/// The crates. The last one is the baseline.
pub const NAMES: [&str; 4] = ["client", "tables", "derives", "plain"];

/// A workspace of the crates.
pub struct Crates {
    folder: TempDir,
    lines: BTreeMap<&'static str, usize>,
}

impl Crates {
    /// The crates for a spec with this number of operations.
    pub fn of(operations: usize) -> Self {
        let model = dingtalk_codegen::load_texts(spec(Mix::REAL, 1, operations)).expect("generated specs are valid");
        let emitted = dingtalk_codegen::generate(&model, "client::generated");
        let folder = tempfile::tempdir().expect("a folder");
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        write(&folder.path().join("Cargo.toml"), &format!("[workspace]\nmembers = {NAMES:?}\nresolver = \"3\"\n"));
        // The same versions as here.
        fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("a copy");
        let mut lines = BTreeMap::new();
        for name in NAMES {
            let files = match name {
                "tables" => types::types(&emitted, Codec::Tables),
                "derives" => types::types(&emitted, Codec::Derives),
                "plain" => types::types(&emitted, Codec::None),
                _ => emitted.clone(),
            };
            let package = folder.path().join(name);
            write(&package.join("Cargo.toml"), &manifest(name, root));
            write(&package.join("src/lib.rs"), "//! Types to be compiled.\n\npub mod generated;\n");
            for (path, text) in &files {
                write(&package.join("src/generated").join(path), text);
            }
            lines.insert(name, files.values().map(|text| text.lines().count()).sum());
        }
        Self { folder, lines }
    }

    /// The number of lines of the crate.
    pub fn lines(&self, name: &str) -> usize {
        self.lines[name]
    }

    /// Checks everything once, so that later checks are of one crate.
    pub fn build_dependencies(&self) {
        for name in NAMES {
            self.check(name);
        }
    }

    /// Checks only the crate.
    pub fn check(&self, name: &str) -> Figures {
        let source = self.folder.path().join(name).join("src/lib.rs");
        let touched = fs::File::options().append(true).open(&source);
        touched.and_then(|file| file.set_modified(SystemTime::now())).expect("a file can be touched");
        let figures = self.folder.path().join("figures");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["check", "--quiet", "--package", name]).current_dir(self.folder.path());
        cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", self.folder.path().join("target"));
        wrapper::wrap(&mut cargo, &figures);
        assert!(cargo.status().expect("Cargo runs").success(), "the crate `{name}` does not compile");
        wrapper::read(&figures)
    }
}

/// Every crate has the same dependencies, whether it uses them or not.
fn manifest(name: &str, root: &Path) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         dingtalk-runtime = {{ path = {:?}, default-features = false }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n",
        root.join("generated/runtime").to_string_lossy(),
    )
}

fn write(path: &PathBuf, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be created");
    fs::write(path, text).expect("a file can be written");
}

//! The dependents that are compared: whole packages in a temporary folder.

use crate::figures::Figures;
use dingtalk_codegen::Model;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The folder of this workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

const TOKIO: &str = "tokio = { version = \"1\", default-features = false, features = [\"rt-multi-thread\"] }\n";

const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";

/// A kind of dependent. The first of [`ALL`] is the baseline.
#[derive(Clone, Copy)]
pub struct DependentKind {
    pub name: &'static str,
    pub description: &'static str,
    /// The table of dependencies, in which `{root}` is this workspace and `{client}` the packaged client.
    dependencies: &'static str,
    /// True if the program needs an async runtime, or serde's derives.
    tokio: bool,
    serde: bool,
    program: &'static str,
    build_script: Option<&'static str>,
}

/// All kinds.
pub const ALL: [DependentKind; 9] = [
    DependentKind {
        name: "hyper",
        description: "hyper-util by hand, with TLS and HTTP/2",
        dependencies: "[dependencies]\n\
            http-body-util = \"0.1\"\n\
            hyper = \"1\"\n\
            hyper-rustls = { version = \"0.27\", default-features = false, features = [\"http1\", \"http2\", \"ring\", \"rustls-platform-verifier\", \"tls12\"] }\n\
            hyper-util = { version = \"0.1\", default-features = false, features = [\"client-legacy\", \"http1\", \"http2\", \"tokio\"] }\n",
        tokio: true,
        serde: true,
        program: include_str!("programs/hyper.rs"),
        build_script: None,
    },
    DependentKind {
        name: "client",
        description: "the published client",
        dependencies: "[dependencies]\ndingtalk-client = { path = \"{client}\" }\n",
        tokio: true,
        serde: false,
        program: include_str!("programs/client.rs"),
        build_script: None,
    },
    DependentKind {
        name: "client-two",
        description: "the published client with the services `conv_file` and `im` alone",
        dependencies: "[dependencies]\ndingtalk-client = { path = \"{client}\", default-features = false, features = [\"conv_file\", \"http2\", \"im\"] }\n",
        tokio: true,
        serde: false,
        program: include_str!("programs/client.rs"),
        build_script: None,
    },
    DependentKind {
        name: "client-tls",
        description: "the published client without HTTP/2",
        dependencies: "[dependencies]\ndingtalk-client = { path = \"{client}\", default-features = false, features = [\"im\", \"tls\"] }\n",
        tokio: true,
        serde: false,
        program: include_str!("programs/client.rs"),
        build_script: None,
    },
    DependentKind {
        name: "client-build",
        description: "the client of this repository, with its build script",
        dependencies: "[dependencies]\ndingtalk-client = { path = \"{root}\" }\n",
        tokio: true,
        serde: false,
        program: include_str!("programs/client.rs"),
        build_script: None,
    },
    DependentKind {
        name: "reqwest",
        description: "reqwest by hand, with TLS and HTTP/2",
        dependencies: "[dependencies]\nreqwest = { version = \"0.13\", features = [\"json\"] }\n",
        tokio: true,
        serde: true,
        program: include_str!("programs/reqwest.rs"),
        build_script: None,
    },
    DependentKind {
        name: "progenitor-build",
        description: "a client that progenitor generates in its build script, without TLS",
        dependencies: "[dependencies]\n\
            progenitor-client = \"0.15\"\nreqwest = { version = \"0.13\", default-features = false }\n\
            serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n\
            tokio = { version = \"1\", default-features = false, features = [\"rt-multi-thread\"] }\n\n\
            [build-dependencies]\n\
            prettyplease = \"0.2\"\nprogenitor-impl = \"0.15\"\nserde_json = \"1\"\nsyn = \"2\"\n",
        tokio: false,
        serde: false,
        program: include_str!("programs/progenitor_call.rs"),
        build_script: Some(include_str!("programs/progenitor.rs")),
    },
    DependentKind {
        name: "generator",
        description: "a build script that runs the generator",
        dependencies: "[build-dependencies]\ndingtalk-codegen = { path = \"{root}/codegen\" }\n",
        tokio: false,
        serde: false,
        program: "fn main() {}\n",
        build_script: Some(include_str!("programs/generator.rs")),
    },
    DependentKind {
        name: "progenitor",
        description: "a build script that runs progenitor",
        dependencies: "[build-dependencies]\n\
            prettyplease = \"0.2\"\nprogenitor-impl = \"0.15\"\nserde_json = \"1\"\nsyn = \"2\"\n",
        tokio: false,
        serde: false,
        program: "fn main() {}\n",
        build_script: Some(include_str!("programs/progenitor.rs")),
    },
];

/// The folder of all dependents, with the packaged client.
pub struct Dependents {
    folder: TempDir,
    model: Model,
}

/// A dependent whose dependencies are downloaded.
pub struct Dependent {
    pub kind: DependentKind,
    folder: PathBuf,
}

impl Dependents {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Path::new(ROOT);
        let model = dingtalk_codegen::load(root.join("spec")).unwrap_or_else(|errors| panic!("\n{errors}"));
        let builder = dingtalk_codegen::configure();
        let package = dingtalk_cli::package(&root.join("Cargo.toml"), &builder, &model);
        let written = package.and_then(|package| package.write(&folder.path().join("dingtalk-client")));
        written.unwrap_or_else(|error| panic!("{error}"));
        Self { folder, model }
    }

    /// Writes a dependent and downloads its dependencies. There is none if the registry lacks them.
    pub fn prepare(&self, kind: DependentKind) -> Option<Dependent> {
        let folder = self.folder.path().join(kind.name);
        write(&folder.join("Cargo.toml"), &self.manifest(kind));
        write(&folder.join("src/main.rs"), kind.program);
        let root = Path::new(ROOT);
        if let Some(script) = kind.build_script {
            write(&folder.join("build.rs"), script);
            write(&folder.join("openapi.json"), &dingtalk_cli::openapi(&self.model).expect("a document"));
            copy(&root.join("spec"), &folder.join("spec"));
        }
        // The same versions as here.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a copy");
        let dependent = Dependent { kind, folder };
        dependent.cargo(&["fetch", "--quiet"]).status().expect("Cargo runs").success().then_some(dependent)
    }

    fn manifest(&self, kind: DependentKind) -> String {
        let client = self.folder.path().join("dingtalk-client");
        let dependencies = kind.dependencies.replace("{root}", ROOT).replace("{client}", &client.to_string_lossy());
        let optional = |is_needed, lines| if is_needed { lines } else { "" };
        let (tokio, serde) = (optional(kind.tokio, TOKIO), optional(kind.serde, SERDE));
        // The published client is built before its dependencies are in the registry.
        let patch = format!(
            "[patch.crates-io]\ndingtalk-policy = {{ path = \"{ROOT}/codegen/policy\" }}\n\
             dingtalk-runtime = {{ path = \"{ROOT}/generated/runtime\" }}\n"
        );
        let patch = optional(kind.dependencies.contains("{client}"), &patch);
        format!(
            "[package]\nname = \"{}-dependent\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n{dependencies}{tokio}{serde}\n{patch}",
            kind.name
        )
    }
}

impl Dependent {
    /// Builds everything.
    pub fn build(&self) -> Figures {
        let target = self.folder.join("target");
        if target.exists() {
            fs::remove_dir_all(&target).expect("removed");
        }
        let mut cargo = self.cargo(&["build", "--quiet", "--offline"]);
        // As from a registry, whose crates are never compiled incrementally.
        cargo.env("CARGO_TARGET_DIR", &target).env("CARGO_INCREMENTAL", "0");
        let (status, figures) = Figures::of(|| cargo.status().expect("Cargo runs"));
        assert!(status.success(), "the dependent `{}` does not compile", self.kind.name);
        figures
    }

    /// The number of crates that it compiles, without itself.
    pub fn crates(&self) -> usize {
        let arguments = ["tree", "--offline", "--edges", "normal,build", "--prefix", "none", "--no-dedupe"];
        let output = self.cargo(&arguments).stderr(Stdio::inherit()).output().expect("Cargo runs");
        let tree = String::from_utf8(output.stdout).expect("text");
        let crates: BTreeSet<&str> =
            tree.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('[')).collect();
        crates.len()
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(arguments).current_dir(&self.folder);
        cargo
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("readable").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            write(&target, &fs::read_to_string(&path).expect("text"));
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be created");
    fs::write(path, text).expect("a file can be written");
}

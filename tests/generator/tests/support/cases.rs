//! The cases of `fixtures/reject`, and their diagnostics.
//!
//! A case is a file, read as an operation beside `api.yaml`, or a folder that is a whole spec. A case that is the example of
//! its code has a corrected version: `<case>.right.yaml`, or the folder `<case>.right`.

use dingtalk_codegen::{Diagnostics, Model};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// An operation that uses the identifier of the cases' API.
const OTHER: &str = "\
name: other
summary: Is right.
request: { method: GET, path: /v1/other, idempotent: true, query: { id: { type: ItemId, doc: The item. } } }
";

/// A spec with errors or warnings.
pub struct Case {
    /// The name, which begins with the code.
    pub name: String,
    path: PathBuf,
}

/// All cases, in order of their names.
pub fn all() -> Vec<Case> {
    let entries = fs::read_dir(super::path("fixtures/reject")).expect("the cases are there");
    let case = |path: PathBuf| Case { name: stem(&path), path };
    let mut cases: Vec<Case> = entries.map(|entry| case(entry.expect("readable").path())).collect();
    // A name with another dot belongs to the case beside it.
    cases.retain(|case| case.name != "api" && !case.name.contains('.'));
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// A message with paths from the root of the workspace.
pub fn shown(message: &str) -> String {
    message.replace(" ../fixtures/", " tests/fixtures/")
}

impl Case {
    /// Its diagnostics.
    pub fn diagnostics(&self) -> Diagnostics {
        let diagnostics = match self.load() {
            Ok(model) => model.warnings().clone(),
            Err(diagnostics) => diagnostics,
        };
        assert!(!diagnostics.is_empty(), "{} has no diagnostics", self.name);
        diagnostics
    }

    pub fn load(&self) -> Result<Model, Diagnostics> {
        if self.path.is_dir() {
            return dingtalk_codegen::load(&self.path);
        }
        let api = fs::read_to_string(super::path("fixtures/reject/api.yaml")).expect("text");
        let shared = [("api.yaml".to_owned(), api), ("demo/other.yaml".to_owned(), OTHER.to_owned())];
        dingtalk_codegen::load_texts(self.files().into_iter().chain(shared).collect())
    }

    /// The texts of the case by their names in the spec.
    pub fn files(&self) -> BTreeMap<String, String> {
        if self.path.is_dir() {
            return below(&self.path);
        }
        let text = fs::read_to_string(&self.path).expect("a case that is not text is a folder");
        BTreeMap::from([(format!("demo/{}.yaml", self.name), text)])
    }

    /// The corrected version, if there is one.
    pub fn right(&self) -> Option<Self> {
        let extension = if self.path.is_dir() { "right" } else { "right.yaml" };
        let path = self.path.with_extension(extension);
        path.exists().then(|| Self { name: self.name.clone(), path })
    }
}

fn below(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(below(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            files.insert(name, String::from_utf8_lossy(&fs::read(&path).expect("readable")).into_owned());
        }
    }
    files
}

/// The name without `.yaml`.
fn stem(path: &Path) -> String {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    name.strip_suffix(".yaml").map_or(name.clone(), str::to_owned)
}

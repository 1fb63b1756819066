//! The cases of `fixtures/changes`: changes of a spec, and their version bumps.
//!
//! A case is one file. Its head has the expected bump, and the failing lints of cargo-semver-checks. The relevant files of
//! the spec follow, each below a line of `=== name`: lines with `-` are only in the old spec, lines with `+` only in the new
//! one. The other files are in `common/`. The last section is the report of `diff`, optionally followed by its Markdown.

use dingtalk_cli::Diff;
use dingtalk_codegen::Model;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of `common/`.
const COMMON: [&str; 3] = ["api.yaml", "books/find.yaml", "books/list.yaml"];

/// A placeholder for an empty list of lints.
const NONE: &str = "none";

/// One of the two specs of a case.
#[derive(Clone, Copy)]
pub enum Side {
    Before,
    After,
}

/// A change of a spec.
pub struct Case {
    /// The name of the file, without its extension.
    pub name: String,
    /// The expected bump.
    pub bump: String,
    /// The lints of cargo-semver-checks that fail, each with its bump, such as `major struct_missing`.
    pub lints: BTreeSet<String>,
    /// The files of the spec, with marks before their lines.
    files: BTreeMap<String, String>,
    /// The report of `diff`.
    pub text: String,
    pub markdown: Option<String>,
}

/// All cases, in the order of their names.
pub fn all() -> Vec<Case> {
    let entries = fs::read_dir(folder()).expect("the cases are there").map(|entry| entry.expect("readable").path());
    let mut cases: Vec<Case> = entries.filter(|path| path.is_file()).map(|path| Case::read(&path)).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn folder() -> PathBuf {
    super::path("fixtures/changes")
}

impl Case {
    fn read(path: &Path) -> Self {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(path).expect("text");
        Self::parse(&name, &text).unwrap_or_else(|| panic!("{} is not a case:\n{text}", path.display()))
    }

    fn parse(name: &str, text: &str) -> Option<Self> {
        let mut sections = text.split("\n=== ");
        let (bump, lints) = sections.next()?.split_once('\n')?;
        let sections = sections.map(|section| {
            let (name, text) = section.split_once('\n')?;
            Some((name.to_owned(), format!("{}\n", text.strip_suffix('\n').unwrap_or(text))))
        });
        let mut files: BTreeMap<String, String> = sections.collect::<Option<_>>()?;
        Some(Self {
            name: name.to_owned(),
            bump: bump.strip_prefix("bump: ")?.to_owned(),
            lints: lints
                .strip_prefix("cargo-semver-checks: ")?
                .split(", ")
                .filter(|lint| *lint != NONE)
                .map(str::to_owned)
                .collect(),
            text: files.remove("text")?,
            markdown: files.remove("markdown"),
            files,
        })
    }

    /// Writes the case back to its file.
    pub fn write(&self) {
        fs::write(folder().join(&self.name).with_extension("diff"), self.to_string()).expect("written");
    }

    /// The current report of `diff`.
    pub fn diff(&self) -> Diff {
        dingtalk_cli::diff(&self.model(Side::Before), &self.model(Side::After))
    }

    /// One of the specs.
    pub fn model(&self, side: Side) -> Model {
        let common = COMMON
            .into_iter()
            .filter(|name| !self.files.contains_key(*name))
            .map(|name| (name.to_owned(), fs::read_to_string(folder().join("common").join(name)).expect("text")));
        let own = self.files.iter().map(|(name, marked)| (name.clone(), unmarked(marked, side)));
        // A file without a line on this side is not there.
        let files = common.chain(own.filter(|(_, text)| !text.is_empty())).collect();
        dingtalk_codegen::load_texts(files).unwrap_or_else(|diagnostics| panic!("{}:\n{diagnostics}", self.name))
    }
}

/// The lines of one side, without their marks.
fn unmarked(marked: &str, side: Side) -> String {
    let other = match side {
        Side::Before => '+',
        Side::After => '-',
    };
    let lines = marked.lines().filter(|line| !line.starts_with(other));
    lines.flat_map(|line| [line.get(1..).unwrap_or_default(), "\n"]).collect()
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lints: Vec<&str> = self.lints.iter().map(String::as_str).collect();
        if lints.is_empty() {
            lints.push(NONE);
        }
        writeln!(f, "bump: {}\ncargo-semver-checks: {}", self.bump, lints.join(", "))?;
        let files = self.files.iter().map(|(name, text)| (name.as_str(), text));
        let markdown = self.markdown.iter().map(|text| ("markdown", text));
        files.chain([("text", &self.text)]).chain(markdown).try_for_each(|(name, text)| write!(f, "=== {name}\n{text}"))
    }
}

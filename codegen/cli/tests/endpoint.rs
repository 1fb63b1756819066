//! "Adding an endpoint" of the README, performed in a copy of the files that an endpoint changes: its commands run in its order, and a
//! person's edits between them are [`EDITS`] and [`ENTRIES`]. Compiling takes minutes, so a script that records its arguments takes the
//! place of the `cargo` that accepts snapshots.
#![cfg(unix)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Output;
use support::{shown, stderr, stdout, workspace, write};
use tempfile::TempDir;

/// The guide: a file, and the heading of its section.
const ENGLISH: [&str; 2] = ["README.md", "Adding an endpoint"];
const CHINESE: [&str; 2] = ["README.zh-CN.md", "新增接口"];

/// The saved page of an operation of a new service.
const PAGE: &str = "query-a-book.md";

/// The draft's file, and the name that a person gives it.
const NAMES: [&str; 2] = ["spec/library/get_books.yaml", "spec/library/query_book.yaml"];

/// What a person replaces in the draft.
const EDITS: [(&str, &str); 14] = [
    (
        "# A draft, made from a page. Write every `doc` in your own words, look at whatever is marked, and take this line and the marks out.\n",
        "",
    ),
    (
        "get_books  # review: made of the path; take the name that the official SDKs have for it, for the file as well",
        "query_book",
    ),
    ("summary: 查询图书  # review: say in one sentence what it does", "summary: Get a book."),
    ("name: 图书读权限", "name: Read books"),
    ("bookId: { type: string }", "bookId: { type: BookId, doc: ID of the book. }"),
    (
        "unionId: { type: string, required: true }  # review: UnionId?",
        "unionId: { type: UnionId, required: true, doc: Union ID of the user who asks. }",
    ),
    ("bookTitle: { type: string }", "bookTitle: { type: string, doc: Title. }"),
    ("pages: { type: int32 }", "pages: { type: int32, doc: How many pages it has. }"),
    ("bookStatus:  # review: name its values after their meaning", "bookStatus:\n    doc: Whether it can be borrowed."),
    ("\"0\": { rename: Value0 }", "\"0\": { rename: Lent, doc: It is lent. }"),
    ("\"1\": { rename: Value1 }", "\"1\": { rename: Available, doc: It is there. }"),
    ("code: bookNotExist, message: \"%s\"", "code: bookNotExist, message: \"%s\", doc: The book does not exist."),
    ("message: No permission.", "message: No permission., doc: The user lacks the permission."),
    ("code: systemError, message: \"%s\"", "code: systemError, message: \"%s\", doc: The service is busy."),
];

/// The keys of `api.yaml` that the guide names, and a person's entries.
const ENTRIES: [(&str, &str); 2] =
    [("services", "  library: { doc: Books. }\n"), ("identifiers", "  BookId: { doc: Identifies a book. }\n")];

/// The files that the settings of the project name, and the line that each gets.
const DERIVED: [(&str, &str); 4] = [
    ("Cargo.toml", "library = []\n"),
    ("README.md", "| `library().query_book(…)` | Get a book. |\n"),
    ("README.zh-CN.md", "| `library().query_book(…)` | 查询图书 |\n"),
    ("generated/src/lib.rs", "//! | [`library`] | [`query_book`](library::Library::query_book) | Get a book. |\n"),
];

#[test]
fn the_guide_leads_to_an_endpoint() {
    let guide = guide(ENGLISH);
    let mut commands = code(&guide).filter(|span| span.starts_with("cargo "));
    let mut next = || commands.next().expect("a command");
    let project = project();
    let before = texts(project.path());

    let draft = run(project.path(), next());
    assert_eq!(draft.status.code(), Some(0), "{}", shown(&draft));
    assert!(stderr(&draft).contains(NAMES[0]) && guide.contains("`spec/<service>/<operation>.yaml`"));
    let check = next();
    assert_eq!(run(project.path(), check).status.code(), Some(1), "marks are left");
    edit_draft(project.path());
    edit_api(project.path(), &guide);
    let checked = run(project.path(), check);
    assert_eq!((checked.status.code(), stderr(&checked)), (Some(0), String::new()));
    let updated = run(project.path(), next());
    assert_eq!(updated.status.code(), Some(0), "{}", shown(&updated));
    assert!(!stdout(&updated).contains("Left to do"), "{}", stdout(&updated));
    let accepted = run(project.path(), next());
    assert_eq!(accepted.status.code(), Some(0), "{}", shown(&accepted));
    assert_eq!((next(), commands.next()), ("cargo test --workspace --no-fail-fast", None));

    assert_files(&before, &texts(project.path()));
    assert_features(project.path());
    assert_snapshots(project.path());
    let again = support::run(project.path(), ["update", "--check", PAGE]);
    assert_eq!(again.status.code(), Some(0), "{}", shown(&again));
    assert!(!stderr(&again).contains("would write"), "{}", stderr(&again));
}

#[test]
fn the_guide_names_files_that_exist() {
    for path in code(&guide(ENGLISH)).filter(|span| span.contains(['/', '.']) && !span.contains(['<', ' '])) {
        assert!(workspace().join(path).exists(), "{path}");
    }
}

#[test]
fn the_guide_is_the_same_in_chinese() {
    let [english, chinese] = [ENGLISH, CHINESE].map(guide);
    assert_eq!(code(&english).collect::<BTreeSet<_>>(), code(&chinese).collect());
}

#[test]
fn the_readmes_have_the_same_headings_and_code() {
    let [english, chinese] = [ENGLISH, CHINESE].map(|[file, _]| outline(file));
    assert_eq!(english, chinese);
}

/// What `update` derives from the spec of this project.
#[test]
fn the_project_is_up_to_date() {
    let output = support::run(workspace(), ["update", "--check"]);
    assert_eq!(output.status.code(), Some(0), "run `cargo codegen update`\n{}", shown(&output));
}

/// The section of a file.
fn guide([file, heading]: [&str; 2]) -> String {
    let text = fs::read_to_string(workspace().join(file)).expect(file);
    let (_, rest) = text.split_once(&format!("\n## {heading}\n")).expect("the section");
    rest.split("\n## ").next().unwrap_or_default().to_owned()
}

/// The code spans of a text.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The levels of the headings of a file, and its code blocks without comments.
fn outline(file: &str) -> Vec<String> {
    let text = fs::read_to_string(workspace().join(file)).expect(file);
    let mut in_code = false;
    let mut outline = Vec::new();
    for line in text.lines() {
        let is_fence = line.starts_with("```");
        if in_code || is_fence {
            let comment = ["// ", "# "].into_iter().filter_map(|start| line.find(start)).min();
            outline.push(line[..comment.unwrap_or(line.len())].trim_end().to_owned());
        } else if line.starts_with('#') {
            outline.push(line.chars().take_while(|c| *c == '#').collect());
        }
        in_code ^= is_fence;
    }
    outline
}

/// A copy of the files that an endpoint changes, with the page and the script.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    support::copy(&workspace().join("spec"), &folder.path().join("spec"));
    for (file, _) in DERIVED {
        write(folder.path(), file, fs::read(workspace().join(file)).expect("readable"));
    }
    write(folder.path(), PAGE, include_str!("endpoint/query-a-book.md"));
    write(folder.path(), "bin/cargo", "#!/bin/sh\necho \"$INSTA_UPDATE $*\" >> ran\n");
    fs::set_permissions(folder.path().join("bin/cargo"), fs::Permissions::from_mode(0o755)).expect("executable");
    folder
}

/// Runs a command of the guide.
fn run(folder: &Path, command: &str) -> Output {
    let arguments = command.strip_prefix("cargo codegen ").expect("a command of the generator");
    let arguments = arguments.split(' ').map(|word| if word == "PAGE" { PAGE } else { word });
    let path = std::env::var("PATH").expect("a path");
    let path = format!("{}:{path}", folder.join("bin").display());
    support::command(folder, arguments).env("PATH", path).output().expect("it runs")
}

/// The texts of all files, by their paths.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            texts.extend(self::texts(&path).into_iter().map(|(below, text)| (format!("{name}/{below}"), text)));
        } else {
            texts.insert(name, fs::read_to_string(&path).expect("text"));
        }
    }
    texts
}

fn edit_draft(folder: &Path) {
    let [draft, file] = NAMES.map(|name| folder.join(name));
    let mut text = fs::read_to_string(&draft).expect("a draft");
    for (old, new) in EDITS {
        assert!(text.contains(old), "the draft has no {old}\n{text}");
        text = text.replace(old, new);
    }
    fs::write(file, text).expect("written");
    fs::remove_file(draft).expect("removed");
}

fn edit_api(folder: &Path, guide: &str) {
    let file = "spec/api.yaml";
    assert!(guide.contains(&format!("`{file}`")));
    let mut text = fs::read_to_string(folder.join(file)).expect("text");
    for (key, entry) in ENTRIES {
        assert!(guide.contains(&format!("`{key}`")), "the guide does not name {key}");
        text = text.replace(&format!("\n{key}:\n"), &format!("\n{key}:\n{entry}"));
    }
    fs::write(folder.join(file), text).expect("written");
}

/// Checks that each derived file has one line more, and that nothing else changed but the spec.
fn assert_files(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) {
    let changed = after.iter().filter(|(name, text)| before.get(*name) != Some(*text)).map(|(name, _)| name.as_str());
    let expected = DERIVED.iter().map(|(file, _)| *file).chain([NAMES[1], "ran", "spec/api.yaml"]);
    assert_eq!(changed.collect::<BTreeSet<_>>(), expected.collect());
    for (file, line) in DERIVED {
        assert_eq!(after[file].matches(line).count(), 1, "{file} has no {line}");
        let without = after[file].replacen(line, "", 1).replacen("\"library\", ", "", 1);
        assert_eq!(without, before[file], "{file} has other changes");
    }
}

/// Checks that the manifest has the features of emitted code, and that they are on by default.
fn assert_features(folder: &Path) {
    let model = dingtalk_codegen::load(folder.join("spec")).expect("a spec without errors");
    let emitted =
        dingtalk_codegen::configure().module("client").service_features(true).generate(&model).expect("valid paths");
    let features = |text: &String| -> Vec<String> {
        text.split("feature = \"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let features: BTreeSet<String> = emitted.values().flat_map(features).collect();
    assert!(features.contains("library"), "{features:?}");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("text");
    let default = manifest.lines().find(|line| line.starts_with("default = [")).expect("the default features");
    for feature in features {
        assert!(default.contains(&format!("\"{feature}\"")), "{feature}: {default}");
        assert!(manifest.contains(&format!("\n{feature} = []\n")), "{feature}");
    }
}

/// Checks that the snapshots with the operation are those of the tests that were run to accept them.
fn assert_snapshots(folder: &Path) {
    let model = dingtalk_codegen::load(folder.join("spec")).expect("a spec without errors");
    let recorded = [
        (
            "emitted",
            "tests/generator",
            dingtalk_codegen::generate(&model, "generated")["library/query_book.rs"].clone(),
        ),
        ("surface", "tests/generator", dingtalk_cli::surface(&model)),
        ("openapi", "codegen/cli", dingtalk_cli::openapi(&model).expect("a document")),
    ];
    let ran = fs::read_to_string(folder.join("ran")).expect("the command ran");
    let mut tests = String::new();
    for (test, package, text) in recorded {
        assert!(workspace().join(package).join(format!("tests/{test}.rs")).exists(), "{test}");
        assert!(text.contains("library/books/{bookId}"), "{test}: {text}");
        tests.extend([" --test ", test]);
    }
    assert_eq!(ran, format!("always test --locked --workspace --no-fail-fast{tests}\n"));
}

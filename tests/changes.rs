//! Whether a change asks for the right step: cases of two specs, and what cargo-semver-checks says of the crates that they become.
//!
//! What it says is kept in `verdict.txt` of each case: a line for each of its lints, with the step that the lint asks for. The run of the tool itself is
//! ignored unless asked for, see CONTRIBUTING.md. The tool sees types and no behaviour, so `step.txt` has the step that the case asks for, written by hand.

mod support;

use dingtalk_codegen::{Diff, Model, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A lint and its step, such as `major struct_missing`.
type Verdict = BTreeSet<String>;

#[test]
fn every_break_that_cargo_semver_checks_reports_is_reported() {
    for case in cases() {
        let diff = diff(&case);
        for lint in recorded(&case) {
            let least = step(lint.split(' ').next().expect("a step"));
            assert!(diff.step() >= Some(least), "{case}: {lint}\n{diff}");
        }
    }
}

#[test]
fn each_case_asks_for_the_step_that_a_person_expects() {
    let unexpected = cases().into_iter().filter_map(|case| {
        let expected = fs::read_to_string(root().join(&case).join("step.txt")).expect("an expected step");
        let diff = diff(&case);
        (diff.step() != Some(step(expected.trim_end()))).then(|| format!("{case} is not {expected}{diff}"))
    });
    let unexpected: Vec<String> = unexpected.collect();
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
}

fn step(word: &str) -> Step {
    let steps = [Step::Patch, Step::Minor, Step::Major];
    steps.into_iter().find(|step| step.word() == word).unwrap_or_else(|| panic!("{word} is no step"))
}

#[test]
fn each_case_is_reported_like_this() {
    let shown = cases().into_iter().map(|case| {
        let diff = diff(&case);
        let text = format!("{diff}\n{}", diff.markdown());
        (case, text)
    });
    support::assert_snapshots("changes", &shown.collect());
}

/// Runs cargo-semver-checks on two crates, which have a module for each case. With `RECORD=1` what it says is kept.
#[test]
#[ignore = "it needs cargo-semver-checks, and minutes"]
fn cargo_semver_checks_says_what_is_recorded() {
    let folder = tempfile::tempdir().expect("a folder");
    let sides = ["before", "after"].map(|side| {
        write_crate(&folder.path().join(side), side);
        folder.path().join(side)
    });
    // With a patch, lints of both steps are run; what is a break of a minor step as well is a major one.
    let all = lints(&sides, "patch");
    let major = lints(&sides, "minor");
    for case in cases() {
        let of_case = |lints: &BTreeSet<(String, String)>| {
            lints.iter().filter(|(of, _)| *of == case).map(|(_, lint)| lint.clone()).collect::<BTreeSet<String>>()
        };
        let major = of_case(&major);
        let step = |lint: &String| if major.contains(lint) { "major" } else { "minor" };
        let verdict: Verdict = of_case(&all).iter().map(|lint| format!("{} {lint}", step(lint))).collect();
        if std::env::var_os("RECORD").is_some() {
            let text: String = verdict.iter().flat_map(|lint| [lint, "\n"]).collect();
            fs::write(root().join(&case).join("verdict.txt"), text).expect("written");
        }
        assert_eq!(verdict, recorded(&case), "{case}");
    }
}

/// What the tool reports, by the case in whose files it is.
fn lints(sides: &[PathBuf; 2], step: &str) -> BTreeSet<(String, String)> {
    let output = Command::new("cargo")
        .args(["semver-checks", "check-release", "--release-type", step, "--color", "never"])
        .arg("--manifest-path")
        .arg(sides[1].join("Cargo.toml"))
        .arg("--baseline-root")
        .arg(&sides[0])
        .output()
        .expect("cargo-semver-checks is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("Checked"), "it did not run: {said}");
    let mut found = BTreeSet::new();
    let mut lint = String::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("--- ") {
            // `--- failure struct_missing: …`, or a warning.
            head.split([' ', ':']).nth(1).unwrap_or_default().clone_into(&mut lint);
        } else if let Some(case) = line.split("src/").nth(1).and_then(|path| path.split(['/', '.']).next()) {
            found.insert((case.to_owned(), lint.clone()));
        }
    }
    found
}

/// A crate whose modules are what one side of each case becomes.
fn write_crate(folder: &Path, side: &str) {
    let runtime = env!("CARGO_MANIFEST_DIR");
    let manifest = format!(
        "[package]\nname = \"changes\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         dingtalk-client = {{ path = {runtime:?}, default-features = false, features = [\"blocking\"] }}\n\n[workspace]\n"
    );
    let mut lib = String::new();
    for case in cases() {
        let files = dingtalk_codegen::generate(&model(&case, side), &format!("changes::{case}"));
        dingtalk_codegen::write(&folder.join("src").join(&case), &files).expect("written");
        lib.extend(["pub mod ", &case, ";\n"]);
    }
    fs::write(folder.join("Cargo.toml"), manifest).expect("written");
    fs::write(folder.join("src/lib.rs"), lib).expect("written");
}

fn diff(case: &str) -> Diff {
    dingtalk_codegen::diff(&model(case, "before"), &model(case, "after"))
}

fn model(case: &str, side: &str) -> Model {
    let side_of = |side: &str| texts(&root().join(case).join(side));
    let mut files = texts(&root().join("common"));
    files.retain(|name, _| ["before", "after"].iter().all(|side| !side_of(side).contains_key(name)));
    files.extend(side_of(side));
    dingtalk_codegen::load_texts(files).unwrap_or_else(|diagnostics| panic!("{case}, {side}:\n{diagnostics}"))
}

/// The files of a folder and of those in it, by their names.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let mut texts = BTreeMap::new();
    for path in entries.map(|entry| entry.expect("readable").path()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            texts.extend(self::texts(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            texts.insert(name, fs::read_to_string(&path).expect("text"));
        }
    }
    texts
}

fn recorded(case: &str) -> Verdict {
    let text = fs::read_to_string(root().join(case).join("verdict.txt")).expect("a recorded verdict");
    text.lines().map(str::to_owned).collect()
}

/// The names of the cases, in order.
fn cases() -> BTreeSet<String> {
    let entries = fs::read_dir(root()).expect("the cases are there");
    let names = entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned());
    names.filter(|name| name != "common").collect()
}

fn root() -> PathBuf {
    support::path("fixtures/changes")
}

//! The version bumps of `diff` for the cases of `fixtures/changes`, compared with the expected ones and with the reports of
//! cargo-semver-checks, which sees types and no behavior.
//!
//! Running that tool is an ignored test, see CONTRIBUTING.md.

mod support;

use dingtalk_cli::Bump;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::changes::{self, Side};

#[test]
fn each_case_requires_the_expected_bump() {
    let unexpected = changes::all().into_iter().filter_map(|case| {
        let diff = case.diff();
        let expected = bump(&case.bump);
        let seen = case.lints.iter().all(|lint| bump(lint.split(' ').next().unwrap_or_default()) <= expected);
        let is_right = diff.bump() == Some(expected) && seen;
        (!is_right).then(|| format!("{} is not {}, or lints say more: {:?}\n{diff}", case.name, case.bump, case.lints))
    });
    let unexpected: Vec<String> = unexpected.collect();
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
}

fn bump(word: &str) -> Bump {
    let bumps = [Bump::Patch, Bump::Minor, Bump::Major];
    bumps.into_iter().find(|bump| bump.word() == word).unwrap_or_else(|| panic!("{word} is no bump"))
}

#[test]
fn each_report_is_recorded() {
    let mut stale = Vec::new();
    for mut case in changes::all() {
        let diff = case.diff();
        let (text, markdown) = (diff.to_string(), case.markdown.as_ref().map(|_| diff.markdown()));
        if (&case.text, &case.markdown) == (&text, &markdown) {
            continue;
        }
        stale.push(format!("{}:\n{text}\n{}", case.name, markdown.clone().unwrap_or_default()));
        (case.text, case.markdown) = (text, markdown);
        if support::is_updating() {
            case.write();
        }
    }
    let stale = if support::is_updating() { Vec::new() } else { stale };
    assert!(
        stale.is_empty(),
        "accept these with `INSTA_UPDATE=always cargo test --workspace --test changes`:\n{}",
        stale.join("\n")
    );
}

/// Runs cargo-semver-checks on two crates, which have a module for each case. With `RECORD=1` its lints are written to the cases.
#[test]
#[ignore = "it needs cargo-semver-checks, and minutes"]
fn cargo_semver_checks_reports_what_is_recorded() {
    let folder = tempfile::tempdir().expect("a folder");
    let sides = [("before", Side::Before), ("after", Side::After)].map(|(name, side)| {
        write_crate(&folder.path().join(name), side);
        folder.path().join(name)
    });
    // A patch runs the lints of both bumps; a lint that fails for a minor bump requires a major one.
    let all = lints(&sides, "patch");
    let major = lints(&sides, "minor");
    for mut case in changes::all() {
        let of_case = |lints: &BTreeSet<(String, String)>| {
            lints.iter().filter(|(of, _)| *of == case.name).map(|(_, lint)| lint.clone()).collect::<BTreeSet<String>>()
        };
        let major = of_case(&major);
        let bump = |lint: &String| if major.contains(lint) { "major" } else { "minor" };
        let lints: BTreeSet<String> = of_case(&all).iter().map(|lint| format!("{} {lint}", bump(lint))).collect();
        if std::env::var_os("RECORD").is_some() && lints != case.lints {
            case.lints.clone_from(&lints);
            case.write();
        }
        assert_eq!(lints, case.lints, "{}", case.name);
    }
}

/// The reports of the tool, by case.
fn lints(sides: &[PathBuf; 2], bump: &str) -> BTreeSet<(String, String)> {
    let output = Command::new("cargo")
        .args(["semver-checks", "check-release", "--release-type", bump, "--color", "never"])
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

/// A crate with a module for one side of each case.
fn write_crate(folder: &Path, side: Side) {
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../../generated/runtime");
    let manifest = format!(
        "[package]\nname = \"changes\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         dingtalk-runtime = {{ path = {runtime:?}, default-features = false, features = [\"blocking\"] }}\n\n[workspace]\n"
    );
    let mut lib = String::new();
    for case in changes::all() {
        let files = dingtalk_codegen::generate(&case.model(side), &format!("changes::{}", case.name));
        dingtalk_codegen::write(&folder.join("src").join(&case.name), &files).expect("written");
        lib.extend(["pub mod ", &case.name, ";\n"]);
    }
    fs::write(folder.join("Cargo.toml"), manifest).expect("written");
    fs::write(folder.join("src/lib.rs"), lib).expect("written");
}

//! What an update leaves to a person.

use super::super::settings::Settings;
use super::accept_commands::AcceptCommands;
use dingtalk_cli::{ChangeKind, Diff, LeftItem};
use dingtalk_codegen::Diagnostic;
use dingtalk_pages::{Difference, DifferenceClass, Drift, PageDrift, Rewrite, SpecFacts};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What was not written with its reason, other facts that differ, pages that no operation describes, and changed wording.
pub(super) fn of_pages(after: &Drift, rewrite: &Rewrite) -> Vec<LeftItem> {
    let mut left: Vec<LeftItem> = rewrite.left.iter().map(|line| LeftItem::new(line, "")).collect();
    for page in &after.pages {
        let is_listed = |fact: &&Difference| rewrite.has_left(&page.against, &fact.fact);
        for fact in page.of(DifferenceClass::Fact).filter(|fact| !is_listed(fact)) {
            let note = match &fact.accepted {
                Some(_) => "look at it, then accept the page with `cargo codegen drift --accept`",
                None => "change the spec, or record it with `except`",
            };
            left.push(LeftItem::new(format!("{}: {}", page.file, fact.fact), note));
        }
    }
    for page in &after.unmatched {
        left.push(LeftItem::new(&page.file, "no operation describes it: `cargo codegen draft` drafts one"));
    }
    for page in after.pages.iter().filter(|page| page.agrees()) {
        let note = match page.of(DifferenceClass::Wording).count() {
            0 => continue,
            1 => "the text of a row changed".to_owned(),
            rows => format!("the text of {rows} rows changed"),
        };
        left.push(LeftItem::new(
            &page.file,
            format!("{note}: `cargo codegen drift` shows it, and accepts the page with `--accept`"),
        ));
    }
    left
}

/// The warnings about the files that the pages belong to, such as missing descriptions.
pub(super) fn of_spec(spec: &Path, new: &SpecFacts, after: &Drift) -> Vec<LeftItem> {
    let Ok(model) = dingtalk_codegen::load_texts(new.texts().clone()) else { return Vec::new() };
    let path = |page: &PageDrift| Path::new(&page.against).to_owned();
    let files: BTreeSet<PathBuf> = after.pages.iter().map(path).collect();
    let is_here = |file: &str| files.contains(Path::new(file)) || files.contains(&spec.join(file));
    let item = |warning: &Diagnostic| {
        let file = spec.join(warning.file());
        LeftItem::new(format!("{}:{}: {}", file.display(), warning.line(), warning.message()), "")
    };
    model.warnings().iter().filter(|warning| is_here(warning.file())).map(item).collect()
}

/// The added facts of each operation, which a test has to cover.
pub(super) fn tests(diff: &Diff, settings: &Settings) -> Vec<LeftItem> {
    let mut added: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (place, change) in diff.changes().filter(|(_, change)| change.kind == ChangeKind::Added) {
        added.entry(place).or_default().push(&change.fact);
    }
    let place = settings.tests.as_ref().map(|place| format!(": {place}")).unwrap_or_default();
    let item = |(operation, facts): (&str, Vec<&str>)| {
        LeftItem::new(format!("{operation}: {}", facts.join(", ")), format!("check that a test covers it{place}"))
    };
    added.into_iter().map(item).collect()
}

/// The commands that failed, and a hint if there is none that accepts the snapshots of a changed spec.
pub(super) fn of_commands(failed: &[String], commands: &AcceptCommands, is_unchanged: bool) -> Vec<LeftItem> {
    let mut left: Vec<LeftItem> = failed.iter().map(|line| LeftItem::new(line, "the command failed")).collect();
    if commands.is_empty() && !is_unchanged {
        left.push(LeftItem::new(
            "[package.metadata.dingtalk-codegen]",
            "no command accepts snapshots: name those of the project under `update`, if it has any",
        ));
    }
    left
}

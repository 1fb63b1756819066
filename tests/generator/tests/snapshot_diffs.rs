//! What a reviewer reads of a change of the spec: the lines that change in the snapshots of emitted code and public API. Every cell of the
//! spec has an effect: if it is changed, renamed or removed, the spec is invalid or lines change.
//!
//! `cargo test -p dingtalk-generator-tests --test snapshot_diffs -- --nocapture` prints how they are distributed.

mod support;

use serde_yaml::Value;
use similar::{ChangeTag, TextDiff};
use std::collections::{BTreeMap, BTreeSet};
use support::cells::{changes, spec, spec_around};

type Texts = BTreeMap<String, String>;

/// The most lines, removed and added, and the most snapshots that a change of one cell changes.
const MAX_LINES: usize = 12;
const MAX_SNAPSHOTS: usize = 3;

/// The most snapshots that a changed sentence changes.
const MAX_SNAPSHOTS_OF_DOCS: usize = 2;

/// The lines of context around a change.
const CONTEXT: usize = 3;

/// The cells that emit no code of their own: the beginnings of their names, and the reason.
const WITHOUT_EFFECT: [(&str, &str); 2] = [
    ("except", "It describes the docs pages."),
    (
        "example.request.protocol removed",
        "An example without a required enum has its first value, which is that of the page.",
    ),
];

/// The changes beyond the limits: a part of their names, and the reason.
const EXCEPTIONS: [(&str, &str); 14] = [
    ("api.yaml: name.", "Every module refers to the type of the API."),
    ("api.yaml: services removed", "All services are removed."),
    ("api.yaml: services.", "The service and its methods of both clients are documented, each in a file of its own."),
    (
        "api.yaml: token.fetch removed",
        "No operation issues tokens any more, so its service depends on a feature as well.",
    ),
    ("api.yaml: token removed", "No operation takes a token any more."),
    ("dialects.oapi.errors removed", "The whole error table is removed."),
    ("envelope removed", "All fields of the envelope are removed."),
    ("pagination removed", "The implementation of the trait is removed as a whole."),
    ("yaml: errors", "The whole error table is removed, or its only row."),
    ("yaml: example", "The whole example is removed, or its response."),
    ("yaml: summary.", "The async and the blocking method are documented, each in a file of its own."),
    ("request.idempotent.", "The operation is printed as a chain of calls, which is indented."),
    (".required", "The constructor, the setter and the call in the example change, and the layout of that call."),
    (".name", "A type is renamed, and the line of each of its items begins with its name."),
];

/// What the changes of some files do.
#[derive(Default)]
struct Report {
    /// The number of changes by changed snapshots and lines.
    distribution: BTreeMap<(usize, usize), usize>,
    wrong: Vec<String>,
    /// The exceptions that were needed.
    excepted: BTreeSet<&'static str>,
}

#[test]
fn a_change_of_a_cell_changes_some_lines_and_few() {
    let spec = &spec();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let reports: Vec<Report> = std::thread::scope(|scope| {
        let part = |first| scope.spawn(move || changes_of(spec.iter(), first, workers));
        let parts: Vec<_> = (0..workers).map(part).collect();
        parts.into_iter().map(|part| part.join().expect("no panic")).collect()
    });
    let mut all = Report::default();
    for report in reports {
        for (size, count) in report.distribution {
            *all.distribution.entry(size).or_insert(0) += count;
        }
        all.wrong.extend(report.wrong);
        all.excepted.extend(report.excepted);
    }
    print(&all.distribution);
    assert!(all.distribution.values().sum::<usize>() > 500, "few changes were tried");
    assert!(all.wrong.is_empty(), "{:#?}", all.wrong);
    let unused: Vec<_> = EXCEPTIONS.iter().filter(|(change, _)| !all.excepted.contains(change)).collect();
    assert!(unused.is_empty(), "these changes are within the limits: {unused:#?}");
}

/// Tries every `step`th change of each file, so that all workers take about the same time.
fn changes_of<'a>(files: impl Iterator<Item = (&'a String, &'a String)>, first: usize, step: usize) -> Report {
    let mut report = Report::default();
    for (file, text) in files {
        let spec = spec_around(file);
        let before = snapshots(&spec).expect("the spec is right");
        let root: Value = serde_yaml::from_str(text).expect("YAML");
        for (what, changed) in changes(&root).into_iter().skip(first).step_by(step) {
            let mut spec = spec.clone();
            spec.insert(file.clone(), serde_yaml::to_string(&changed).expect("YAML"));
            if let Some(after) = snapshots(&spec) {
                report.add(file, &what, &root, &SnapshotDiff::of(&before, &after));
            }
        }
    }
    report
}

impl Report {
    fn add(&mut self, file: &str, what: &str, root: &Value, diff: &SnapshotDiff) {
        let name = name_of_cell(root, what);
        let has_effect = !WITHOUT_EFFECT.iter().any(|(cell, _)| what.starts_with(cell));
        let what = format!("{file}: {what}");
        if diff.snapshots == 0 {
            self.wrong.extend(has_effect.then(|| format!("{what}: no effect")));
            return;
        }
        *self.distribution.entry((diff.snapshots, diff.changed)).or_insert(0) += 1;
        if name.is_some_and(|name| !diff.names(&name)) {
            self.wrong.push(format!("{what}: not named in {:#?}", diff.lines));
        }
        if diff.is_large(&what) {
            match EXCEPTIONS.iter().find(|(change, _)| what.contains(change)) {
                Some((change, _)) => _ = self.excepted.insert(*change),
                // A field that is not in the example is removed or renamed with its types.
                None if [" removed", " renamed"].iter().any(|end| what.ends_with(end)) && diff.removes_types() => {}
                None => self.wrong.push(format!("{what}: {} lines in {} snapshots", diff.changed, diff.snapshots)),
            }
        }
    }
}

/// The snapshots of emitted code and public API that a spec would have.
fn snapshots(spec: &Texts) -> Option<Texts> {
    let model = dingtalk_codegen::load_texts(spec.clone()).ok()?;
    let builder = dingtalk_codegen::configure().module("dingtalk_client").service_features(true);
    let mut texts = builder.generate(&model).expect("valid paths");
    texts.insert("surface".to_owned(), dingtalk_cli::surface(&model));
    Some(texts)
}

/// The difference between the snapshots of two specs.
struct SnapshotDiff {
    snapshots: usize,
    /// The number of removed and added lines.
    changed: usize,
    /// The names of the snapshots, and the changed lines with those around them.
    lines: Vec<String>,
}

impl SnapshotDiff {
    fn of(before: &Texts, after: &Texts) -> Self {
        let text = |texts: &Texts, name: &str| texts.get(name).cloned().unwrap_or_default();
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let mut found = Self { snapshots: 0, changed: 0, lines: Vec::new() };
        for name in names {
            let (old, new) = (text(before, name), text(after, name));
            if old == new {
                continue;
            }
            let diff = TextDiff::from_lines(&old, &new);
            let near = diff.grouped_ops(CONTEXT).concat();
            found.snapshots += 1;
            found.lines.push(format!("=== {name}"));
            for line in near.iter().flat_map(|op| diff.iter_changes(op)) {
                found.changed += usize::from(line.tag() != ChangeTag::Equal);
                found.lines.push(format!("{}{}", line.tag(), line.value().trim_end()));
            }
        }
        found
    }

    /// Returns true if it is beyond the limits for a change of this name.
    fn is_large(&self, what: &str) -> bool {
        let is_sentence = ["doc", "summary"].iter().any(|key| what.contains(&format!("{key}.`")));
        let most = if is_sentence { MAX_SNAPSHOTS_OF_DOCS } else { MAX_SNAPSHOTS };
        self.changed > MAX_LINES || self.snapshots > most
    }

    /// Returns true if the public API lacks a type.
    fn removes_types(&self) -> bool {
        self.lines.iter().any(|line| line.starts_with("-  struct ") || line.starts_with("-  enum "))
    }

    /// Returns true if a line has the name, as the wire or as Rust spells it.
    fn names(&self, name: &str) -> bool {
        self.lines.iter().any(|line| letters(line).contains(&letters(name)))
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The keys whose entries are parameters, fields, values or named types.
const HOLDERS: [&str; 7] = ["query", "body", "path_parameters", "fields", "values", "identifiers", "services"];

/// The name of the parameter, the field or the value, or the code of the error row that a cell is part of.
fn name_of_cell(root: &Value, what: &str) -> Option<String> {
    let path = what.split('`').next().unwrap_or_default().trim_end_matches(" removed").trim_end_matches(" renamed");
    let keys: Vec<&str> = path.split('.').collect();
    if let ["errors", index, ..] = keys[..] {
        let index: usize = index.trim_matches(['[', ']']).parse().ok()?;
        let row = &root["errors"][index];
        return row.get("rename").unwrap_or(&row["code"]).as_str().map(str::to_owned);
    }
    let holder = keys.iter().rposition(|key| HOLDERS.contains(key))?;
    keys.get(holder + 1).map(|name| (*name).to_owned())
}

fn print(distribution: &BTreeMap<(usize, usize), usize>) {
    let total: usize = distribution.values().sum();
    println!("{total} changes, by changed snapshots and lines:");
    for snapshots in distribution.keys().map(|(snapshots, _)| *snapshots).collect::<BTreeSet<_>>() {
        let row = distribution.iter().filter(|((of, _), _)| *of == snapshots);
        let lines: Vec<String> = row.map(|((_, lines), count)| format!("{count} of {lines}")).collect();
        println!("  in {snapshots}: {} lines", lines.join(", "));
    }
}

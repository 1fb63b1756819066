//! The description of a pull request that changes a spec, as Markdown.
//!
//! It starts with the required version bump. The facts of the docs pages follow, and for each operation the changed facts and the lines of
//! the public surface. Changes of documentation and layout are folded at the end.

use crate::code_span::code_span;
use crate::diff::{Change, ChangeGroup, ChangeKind, Diff, NOTHING, described};
use dingtalk_pages::{Difference, DifferenceClass, DifferenceKind, Drift, PageDrift};
use std::fmt::{self, Write as _};

/// The maximum size of the operations, and of each other part. GitHub accepts 65,536 characters.
const MAX_OPERATIONS: usize = 35_000;
const MAX_PART: usize = 7_000;

/// The maximum number of facts, and of removed and added items, that are shown of an operation.
const MAX_LINES: usize = 40;

/// The maximum length of a value.
const MAX_VALUE: usize = 200;

/// The description of a pull request that changes a spec. `Display` prints it as Markdown.
#[derive(Debug)]
pub struct Review<'a> {
    /// The name of the old spec, such as `main`; none if it was changed in place.
    pub base: Option<&'a str>,
    /// The changes since the old spec.
    pub diff: &'a Diff,
    /// Saved pages, compared with the old spec and with the new one.
    pub pages: Option<(&'a Drift, &'a Drift)>,
    /// The files whose text changed and whose facts did not.
    pub reformatted: &'a [String],
    /// The snapshots that changed since the old spec, if the project has them.
    pub emitted: Option<&'a ChangedSnapshots>,
    /// What is left to do.
    pub left: &'a [LeftItem],
}

/// The snapshots that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSnapshots {
    /// Those of emitted code.
    pub emitted: Vec<String>,
    /// Those of the public API.
    pub surface: Vec<String>,
}

/// Something that is left to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftItem {
    /// What it is about. It may hold text of a page.
    text: String,
    /// What to do, as Markdown.
    note: String,
}

impl LeftItem {
    /// Something that is left to do, with a note in Markdown, which may be empty.
    #[must_use]
    pub fn new(text: impl Into<String>, note: impl Into<String>) -> Self {
        Self { text: text.into(), note: note.into() }
    }
}

impl fmt::Display for Review<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.diff.bump() {
            Some(bump) => format!("**{bump}**: {}", bump.meaning()),
            None => NOTHING.to_owned(),
        };
        let base = self.base.map(|base| format!(" since {}", code(base))).unwrap_or_default();
        writeln!(f, "## Changes of the spec{base}\n\n{verdict}.")?;
        if let Some((before, after)) = self.pages {
            f.write_str(&pages(before, after))?;
        }
        let mut left_out = 0;
        let mut space = MAX_OPERATIONS;
        for section in self.diff.groups.iter().filter_map(operation) {
            match space.checked_sub(section.len()) {
                Some(rest) => {
                    space = rest;
                    f.write_str(&section)?;
                }
                None => left_out += 1,
            }
        }
        if left_out > 0 {
            writeln!(f, "\nOperations that are not shown: {left_out}. See `cargo codegen diff`.")?;
        }
        f.write_str(&self.snapshots())?;
        f.write_str(&self.folded())?;
        f.write_str(&self.left())
    }
}

impl Review<'_> {
    /// The changed snapshots of emitted code, unless the changes of the spec explain them: a change of the generator is seen in
    /// them alone.
    fn snapshots(&self) -> String {
        let Some(changed) = self.emitted.filter(|changed| !changed.emitted.is_empty()) else { return String::new() };
        let (of_generator, surface) = match (self.diff.is_empty(), changed.surface.is_empty()) {
            (false, false) => return String::new(),
            (is_generator, true) => (is_generator, "no line of the public API: callers' code is the same"),
            (is_generator, false) => (is_generator, "lines of the public API"),
        };
        let cause = if of_generator { "The generator changed, and the spec did not. " } else { "" };
        let count = match changed.emitted.len() {
            1 => "1 snapshot".to_owned(),
            count => format!("{count} snapshots"),
        };
        let files: String = limited(changed.emitted.iter().map(|file| format!("- {}", code(file)))).collect();
        format!("\n### Emitted code\n\n{cause}{count} of emitted code changed, and {surface}.\n\n{}", cut(&files))
    }

    /// What is left to do, as a list to tick.
    fn left(&self) -> String {
        if self.left.is_empty() {
            return String::new();
        }
        let item = |item: &LeftItem| {
            let note = if item.note.is_empty() { String::new() } else { format!(": {}", item.note) };
            format!("- [ ] {}{note}\n", code_span(&item.text))
        };
        let items: String = self.left.iter().map(item).collect();
        format!("\n### Left to do\n\n{}", cut(&items))
    }

    /// The changes of documentation and layout, folded.
    fn folded(&self) -> String {
        let mut lines = String::new();
        for group in &self.diff.groups {
            let facts: Vec<String> = described(group).into_iter().map(code).collect();
            if !facts.is_empty() {
                let _ = writeln!(lines, "- {}: {}", code(&group.place), facts.join(", "));
            }
        }
        for file in self.reformatted {
            let _ = writeln!(lines, "- {}: layout, comments or exceptions", code(file));
        }
        if lines.is_empty() {
            return lines;
        }
        let lines = cut(&lines);
        format!("\n<details><summary>Documentation and layout</summary>\n\n{lines}\n</details>\n")
    }
}

/// The first lines, up to a part of the size of a review.
fn cut(lines: &str) -> String {
    let mut out = String::new();
    for line in lines.split_inclusive('\n') {
        if out.len() + line.len() > MAX_PART {
            return out + "- and more\n";
        }
        out.push_str(line);
    }
    out
}

/// The facts of saved pages that differ from the old spec, each ticked if the new spec agrees, and those that still differ.
/// Facts for which the new spec has an exception are listed with its reason.
fn pages(before: &Drift, after: &Drift) -> String {
    let mut lines = String::new();
    for page in &after.pages {
        let old = before.pages.iter().find(|old| old.file == page.file);
        let left: Vec<&Difference> = facts(page).collect();
        let followed = old.into_iter().flat_map(facts).filter(|old| !left.iter().any(|new| is_same(old, new)));
        let mut items: Vec<String> = followed
            .map(|fact| match exception(page, fact) {
                Some(exception) => format!("  - {}: {}\n", difference(fact), code(exception)),
                None => format!("  - [x] {}\n", difference(fact)),
            })
            .collect();
        items.extend(left.iter().map(|fact| format!("  - [ ] {}\n", difference(fact))));
        let agrees = if items.is_empty() { ": no fact differs" } else { "" };
        let _ = writeln!(lines, "- {}{agrees}", code(&page.file));
        lines.extend(items);
    }
    for page in &after.unmatched {
        let _ = writeln!(lines, "- {}: the spec does not describe this page", code(&page.file));
    }
    for (file, why) in &after.unreadable {
        let _ = writeln!(lines, "- {}: cannot be read: {}", code(file), code(why));
    }
    format!("\n### Docs pages\n\n{}", cut(&lines))
}

fn facts(page: &PageDrift) -> impl Iterator<Item = &Difference> {
    page.of(DifferenceClass::Fact)
}

/// The note about the exception that covers a fact, if the spec has one.
fn exception<'a>(page: &'a PageDrift, fact: &Difference) -> Option<&'a str> {
    let mut notes = page.of(DifferenceClass::Note);
    notes.find(|note| note.fact == fact.fact).map(|note| note.page_says.as_str())
}

fn is_same(one: &Difference, other: &Difference) -> bool {
    (&one.fact, &one.page_says) == (&other.fact, &other.page_says)
}

fn difference(difference: &Difference) -> String {
    let fact = code(&difference.fact);
    let (page, spec) = (&difference.page_says, &difference.spec_says);
    match difference.change {
        DifferenceKind::Changed if !spec.is_empty() => format!("{fact}: {} → {}", code(spec), code(page)),
        DifferenceKind::Changed => format!("{fact}: {}", code(page)),
        DifferenceKind::Added if page.is_empty() => format!("{fact} added"),
        DifferenceKind::Added => format!("{fact} added: {}", code(page)),
        _ => format!("{fact} removed"),
    }
}

/// The changes of an operation, without those of its documentation; `None` if there are no others.
fn operation(group: &ChangeGroup) -> Option<String> {
    let changes: Vec<&Change> = group.changes.iter().filter(|change| change.kind != ChangeKind::Described).collect();
    let bump = changes.iter().map(|change| change.bump).max()?;
    let mut out = format!("\n### {}: {bump}\n\n", code(&group.place));
    out.extend(limited(changes.iter().map(|change| format!("- {}", line(change)))));
    let items = |of: fn(&Change) -> &Vec<String>| {
        let mut items: Vec<&String> = changes.iter().flat_map(|change| of(change)).collect();
        items.sort();
        items.dedup();
        items
    };
    let (removed, added) = (items(|change| &change.removed_items), items(|change| &change.added_items));
    if !removed.is_empty() || !added.is_empty() {
        out.push_str("\n```diff\n");
        out.extend(limited(removed.iter().map(|item| format!("-{item}"))));
        out.extend(limited(added.iter().map(|item| format!("+{item}"))));
        out.push_str("```\n");
    }
    Some(out)
}

fn line(change: &Change) -> String {
    let fact = code(&change.fact);
    let values = match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{fact}: {} → {}", value(old), value(new)),
        (Some(old), None) if !old.is_empty() => format!("{fact} removed: {}", value(old)),
        (None, Some(new)) if !new.is_empty() => format!("{fact} added: {}", value(new)),
        _ => format!("{fact} {}", change.kind.word()),
    };
    match change.behaviour {
        Some(behaviour) => format!("{values}; {behaviour}"),
        None => values,
    }
}

fn value(value: &str) -> String {
    if value.is_empty() { "nothing".to_owned() } else { code(value) }
}

/// The first lines, and the number of the others.
fn limited(lines: impl ExactSizeIterator<Item = String>) -> impl Iterator<Item = String> {
    let more = lines.len().saturating_sub(MAX_LINES);
    let rest = (more > 0).then(|| format!("  and {more} more\n"));
    lines.take(MAX_LINES).map(|line| format!("{line}\n")).chain(rest)
}

/// A text in a code span, shortened.
fn code(text: &str) -> String {
    let shown: String = text.chars().take(MAX_VALUE).collect();
    let end = if shown.len() < text.len() { "…" } else { "" };
    code_span(&format!("{shown}{end}"))
}

//! The changes of a spec as Markdown for a pull request.
//!
//! The verdict stands first, then what the docs pages say, then each operation: its changed facts, and the lines of the public surface that
//! it loses and gains. What no caller notices is folded at the end.

use crate::diff::{Change, ChangeGroup, ChangeKind, Diff, NOTHING, described};
use dingtalk_codegen::markdown::{code, inline};
use dingtalk_pages::{Difference, DifferenceClass, DifferenceKind, Drift, PageDrift};
use std::fmt::{self, Write as _};

/// The size from which further operations are counted alone. GitHub accepts 65,536 characters.
const MAX_BYTES: usize = 50_000;

/// What a pull request that changes a spec says. `Display` prints it as Markdown.
#[derive(Debug)]
pub struct Review<'a> {
    /// The name of the old spec, such as `main`.
    pub base: &'a str,
    /// The changes since the old spec.
    pub diff: &'a Diff,
    /// Saved pages, compared with the old spec and with the new one.
    pub pages: Option<(&'a Drift, &'a Drift)>,
    /// The files whose text changed and whose facts did not.
    pub reformatted: &'a [String],
}

impl fmt::Display for Review<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.diff.bump() {
            Some(bump) => format!("**{bump}**: {}", bump.meaning()),
            None => NOTHING.to_owned(),
        };
        writeln!(f, "## Changes of the spec since {}\n\n{verdict}.", code(self.base))?;
        if let Some((before, after)) = self.pages {
            f.write_str(&pages(before, after))?;
        }
        let sections: Vec<String> = self.diff.groups.iter().filter_map(operation).collect();
        let mut left = MAX_BYTES;
        let fits = |section: &&String| {
            left = left.saturating_sub(section.len());
            left > 0
        };
        let shown = sections.iter().take_while(fits).try_fold(0, |count, section| {
            f.write_str(section)?;
            Ok(count + 1)
        })?;
        if shown < sections.len() {
            writeln!(f, "\n{} more are not shown: see `cargo codegen diff`.", sections.len() - shown)?;
        }
        f.write_str(&self.folded())
    }
}

impl Review<'_> {
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
            let _ = writeln!(lines, "- {}: layout and comments", code(file));
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
        if out.len() + line.len() > MAX_BYTES / 5 {
            return out + "- and more\n";
        }
        out.push_str(line);
    }
    out
}

/// The facts of saved pages that differ from the old spec, each ticked if the new spec agrees, and those that still differ.
fn pages(before: &Drift, after: &Drift) -> String {
    let mut lines = String::new();
    for page in after.pages() {
        let old = before.pages().iter().find(|old| old.file() == page.file());
        let left: Vec<&Difference> = facts(page).collect();
        let followed = old.into_iter().flat_map(facts).filter(|old| !left.iter().any(|new| is_same(old, new)));
        let mut items: Vec<String> = followed.map(|fact| format!("  - [x] {}\n", difference(fact))).collect();
        items.extend(left.iter().map(|fact| format!("  - [ ] {}\n", difference(fact))));
        let agrees = if items.is_empty() { ": no fact differs" } else { "" };
        let _ = writeln!(lines, "- {}{agrees}", code(page.file()));
        lines.extend(items);
    }
    for file in after.unmatched() {
        let _ = writeln!(lines, "- {}: the spec does not describe this page", code(file));
    }
    for (file, why) in after.unreadable() {
        let _ = writeln!(lines, "- {}: cannot be read: {}", code(file), inline(why));
    }
    format!("\n### Docs pages\n\n{}", cut(&lines))
}

fn facts(page: &PageDrift) -> impl Iterator<Item = &Difference> {
    page.differences().iter().filter(|difference| difference.class() == DifferenceClass::Fact)
}

fn is_same(one: &Difference, other: &Difference) -> bool {
    (one.fact(), one.page_says()) == (other.fact(), other.page_says())
}

fn difference(difference: &Difference) -> String {
    let fact = code(difference.fact());
    let (page, spec) = (difference.page_says(), difference.spec_says());
    match difference.change() {
        DifferenceKind::Changed if !spec.is_empty() => format!("{fact}: {} → {}", code(spec), code(page)),
        DifferenceKind::Changed => format!("{fact}: {}", inline(page)),
        DifferenceKind::Added if page.is_empty() => format!("{fact} added"),
        DifferenceKind::Added => format!("{fact} added: {}", code(page)),
        _ => format!("{fact} removed"),
    }
}

/// The changes of an operation, without those of its documentation; `None` if there are no others.
fn operation(group: &ChangeGroup) -> Option<String> {
    let changes: Vec<&Change> = group.changes.iter().filter(|change| change.kind() != ChangeKind::Described).collect();
    let bump = changes.iter().map(|change| change.bump()).max()?;
    let mut out = format!("\n### {}: {bump}\n\n", code(&group.place));
    for change in &changes {
        let _ = writeln!(out, "- {}", line(change));
    }
    let items = |of: fn(&Change) -> &[String]| {
        let mut items: Vec<&String> = changes.iter().flat_map(|change| of(change)).collect();
        items.sort();
        items.dedup();
        items
    };
    let (removed, added) = (items(Change::removed_items), items(Change::added_items));
    if !removed.is_empty() || !added.is_empty() {
        out.push_str("\n```diff\n");
        out.extend(removed.iter().map(|item| format!("-{item}\n")));
        out.extend(added.iter().map(|item| format!("+{item}\n")));
        out.push_str("```\n");
    }
    Some(out)
}

fn line(change: &Change) -> String {
    let fact = code(change.fact());
    let values = match (change.before(), change.after()) {
        (Some(old), Some(new)) => format!("{fact}: {} → {}", value(old), value(new)),
        (Some(old), None) if !old.is_empty() => format!("{fact} removed: {}", value(old)),
        (None, Some(new)) if !new.is_empty() => format!("{fact} added: {}", value(new)),
        _ => format!("{fact} {}", change.kind().word()),
    };
    match change.behaviour() {
        Some(behaviour) => format!("{values}; {behaviour}"),
        None => values,
    }
}

fn value(value: &str) -> String {
    if value.is_empty() { "nothing".to_owned() } else { code(value) }
}

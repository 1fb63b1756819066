//! The changes as lines of plain text.

use super::Diff;
use super::change::{Change, ChangeGroup, ChangeKind};
use dingtalk_policy::one_line;
use std::fmt;

/// Writes the lines below what they are about, and the verdict at the end.
pub(super) fn write(diff: &Diff, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for group in &diff.groups {
        writeln!(f, "{}", group.place)?;
        for change in group.changes.iter().filter(|change| change.kind != ChangeKind::Described) {
            writeln!(f, "  {}  {:<7}  {}", change.bump, change.kind.word(), one_line(&line(change)))?;
        }
        let described = described(group);
        if !described.is_empty() {
            writeln!(f, "  patch  changed  documentation of {}", one_line(&described.join(", ")))?;
        }
    }
    let space = if diff.is_empty() { "" } else { "\n" };
    match diff.bump() {
        Some(bump) => writeln!(f, "{space}verdict: {bump}; {}", bump.meaning()),
        None => writeln!(f, "{space}verdict: {NOTHING}"),
    }
}

/// The verdict where nothing changed.
pub(crate) const NOTHING: &str = "nothing changed";

/// The facts whose documentation changed.
pub(crate) fn described(group: &ChangeGroup) -> Vec<&str> {
    let described = group.changes.iter().filter(|change| change.kind == ChangeKind::Described);
    described.map(|change| change.fact.as_str()).collect()
}

fn line(change: &Change) -> String {
    let fact = &change.fact;
    let values = match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{fact}: {old} -> {new}"),
        (Some(value), None) | (None, Some(value)) if !value.is_empty() => format!("{fact}: {value}"),
        _ => fact.clone(),
    };
    format!("{values}; {}", change.why)
}

//! The changes as Markdown.

use super::change::{Change, ChangeKind};
use super::{Diff, text};
use crate::code_span::code_span;
use dingtalk_codegen::markdown::inline;
use std::fmt::Write as _;

/// A list of places, with the changes of each as a list below it, and the verdict at the end.
pub(super) fn text(diff: &Diff) -> String {
    let mut out = String::new();
    for group in &diff.groups {
        let _ = writeln!(out, "- {}", code_span(&group.place));
        for change in group.changes.iter().filter(|change| change.kind != ChangeKind::Described) {
            let _ = writeln!(out, "  - **{}**: {}", change.bump, line(change));
        }
        let described: Vec<String> = text::described(group).into_iter().map(code_span).collect();
        if !described.is_empty() {
            let _ = writeln!(out, "  - **patch**: documentation of {}", described.join(", "));
        }
    }
    let space = if diff.is_empty() { "" } else { "\n" };
    let verdict = match diff.bump() {
        Some(bump) => format!("**{bump}**; {}", bump.meaning()),
        None => text::NOTHING.to_owned(),
    };
    let _ = writeln!(out, "{space}Verdict: {verdict}.");
    out
}

fn line(change: &Change) -> String {
    let fact = code_span(&change.fact);
    let said = match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{fact} changed from {} to {}", value(old), value(new)),
        (Some(old), None) if !old.is_empty() => format!("{fact} removed ({})", value(old)),
        (None, Some(new)) if !new.is_empty() => format!("{fact} added ({})", value(new)),
        _ => format!("{fact} {}", change.kind.word()),
    };
    format!("{said}; {}", inline(&change.why))
}

fn value(value: &str) -> String {
    if value.is_empty() { "nothing".to_owned() } else { code_span(value) }
}

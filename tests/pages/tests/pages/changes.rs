//! No change is missed: each cell of each page is changed, one at a time, in each form, and what is reported has to name it.

use crate::support::{drift, each, spec};
use dingtalk_codegen::docs::{Class, Drift, SpecFacts};
use dingtalk_pages::{Form, Layout, Mutation, Seen, Style, pages};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many changes there are at least, in each form. More may be made, fewer may not.
const CHANGES: usize = 2_000;

/// What became of the changes: by what was changed and by the form, how many there were and how many were seen.
#[derive(Default)]
struct Counts(BTreeMap<&'static str, BTreeMap<Form, (usize, usize)>>);

impl Counts {
    fn add(&mut self, cell: &'static str, form: Form, seen: bool) {
        let (all, good) = self.0.entry(cell).or_default().entry(form).or_default();
        *all += 1;
        *good += usize::from(seen);
    }

    fn total(&self, form: Form) -> usize {
        self.0.values().filter_map(|forms| forms.get(&form)).map(|(all, _)| all).sum()
    }

    /// A line for each kind of cell: of how many changes how many were seen.
    fn table(&self) -> String {
        let mut text = format!("{:20}", "");
        for form in Form::ALL {
            let _ = write!(text, "{:>14}", format!("{form:?}"));
        }
        for (cell, forms) in &self.0 {
            let _ = write!(text, "\n{cell:20}");
            for form in Form::ALL {
                let (all, seen) = forms.get(&form).copied().unwrap_or_default();
                let _ = write!(text, "{:>14}", format!("{seen}/{all}"));
            }
        }
        text
    }
}

/// Whether something names one of the facts.
fn names(drift: &Drift, mutation: &Mutation) -> bool {
    let class = |class| mutation.seen == Seen::Example || class == Class::Fact;
    drift.differences().any(|one| class(one.class()) && mutation.facts.iter().any(|fact| fact == one.fact()))
}

/// The styles in which a change is tried: each form, with the wordings and the layouts in turn.
fn styles(number: usize) -> impl Iterator<Item = Style> {
    Form::ALL.into_iter().enumerate().map(move |(at, form)| {
        let layout = if (number + at).is_multiple_of(5) { Layout::Older } else { Layout::Current };
        Style { form, layout, wording: (number + at) % Style::WORDINGS }
    })
}

/// What is missed, and what is said beside it, one line for each style.
fn missed(number: usize, mutation: &Mutation, spec: &SpecFacts) -> Vec<(Form, Option<String>)> {
    let should = |style: &Style| match mutation.seen {
        Seen::Always | Seen::Example => true,
        Seen::Separated => style.form.separates(),
        Seen::Accepted => false,
    };
    let styles = styles(number).filter(|style| should(style) && mutation.shows(*style));
    let outcome = |style: Style| {
        let drift = drift(&mutation.page, style, spec);
        let wrong = !names(&drift, mutation) || (mutation.seen != Seen::Example && drift.agrees());
        let said = drift.differences().map(|one| format!("{:?} {:?} {}", one.class(), one.change(), one.fact()));
        let said = said.collect::<Vec<_>>().join("; ");
        (style.form, wrong.then(|| format!("{} {style:?}: {}\n    said: {said}", mutation.page.name, mutation.change)))
    };
    styles.map(outcome).collect()
}

#[test]
fn every_change_of_a_cell_is_named_in_every_form() {
    let spec = spec();
    let mutations: Vec<_> = pages().iter().flat_map(dingtalk_pages::Page::mutations).enumerate().collect();
    let mut counts = Counts::default();
    let mut lines = Vec::new();
    let outcomes = each(&mutations, |(number, mutation)| missed(*number, mutation, &spec));
    for ((_, mutation), outcomes) in mutations.iter().zip(outcomes) {
        for (form, wrong) in outcomes {
            counts.add(mutation.cell, form, wrong.is_none());
            lines.extend(wrong);
        }
    }
    let table = counts.table();
    println!("{table}");
    assert!(lines.is_empty(), "{table}\n{} changes were missed:\n{}", lines.len(), lines.join("\n"));
    for form in Form::ALL {
        assert!(counts.total(form) >= CHANGES, "{form:?}: {}", counts.total(form));
    }
}

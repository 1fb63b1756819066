//! Compares two saves of a page without a spec.

use super::accepted_rows::is_said;
use super::comparison::Comparison;
use super::difference::{Difference, DifferenceClass, DifferenceKind};
use super::earlier_saves::shown_rows;
use super::error_comparison::without_whitespace;
use super::operation_matching::remark;
use super::page_facts::page_facts;
use super::report::{Drift, KeyedRow, PageDrift};
use crate::page::Page;
use dingtalk_spec::title::is_same_title;
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

/// Compares two saves of a page without a spec.
#[must_use]
pub fn diff_pages(old: &Page, new: &Page) -> Drift {
    let old_facts = page_facts(old, Some(&page_facts(new, None)));
    let before = Comparison::new(old, &old_facts, None);
    let after = Comparison::new(new, &old_facts, None);
    // Notes compare a page with a spec, but for those of examples.
    let is_change =
        |difference: &Difference| difference.class == DifferenceClass::Fact || difference.fact.starts_with("example ");
    // A page that contradicts itself as before has no change there.
    let known: HashSet<_> = before.differences.iter().map(said).collect();
    let differences = after.differences.into_iter();
    let mut differences: Vec<Difference> =
        differences.filter(|difference| is_change(difference) && !known.contains(&said(difference))).collect();
    differences.extend(reworded_title(old, new));
    let reworded = reworded_rows((old, &before.rows), (new, &after.rows), &differences);
    differences.extend(reworded);
    let page = PageDrift { remark: remark(old, new), ..PageDrift::new(new, &old.file, differences) };
    Drift { pages: vec![page], ..Drift::default() }
}

/// Returns the fact and both values.
fn said(difference: &Difference) -> (&str, DifferenceKind, &str, &str) {
    (&difference.fact, difference.change, &difference.page_says, &difference.spec_says)
}

fn reworded(fact: &str, old: &str, new: &str, line: Option<usize>) -> Difference {
    Difference::new(DifferenceClass::Wording, DifferenceKind::Changed, fact).page(new, line).spec(old)
}

fn reworded_title(old: &Page, new: &Page) -> Option<Difference> {
    let (before, after) = (old.title.as_deref()?, new.title.as_deref()?);
    (!is_same_title(before, after)).then(|| reworded("title", before, after, None))
}

/// Returns the rows whose facts agree and whose texts do not.
fn reworded_rows(old: (&Page, &[KeyedRow]), new: (&Page, &[KeyedRow]), said: &[Difference]) -> Vec<Difference> {
    let texts = LazyCell::new(|| (shown_rows(old.0), shown_rows(new.0)));
    let before: HashMap<&str, &KeyedRow> = old.1.iter().map(|row| (row.key.as_str(), row)).collect();
    let changed = |row: &KeyedRow| {
        let before = before.get(row.key.as_str())?;
        let is_same = without_whitespace(&before.text) == without_whitespace(&row.text);
        let reworded = || {
            let (old, new) = (texts.0.get(before.text.as_str()), texts.1.get(row.text.as_str()));
            reworded(&row.key, old.unwrap_or(&before.text), new.unwrap_or(&row.text), row.line)
        };
        (!is_same && !is_said(said, &row.key)).then(reworded)
    };
    new.1.iter().filter_map(changed).collect()
}

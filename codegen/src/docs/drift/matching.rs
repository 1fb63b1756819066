//! Which operation of a spec a page describes.

use crate::docs::facts::{Operation, SpecFacts};
use crate::docs::page::{Page, Part};
use std::collections::BTreeSet;

/// From which likeness of address and rows on a page is taken for one whose address has changed.
const NEAR: f64 = 0.75;

/// From which share of common rows on, and from how many rows on, a page is found by its rows alone.
const ALIKE: f64 = 0.9;
const ENOUGH: usize = 6;

/// The number of the operation that a page describes: found by the page's address, by its title, by method and path, by the path,
/// by the nearest path.
pub(super) fn find(page: &Page, spec: &SpecFacts) -> Option<usize> {
    by_address(page, spec)
        .or_else(|| by_title(page, spec))
        .or_else(|| by_path(page, spec, true))
        .or_else(|| by_path(page, spec, false))
        .or_else(|| nearest(page, spec))
}

fn by_address(page: &Page, spec: &SpecFacts) -> Option<usize> {
    let address = address(page.url.as_deref()?);
    let has_it = |operation: &Operation| {
        let mut urls = operation.file.pages.iter().flatten().filter_map(|page| page.url.as_ref());
        urls.any(|url| self::address(&url.value) == address)
    };
    best(page, spec, has_it)
}

/// An address without what differs between two ways to the same page: scheme, host, query, a slash at its end.
fn address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or(rest, |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    path.trim_matches('/').to_lowercase()
}

fn by_title(page: &Page, spec: &SpecFacts) -> Option<usize> {
    let title = plain(page.title.as_deref()?);
    if title.is_empty() {
        return None;
    }
    let has_it =
        |operation: &Operation| operation.file.pages.iter().flatten().any(|page| plain(&page.title.value) == title);
    best(page, spec, has_it)
}

/// A title without what differs between two copies of it: case, white space, punctuation.
fn plain(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn by_path(page: &Page, spec: &SpecFacts, with_method: bool) -> Option<usize> {
    let path = template(&page.basics.path.as_ref()?.text);
    let method = page.basics.method.as_ref();
    let has_it = |operation: &Operation| {
        let same_method = method.is_some_and(|method| method.text.eq_ignore_ascii_case(&operation.method().value));
        template(&operation.path().value) == path && (same_method || !with_method)
    };
    best(page, spec, has_it)
}

/// A path without the names of its parameters.
fn template(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.trim().trim_end_matches('/').chars() {
        match c {
            '{' => inside = true,
            '}' => {
                inside = false;
                out.push_str("{}");
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Of the operations that have something, the one that is most like the page.
fn best(page: &Page, spec: &SpecFacts, has_it: impl Fn(&Operation) -> bool) -> Option<usize> {
    let found = spec.operations.iter().enumerate().filter(|(_, operation)| has_it(operation));
    let found: Vec<(usize, &Operation)> = found.collect();
    let (first, _) = *found.first()?;
    if found.len() == 1 {
        return Some(first);
    }
    let rated = found.into_iter().map(|(index, operation)| (likeness(page, operation), index));
    rated.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, index)| index)
}

fn nearest(page: &Page, spec: &SpecFacts) -> Option<usize> {
    let rated =
        spec.operations.iter().enumerate().map(|(index, operation)| (likeness(page, operation), index, operation));
    let (likeness, index, operation) = rated.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
    let by_rows = || {
        let (page, own) = (names(page), own_names(operation));
        common(&page, &own) >= ALIKE && own.len() >= ENOUGH
    };
    (likeness >= NEAR || by_rows()).then_some(index)
}

/// How much of path and rows is the same, from 0 to 1.
fn likeness(page: &Page, operation: &Operation) -> f64 {
    let path = page.basics.path.as_ref().map_or("", |path| path.text.as_str());
    let paths = strsim::normalized_levenshtein(&template(path), &template(&operation.path().value));
    f64::midpoint(paths, common(&names(page), &own_names(operation)))
}

/// The share of names that two sets have in common.
fn common(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let all = one.union(other).count();
    let both = u32::try_from(one.intersection(other).count()).unwrap_or(u32::MAX);
    u32::try_from(all).ok().filter(|all| *all > 0).map_or(0.0, |all| f64::from(both) / f64::from(all))
}

/// What the rows of a page are about, as far as it is clear.
fn names(page: &Page) -> BTreeSet<String> {
    let tables = page.tables.iter().filter(|table| table.part != Part::Header);
    let members =
        tables.flat_map(|table| table.rows.iter().filter_map(move |row| Some((table.part, row.readings.first()?))));
    let members = members.map(|(part, cells)| format!("{} {}", part.word(), cells.name));
    let errors = page.errors.iter().flat_map(|table| &table.rows).filter_map(|row| row.readings.first());
    members.chain(errors.map(|cells| format!("error {}", cells.code))).collect()
}

fn own_names(operation: &Operation) -> BTreeSet<String> {
    let parts = [Part::Path, Part::Query, Part::Body, Part::Response];
    let nodes = parts.into_iter().filter_map(|part| operation.tree(part)).flat_map(|tree| {
        let expected = tree.nodes.iter().filter(|node| node.expected);
        expected.map(|node| format!("{} {}", tree.part.word(), node.name))
    });
    nodes.chain(operation.errors.iter().map(|row| format!("error {}", row.code))).collect()
}

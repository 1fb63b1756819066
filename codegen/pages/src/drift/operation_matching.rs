//! Finds the operation that each page describes, and tells whether two files are saves of the same page.

use super::page_facts::page_facts;
use crate::facts::{OperationFacts, SpecFacts, SpecOperation};
use crate::page::{Page, Part};
use dingtalk_spec::address::{is_same_page, template};
use dingtalk_spec::title::is_same_title;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

/// Minimum similarity of path and rows for a page whose URL changed, and of rows alone if its title changed too.
const MIN_SIMILARITY: f64 = 0.75;

/// Minimum share and number of common rows for matching by rows alone.
const MIN_ROW_SHARE: f64 = 0.9;
const MIN_ROWS: usize = 6;

/// Minimum share of common rows of two saves of a page.
const MIN_SAVED_SHARE: f64 = 0.5;

/// Parts whose rows tell operations apart.
const PARTS: [Part; 4] = [Part::Path, Part::Query, Part::Body, Part::Response];

/// A page whose operation is looked for.
struct SoughtPage<'a> {
    page: &'a Page,
    /// Names of its rows. Most pages are found without them.
    names: OnceCell<BTreeSet<String>>,
}

impl<'a> SoughtPage<'a> {
    fn new(page: &'a Page) -> Self {
        Self { page, names: OnceCell::new() }
    }

    fn names(&self) -> &BTreeSet<String> {
        self.names.get_or_init(|| page_names(self.page))
    }
}

/// Returns the operation index of each page: by URL, by title, by method and path. Operations that no page of a
/// language matches are then matched by path or by similarity.
pub(super) fn find(pages: &[Page], spec: &SpecFacts) -> Vec<Option<usize>> {
    let sought: Vec<SoughtPage<'_>> = pages.iter().map(SoughtPage::new).collect();
    let mut found: Vec<Option<usize>> = sought.iter().map(|sought| known(sought, spec)).collect();
    let with_language = |(page, found): (&Page, &Option<usize>)| Some(((*found)?, page.language.tag()));
    let taken: HashSet<(usize, &str)> = pages.iter().zip(&found).filter_map(with_language).collect();
    for (sought, found) in sought.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
        let is_free = |number: usize| !taken.contains(&(number, sought.page.language.tag()));
        let free: Vec<usize> = (0..spec.operations.len())
            .filter(|number| is_free(*number) && may_be(sought, &spec.operations[*number]))
            .collect();
        *found = by_path(sought, spec, &free).or_else(|| nearest(sought, spec, &free));
    }
    found
}

/// Returns the operation of a page by its URL, otherwise by its title, otherwise by its method and path.
fn known(sought: &SoughtPage<'_>, spec: &SpecFacts) -> Option<usize> {
    let page = sought.page;
    let has_url = |operation: &SpecOperation| {
        let mut urls = operation.pages().iter().filter_map(|own| own.url.as_ref());
        page.url.as_ref().is_some_and(|url| urls.any(|own| is_same_page(&own.value, url)))
    };
    let has_title = |operation: &SpecOperation| {
        let mut titles = operation.pages().iter().map(|own| &own.title.value);
        page.title.as_ref().is_some_and(|title| titles.any(|own| is_same_title(own, title)))
    };
    let has_method = |operation: &SpecOperation| {
        let method = page.basics.method.as_ref();
        method.is_some_and(|method| method.text.eq_ignore_ascii_case(&operation.file.request.method.value))
    };
    best(sought, spec, &all_that(spec, has_url))
        .or_else(|| best(sought, spec, &all_that(spec, has_title)))
        .or_else(|| by_path(sought, spec, &all_that(spec, has_method)))
}

/// Returns `true` if a page without a better match may belong to an operation. If the operation lists another page in
/// this language, rows must be similar, since one path serves several methods.
fn may_be(sought: &SoughtPage<'_>, operation: &SpecOperation) -> bool {
    let page = sought.page;
    let own = operation.pages().iter().filter(|own| own.language.value == page.language.tag());
    let mut own = own.peekable();
    let is_titled = page.title.is_some() && own.peek().is_some();
    let is_elsewhere = page.url.is_some() && own.any(|own| own.url.is_some());
    !(is_titled || is_elsewhere) || has_rows_of(sought, operation, MIN_SIMILARITY)
}

fn by_path(sought: &SoughtPage<'_>, spec: &SpecFacts, among: &[usize]) -> Option<usize> {
    let path = template(&sought.page.basics.path.as_ref()?.text);
    let has_it = |number: &usize| template(&spec.operations[*number].file.request.path.value) == path;
    best(sought, spec, &among.iter().copied().filter(has_it).collect::<Vec<_>>())
}

fn all_that(spec: &SpecFacts, has_it: impl Fn(&SpecOperation) -> bool) -> Vec<usize> {
    let found = spec.operations.iter().enumerate().filter(|(_, operation)| has_it(operation));
    found.map(|(number, _)| number).collect()
}

/// Returns the most similar of some operations.
fn best(sought: &SoughtPage<'_>, spec: &SpecFacts, among: &[usize]) -> Option<usize> {
    match among {
        [only] => Some(*only),
        _ => rated(sought, spec, among).map(|(_, number)| number),
    }
}

fn rated(sought: &SoughtPage<'_>, spec: &SpecFacts, among: &[usize]) -> Option<(f64, usize)> {
    let rated = among.iter().map(|number| (similarity(sought, &spec.operations[*number]), *number));
    rated.reduce(|best, other| if other.0 > best.0 { other } else { best })
}

fn nearest(sought: &SoughtPage<'_>, spec: &SpecFacts, among: &[usize]) -> Option<usize> {
    let (similarity, number) = rated(sought, spec, among)?;
    (similarity >= MIN_SIMILARITY || has_rows_of(sought, &spec.operations[number], MIN_ROW_SHARE)).then_some(number)
}

/// Returns `true` if enough rows are the same.
fn has_rows_of(sought: &SoughtPage<'_>, operation: &SpecOperation, share: f64) -> bool {
    let own = names(&operation.facts);
    own.len() >= MIN_ROWS && common(sought.names(), &own) >= share
}

/// Similarity of path and rows, from 0 to 1.
fn similarity(sought: &SoughtPage<'_>, operation: &SpecOperation) -> f64 {
    let path = sought.page.basics.path.as_ref().map_or("", |path| path.text.as_str());
    let paths = strsim::normalized_levenshtein(&template(path), &template(&operation.file.request.path.value));
    f64::midpoint(paths, common(sought.names(), &names(&operation.facts)))
}

/// Jaccard index of two sets.
fn common(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let all = one.union(other).count();
    let both = u32::try_from(one.intersection(other).count()).unwrap_or(u32::MAX);
    u32::try_from(all).ok().filter(|all| *all > 0).map_or(0.0, |all| f64::from(both) / f64::from(all))
}

/// Returns the names of fields and the codes of errors.
fn names(facts: &OperationFacts) -> BTreeSet<String> {
    let nodes = PARTS.into_iter().filter_map(|part| facts.tree(part)).flat_map(|tree| {
        let expected = tree.nodes.iter().filter(|node| node.expected);
        expected.map(|node| format!("{} {}", tree.part.word(), node.name))
    });
    nodes.chain(facts.errors.iter().map(|row| format!("error {}", row.code))).collect()
}

fn page_names(page: &Page) -> BTreeSet<String> {
    names(&page_facts(page, None))
}

/// Returns a remark if two pages are not comparable.
pub(super) fn remark(old: &Page, new: &Page) -> Option<String> {
    let both = |one: &Option<String>, other: &Option<String>, same: fn(&str, &str) -> bool| {
        one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| same(one, other))
    };
    let path = |page: &Page| page.basics.path.as_ref().map(|path| path.text.clone());
    let is_same = both(&old.url, &new.url, is_same_page)
        || both(&old.title, &new.title, is_same_title)
        || both(&path(old), &path(new), |one, other| template(one) == template(other))
        || common(&page_names(old), &page_names(new)) > MIN_SAVED_SHARE;
    if !is_same {
        return Some(
            "these are pages of two operations: neither address, title, path nor most rows are the same".to_owned(),
        );
    }
    let (one, other) = (old.language.tag(), new.language.tag());
    (one != other).then(|| format!("the older page is in {one} and the newer one in {other}: all texts differ"))
}

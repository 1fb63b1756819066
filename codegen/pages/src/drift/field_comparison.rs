//! Compares parameters and fields.

use super::alignment::RowAlignment;
use super::comparison::Comparison;
use super::resolved_rows::{ResolvedRow, resolved_rows};
use super::whole_value;
use crate::facts::{FieldNode, field_path, key, path_below};
use crate::page::{FieldCells, Part, RequiredFlag, RowId, TypeMeaning};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (page, facts) = (comparison.page, comparison.facts);
    let trees = Part::ALL.iter().filter_map(|part| facts.tree(*part));
    let mut parts: Vec<RowAlignment<'_>> =
        trees.map(|tree| RowAlignment::new(tree.part, resolved_rows(page, tree.part, tree), tree)).collect();
    let moved = moved(&mut parts);
    for (row, node) in moved {
        let (from, to) = (&parts[row.0], &parts[node.0]);
        let target = &to.tree.nodes[node.1];
        place_changed(comparison, target, from.part.word(), &from.rows[row.1]);
        cells(comparison, to.part, &from.rows[row.1], target);
        comparison.resolve(RowId::Field(from.part, row.1), Some((to.part, node.1)));
    }
    for mut part in parts {
        whole_value::adopt(page, &mut part);
        part.rename();
        compare_rows(comparison, &part);
        if page.table(part.part).is_none() && !part.rows.iter().any(|row| row.cells.is_some()) {
            missing_table(comparison, &part);
        } else {
            removed(comparison, &part);
        }
        if part.part == Part::Header {
            token(comparison, &part);
        }
    }
}

/// Reports an access token that the page does not send. Its header is not a parameter in the spec.
fn token(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>) {
    let Some(header) = &comparison.facts.dialect.token_header else { return };
    let mut free = part.free_nodes().into_iter().map(|node| &part.tree.nodes[node]);
    if let Some(target) = free.find(|node| node.name.eq_ignore_ascii_case(header))
        && comparison.page.sends(header) == Some(false)
    {
        comparison.removed(&target.key, "the access token; `token: false` says that none is sent", &target.place);
    }
}

/// A row by part index and row index.
type PartIndex = (usize, usize);

/// Finds parameters that the page lists in another part than the spec, and removes them from both.
fn moved(parts: &mut [RowAlignment<'_>]) -> Vec<(PartIndex, PartIndex)> {
    let mut found = Vec::new();
    for from in 0..parts.len() {
        for row in parts[from].free_rows() {
            let source = &parts[from];
            let name = source.rows[row].name().unwrap_or_default();
            if name.is_empty() || source.rows[row].row.parent.is_some() || source.part == Part::Response {
                continue;
            }
            let target = |part: &RowAlignment<'_>| {
                part.free_nodes().into_iter().find(|node| {
                    let node = &part.tree.nodes[*node];
                    node.expected && node.parent.is_none() && node.name == name
                })
            };
            let mut others = parts.iter().enumerate().filter(|(to, part)| *to != from && part.part != Part::Response);
            if let Some((to, node)) = others.find_map(|(to, part)| Some((to, target(part)?))) {
                parts[from].at[row] = Some(None);
                parts[to].row_of[node] = Some(usize::MAX);
                found.push(((from, row), (to, node)));
            }
        }
    }
    found
}

/// Compares each row of the page with the spec.
fn compare_rows(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>) {
    let mut paths: Vec<String> = Vec::new();
    for (index, row) in part.rows.iter().enumerate() {
        let own_path = page_path(part, index, &paths);
        let fact = match part.at[index] {
            Some(Some(node)) => part.tree.nodes[node].key.clone(),
            _ => key(part.part, &own_path),
        };
        paths.push(own_path);
        let id = RowId::Field(part.part, index);
        comparison.record_row(&fact, Some(id), &row.row.written, row.row.certain().is_some());
        match (part.at[index], row.cells) {
            (Some(Some(node)), Some(listed)) => known(comparison, part, index, node, listed),
            (Some(None), Some(listed)) if listed.name.is_empty() => {
                whole_value::compare(comparison, part, listed, row);
            }
            (None, Some(listed)) => {
                let place = part.tree.place_below(part.above(index).flatten());
                comparison.added(&fact, describe(listed), row.line(), &place);
            }
            (None, None) => {
                comparison.added(&fact, row.shown_text(), row.line(), &part.tree.place);
            }
            _ => {}
        }
        if let Some(at) = part.at[index] {
            comparison.resolve(id, at.map(|node| (part.part, node)));
        }
    }
}

/// Returns the path of a page row, using the spec's path for its matched parent.
fn page_path(part: &RowAlignment<'_>, index: usize, paths: &[String]) -> String {
    let row = &part.rows[index];
    let Some(name) = row.name() else { return row.shown_text() };
    let Some(parent) = row.row.parent else { return field_path("", name, false) };
    let holder = match part.at[parent] {
        Some(Some(node)) => part.tree.nodes[node].path(),
        _ => paths.get(parent).map_or("", String::as_str),
    };
    path_below(holder, part.rows[parent].meaning(), name)
}

/// Compares a matched row.
fn known(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>, index: usize, node: usize, listed: &FieldCells) {
    let (row, target) = (&part.rows[index], &part.tree.nodes[node]);
    if part.renamed.contains(&index) {
        comparison.changed(&target.key, &listed.name, row.line(), &target.name, &target.place);
    }
    if let Some(other) = other_holder(part, index, node) {
        // Only row order shows nesting on a page, and examples are compared separately.
        comparison.note(&target.key, format!("the page reads as if it belonged to `{other}`"), row.line());
    }
    cells(comparison, part.part, row, target);
}

fn place_changed(comparison: &mut Comparison<'_>, target: &FieldNode, page: &str, row: &ResolvedRow<'_>) {
    let holder = target.key.rsplit_once(['.', ' ']).map_or(target.key.as_str(), |(holder, _)| holder);
    comparison.changed(&format!("{} place", target.key), page, row.line(), holder, &target.place);
}

/// Returns the parent on the page, if it is settled, differs from the spec, and no other difference explains it.
fn other_holder(part: &RowAlignment<'_>, index: usize, node: usize) -> Option<String> {
    let row = &part.rows[index];
    let page = part.named(part.above(index)?);
    let own = part.named(part.tree.nodes[node].parent);
    if !row.row.settled || page == own {
        return None;
    }
    let explained = own.is_some_and(|own| {
        let holder = part.row_of[own].and_then(|row| part.rows.get(row)).and_then(ResolvedRow::meaning);
        holder.is_none_or(|meaning| !part.tree.nodes[own].kind.agrees(meaning))
    });
    let word = |at: Option<usize>| at.map_or(part.part.word(), |at| part.tree.nodes[at].key.as_str()).to_owned();
    (!explained).then(|| word(page))
}

/// Compares the cells of a matched row.
fn cells(comparison: &mut Comparison<'_>, part: Part, row: &ResolvedRow<'_>, target: &FieldNode) {
    let Some(listed) = row.cells.filter(|_| !target.is_envelope) else { return };
    let at = row.line();
    let agrees = match comparison.spec {
        Some(_) => target.kind.agrees(&listed.ty.meaning),
        None => target.word == listed.ty.text,
    };
    if !agrees {
        let says = if listed.ty.text.is_empty() { "nothing" } else { &listed.ty.text };
        comparison.changed(&format!("{} type", target.key), says, at, &target.word, &target.cell("type"));
    }
    if let (Some(flag), Some(own)) = (&listed.required, &target.required) {
        // Items and whole values have no flag.
        let is_without = flag.word().is_empty() && target.is_nameless();
        if flag != own && !is_without {
            let fact = format!("{} required", target.key);
            comparison.changed(&fact, flag.word(), at, own.word(), &target.cell("required"));
        }
    }
    values(comparison, part, row, listed, target);
}

/// Compares enum values. Responses accept every spelling, so the page may list any. Requests send the first spelling,
/// so another one on the page is a difference.
fn values(comparison: &mut Comparison<'_>, part: Part, row: &ResolvedRow<'_>, listed: &FieldCells, target: &FieldNode) {
    let Some(own) = &target.values else {
        if !listed.values.is_empty() && target.word == "string" {
            comparison.note(&target.key, "the page lists values, the spec has none", row.line());
        }
        return;
    };
    for value in &listed.values {
        if target.value(&value.value).is_none() {
            let fact = format!("{} value {}", target.key, value.value);
            comparison.added(&fact, &value.description, row.line(), &target.cell("values"));
        }
    }
    let spellings: Vec<&str> = own.iter().flat_map(|own| &own.spellings).map(String::as_str).collect();
    let is_listed = |spelling: &&str| {
        let mut values = listed.values.iter();
        let is_mentioned = || values.len() == 0 && mentions(&listed.description, spelling, &spellings);
        is_mentioned() || values.any(|value| value.value == *spelling)
    };
    for own in own {
        let sent = own.spellings.first().map_or("", String::as_str);
        let fact = format!("{} value {sent}", target.key);
        match own.spellings.iter().map(String::as_str).find(is_listed) {
            None => comparison.removed(&fact, "", &own.place),
            Some(other) if part != Part::Response && other != sent => {
                comparison.changed(&fact, other, row.line(), sent, &own.place);
            }
            Some(_) => {}
        }
    }
}

/// Returns `true` if a text contains a value as a word, or right after another value: copied items run together.
fn mentions(text: &str, value: &str, values: &[&str]) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(value).any(|(start, _)| {
        let (before, behind) = (&text[..start], &text[start + value.len()..]);
        let begins = !before.ends_with(is_word) || values.iter().any(|other| before.ends_with(other));
        begins && !behind.starts_with(is_word)
    })
}

/// Reports a missing table.
fn missing_table(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>) {
    let expected: Vec<usize> = part.free_nodes().into_iter().filter(|node| part.tree.nodes[*node].expected).collect();
    match expected.as_slice() {
        [] => {}
        [_] => removed(comparison, part),
        rows => {
            let says = format!("{} rows (the {} table is not on the page)", rows.len(), part.part.word());
            comparison.removed(part.part.word(), says, &part.tree.place);
        }
    }
}

/// Reports rows that only the spec has.
fn removed(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>) {
    let mut closed = Vec::new();
    for node in part.free_nodes() {
        let target = &part.tree.nodes[node];
        if !target.expected {
            continue;
        }
        if let Some(holder) = closed_holder(part, node).filter(|_| comparison.spec.is_some()) {
            if !closed.contains(&holder) {
                closed.push(holder);
                let row = part.row_of[holder].and_then(|row| part.rows.get(row)).and_then(ResolvedRow::line);
                comparison.note(&part.tree.nodes[holder].key, "the page does not list its fields", row);
            }
            continue;
        }
        let required = if target.required == Some(RequiredFlag::Yes) { ", required" } else { "" };
        comparison.removed(&target.key, format!("{}{required}", target.word), &target.place);
    }
}

/// Returns the nearest ancestor on the page, if it has a named type without any field rows.
fn closed_holder(part: &RowAlignment<'_>, node: usize) -> Option<usize> {
    let mut above = part.tree.path_from(part.tree.nodes[node].parent);
    let row = |holder: usize| part.row_of[holder].and_then(|row| part.rows.get(row));
    let (holder, row) = above.find_map(|holder| Some((holder, row(holder)?)))?;
    let named = matches!(row.meaning()?.innermost(), TypeMeaning::Named(_) | TypeMeaning::Map(None));
    (named && !has_fields(part, holder)).then_some(holder)
}

fn has_fields(part: &RowAlignment<'_>, holder: usize) -> bool {
    let nodes = part.tree.nodes.iter().zip(&part.row_of).filter(|(_, row)| row.is_some());
    nodes.into_iter().any(|(node, _)| part.tree.path_from(node.parent).any(|above| above == holder))
}

/// Describes a row in a few words.
pub(super) fn describe(listed: &FieldCells) -> String {
    let required = match &listed.required {
        Some(RequiredFlag::Yes) => ", required",
        Some(RequiredFlag::No) => ", optional",
        _ => "",
    };
    format!("{}{required}", listed.ty.text)
}

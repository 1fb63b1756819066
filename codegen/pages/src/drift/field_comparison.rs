//! Parameters and members.

use super::alignment::RowAlignment;
use super::comparison::Comparison;
use super::page_rows::{PageRow, innermost, lines, tables};
use super::whole_value;
use crate::facts::{FieldNode, key, way};
use crate::page::{FieldCells, Part, RequiredFlag, TypeMeaning};
use dingtalk_spec::{MapEntry, Text};

const PARTS: [Part; 5] = [Part::Header, Part::Path, Part::Query, Part::Body, Part::Response];

/// How much of a row that cannot be read is shown.
const SHOWN: usize = 60;

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let operation = comparison.operation;
    let page = comparison.page;
    let trees = PARTS.iter().filter_map(|part| operation.tree(*part));
    let mut parts: Vec<RowAlignment<'_>> =
        trees.map(|tree| RowAlignment::new(tree.part, lines(page, tree.part, tree), tree)).collect();
    let moved = moved(&mut parts);
    for (line, node) in moved {
        let (from, to) = (&parts[line.0], &parts[node.0]);
        let target = &to.tree.nodes[node.1];
        place_changed(comparison, target, from.part.word(), &from.lines[line.1]);
        cells(comparison, to.part, &from.lines[line.1], target);
        comparison.pair((from.part, line.1), (to.part, node.1));
    }
    for mut part in parts {
        whole_value::adopt(page, &mut part);
        part.rename();
        rows(comparison, &part);
        if tables(page, part.part).next().is_none() && !part.lines.iter().any(|line| line.cells.is_some()) {
            missing_table(comparison, &part);
        } else {
            gone(comparison, &part);
        }
        if part.part == Part::Header {
            token(comparison, &part);
        }
    }
}

/// The access token, where the page says what is sent and does not have it. Its header is no parameter of the spec.
fn token(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>) {
    let header = &comparison.spec.token;
    let mut free = part.free_nodes().into_iter().map(|node| &part.tree.nodes[node]);
    if let Some(target) = free.find(|node| node.name.eq_ignore_ascii_case(header))
        && comparison.page.sends(header) == Some(false)
    {
        comparison.gone(&target.key, "the access token; `token: false` says that none is sent", &target.place);
    }
}

/// A row of a part.
type PartIndex = (usize, usize);

/// Parameters that the page lists in another part than the spec. They are taken out of both.
fn moved(parts: &mut [RowAlignment<'_>]) -> Vec<(PartIndex, PartIndex)> {
    let mut found = Vec::new();
    let top = |part: &RowAlignment<'_>, line: usize| part.lines[line].parent.is_none() && part.part != Part::Response;
    for from in 0..parts.len() {
        for line in parts[from].free_lines() {
            let Some(name) = parts[from].lines[line].name().filter(|name| !name.is_empty()) else { continue };
            let is_target = |(to, part): &(usize, &RowAlignment<'_>)| *to != from && part.part != Part::Response;
            let in_part = |(to, part): (usize, &RowAlignment<'_>)| {
                let free = part.free_nodes().into_iter().map(|node| &part.tree.nodes[node]).zip(part.free_nodes());
                let node = free
                    .filter(|(node, _)| node.expected && node.parent.is_none() && node.name == name)
                    .map(|(_, node)| node);
                node.map(move |node| (to, node)).next()
            };
            let target =
                parts.iter().enumerate().filter(is_target).find_map(in_part).filter(|_| top(&parts[from], line));
            if let Some((to, node)) = target {
                parts[from].at[line] = Some(None);
                parts[to].line_of[node] = Some(usize::MAX);
                found.push(((from, line), (to, node)));
            }
        }
    }
    found
}

/// What the rows of the page say that the spec says otherwise, or not at all.
fn rows(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>) {
    let mut ways: Vec<String> = Vec::new();
    for (index, line) in part.lines.iter().enumerate() {
        let own_way = page_way(part, index, &ways);
        let fact = match part.at[index] {
            Some(Some(node)) => part.tree.nodes[node].key.clone(),
            _ => key(part.part, &own_way),
        };
        ways.push(own_way);
        comparison.keep(&fact, line.row, line.certain);
        match (part.at[index], line.cells) {
            (Some(Some(node)), Some(listed)) => known(comparison, part, index, node, listed),
            (Some(None), Some(listed)) if listed.name.is_empty() => {
                whole_value::compare(comparison, part, listed, line);
            }
            (None, Some(listed)) => {
                let place = part.tree.place_below(part.above(index).flatten());
                comparison.added(&fact, describe(listed), line.row.line, &place);
            }
            (None, None) => {
                let says: String = line.row.text.chars().take(SHOWN).collect();
                comparison.added(&fact, says, line.row.line, &part.tree.place);
            }
            _ => {}
        }
        if let Some(Some(node)) = part.at[index] {
            comparison.pair((part.part, index), (part.part, node));
        }
        if part.at[index].is_some() {
            comparison.understand(line.row);
        }
    }
}

/// The way to a row as the page has it; that of the spec for what stands above it there.
fn page_way(part: &RowAlignment<'_>, index: usize, ways: &[String]) -> String {
    let line = &part.lines[index];
    let Some(name) = line.name() else { return line.row.text.chars().take(SHOWN).collect() };
    let Some(parent) = line.parent else { return way("", name, false) };
    let holder = match part.at[parent] {
        Some(Some(node)) => {
            let known = part.tree.nodes[node].key.split_once(' ').map_or("", |(_, way)| way);
            known.to_owned()
        }
        _ => ways.get(parent).cloned().unwrap_or_default(),
    };
    let lists =
        !name.is_empty() && matches!(part.lines[parent].meaning(), Some(TypeMeaning::Array(_) | TypeMeaning::Map(_)));
    way(&if lists { format!("{holder}[]") } else { holder }, name, true)
}

/// A row that both have.
fn known(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>, index: usize, node: usize, listed: &FieldCells) {
    let (line, target) = (&part.lines[index], &part.tree.nodes[node]);
    if part.renamed.contains(&index) {
        comparison.changed(&target.key, &listed.name, line.row.line, &target.name, &target.place);
    }
    if let Some(other) = other_holder(part, index, node) {
        // Nothing on a page but the order of rows shows nesting, and examples are compared by themselves.
        comparison.note(&target.key, format!("the page reads as if it belonged to `{other}`"), line.row.line);
    }
    cells(comparison, part.part, line, target);
}

fn place_changed(comparison: &mut Comparison<'_>, target: &FieldNode, page: &str, line: &PageRow<'_>) {
    let holder = target.key.rsplit_once(['.', ' ']).map_or(target.key.as_str(), |(holder, _)| holder);
    comparison.changed(&format!("{} place", target.key), page, line.row.line, holder, &target.place);
}

/// What the page says that a row belongs to, if that is settled and something else than in the spec, and no other difference explains it.
fn other_holder(part: &RowAlignment<'_>, index: usize, node: usize) -> Option<String> {
    let line = &part.lines[index];
    let page = part.named(part.above(index)?);
    let own = part.named(part.tree.nodes[node].parent);
    if !line.settled || page == own {
        return None;
    }
    let explained = own.is_some_and(|own| {
        let holder = part.line_of[own].and_then(|line| part.lines.get(line)).and_then(PageRow::meaning);
        holder.is_none_or(|meaning| !part.tree.nodes[own].kind.agrees(meaning))
    });
    let word = |at: Option<usize>| at.map_or(part.part.word(), |at| part.tree.nodes[at].key.as_str()).to_owned();
    (!explained).then(|| word(page))
}

/// The cells of a row that both have.
fn cells(comparison: &mut Comparison<'_>, part: Part, line: &PageRow<'_>, target: &FieldNode) {
    let Some(listed) = line.cells else { return };
    let at = line.row.line;
    if !target.kind.agrees(&listed.ty.meaning) {
        let says = if listed.ty.text.is_empty() { "nothing" } else { &listed.ty.text };
        comparison.changed(&format!("{} type", target.key), says, at, &target.word, &target.cell("type"));
    }
    if let Some(required) = target.required.filter(|_| part != Part::Response) {
        let says = match &listed.required {
            Some(RequiredFlag::Yes) if !required => Some("required"),
            Some(RequiredFlag::No) if required => Some("optional"),
            // A row for an item or the whole has nothing there.
            Some(RequiredFlag::Other(words)) if !(words.is_empty() && target.is_nameless()) => Some(words.as_str()),
            _ => None,
        };
        if let Some(says) = says {
            let own = if required { "required" } else { "optional" };
            comparison.changed(&format!("{} required", target.key), says, at, own, &target.cell("required"));
        }
    }
    values(comparison, part, line, listed, target);
}

/// The values of an enumeration. A response is read in every spelling, so the page may list any. A request is sent in the first
/// spelling, so another one on the page is a difference.
fn values(comparison: &mut Comparison<'_>, part: Part, line: &PageRow<'_>, listed: &FieldCells, target: &FieldNode) {
    let Some(own) = &target.values else {
        if !listed.values.is_empty() && target.word == "string" {
            comparison.note(&target.key, "the page lists values, the spec has none", line.row.line);
        }
        return;
    };
    for value in &listed.values {
        if target.value(&value.value).is_none() {
            let fact = format!("{} value {}", target.key, value.value);
            comparison.added(&fact, &value.description, line.row.line, &target.cell("values"));
        }
    }
    let spellings: Vec<&str> = own.iter().flat_map(MapEntry::spellings).map(Text::as_str).collect();
    let is_listed = |spelling: &&str| {
        let mut values = listed.values.iter();
        let is_mentioned = || values.len() == 0 && mentions(&listed.description, spelling, &spellings);
        is_mentioned() || values.any(|value| value.value == *spelling)
    };
    for own in own {
        let (sent, fact) = (own.key.as_str(), format!("{} value {}", target.key, own.key.value));
        match own.spellings().map(Text::as_str).find(is_listed) {
            None => comparison.gone(&fact, "", &own.key.place),
            Some(other) if part != Part::Response && other != sent => {
                comparison.changed(&fact, other, line.row.line, sent, &own.key.place);
            }
            Some(_) => {}
        }
    }
}

/// Whether a text has a value as a word of its own, or right behind another value: copied items run together.
fn mentions(text: &str, value: &str, values: &[&str]) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(value).any(|(start, _)| {
        let (before, behind) = (&text[..start], &text[start + value.len()..]);
        let begins = !before.ends_with(is_word) || values.iter().any(|other| before.ends_with(other));
        begins && !behind.starts_with(is_word)
    })
}

/// A table that the page does not have.
fn missing_table(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>) {
    let expected: Vec<usize> = part.free_nodes().into_iter().filter(|node| part.tree.nodes[*node].expected).collect();
    match expected.as_slice() {
        [] => {}
        [_] => gone(comparison, part),
        rows => {
            let says = format!("{} rows (the {} table is not on the page)", rows.len(), part.part.word());
            comparison.gone(part.part.word(), says, &part.tree.place);
        }
    }
}

/// Rows that the spec alone has.
fn gone(comparison: &mut Comparison<'_>, part: &RowAlignment<'_>) {
    let mut closed = Vec::new();
    for node in part.free_nodes() {
        let target = &part.tree.nodes[node];
        if !target.expected {
            continue;
        }
        if let Some(holder) = closed_holder(part, node) {
            if !closed.contains(&holder) {
                closed.push(holder);
                let line = part.line_of[holder].and_then(|line| part.lines.get(line)).and_then(|line| line.row.line);
                comparison.note(&part.tree.nodes[holder].key, "the page does not list its members", line);
            }
            continue;
        }
        let required = if target.required == Some(true) { ", required" } else { "" };
        comparison.gone(&target.key, format!("{}{required}", target.word), &target.place);
    }
}

/// The row above one that is not on the page, if the page gives its type by a name and lists none of its members.
fn closed_holder(part: &RowAlignment<'_>, node: usize) -> Option<usize> {
    let mut above = part.tree.nodes[node].parent;
    while let Some(holder) = above {
        if let Some(line) = part.line_of[holder].and_then(|line| part.lines.get(line)) {
            let named = matches!(innermost(line.meaning()?), TypeMeaning::Named(_) | TypeMeaning::Map(None));
            return (named && !has_members(part, holder)).then_some(holder);
        }
        above = part.tree.nodes[holder].parent;
    }
    None
}

fn has_members(part: &RowAlignment<'_>, holder: usize) -> bool {
    part.tree.nodes.iter().zip(&part.line_of).any(|(node, line)| {
        let mut above = node.parent;
        while let Some(inner) = above.filter(|inner| *inner != holder) {
            above = part.tree.nodes[inner].parent;
        }
        above == Some(holder) && line.is_some()
    })
}

/// A row of the page in a few words.
pub(super) fn describe(listed: &FieldCells) -> String {
    let required = match &listed.required {
        Some(RequiredFlag::Yes) => ", required",
        Some(RequiredFlag::No) => ", optional",
        _ => "",
    };
    format!("{}{required}", listed.ty.text)
}

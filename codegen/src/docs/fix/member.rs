//! A new parameter or member that may be left out.

use super::{Addition, Side};
use crate::diag::Place;
use crate::docs::facts::{Operation, Tree};
use crate::docs::page::{Flag, Meaning, MemberCells, Part};
use crate::spec::{Content, Node};

/// The parts that a new row can be added to. A parameter of the path changes the path as well.
const PARTS: [Part; 4] = [Part::Header, Part::Query, Part::Body, Part::Response];

/// The member, if all pages say the same of it.
pub(super) fn addition(sides: &[&Side<'_>], operation: &Operation, fact: &str) -> Option<Addition> {
    let (word, way) = fact.split_once(' ')?;
    let part = PARTS.into_iter().find(|part| part.word() == word)?;
    let cells: Option<Vec<&MemberCells>> = sides.iter().map(|side| certain(side, part, fact)).collect();
    let cells = cells?;
    let [first, rest @ ..] = cells.as_slice() else { return None };
    let is_same = |other: &&MemberCells| other.name == first.name && other.ty.meaning == first.ty.meaning;
    // A name with a sign of ways in it stands for itself, and the way to it cannot be taken apart.
    let is_plain = !first.name.is_empty() && !first.name.contains(['.', '[', ' ']);
    let optional =
        cells.iter().all(|cells| matches!((&cells.required, part), (Some(Flag::No), _) | (None, Part::Response)));
    let listed = cells.iter().any(|cells| !cells.values.is_empty());
    if !rest.iter().all(is_same) || !is_plain || !optional || listed {
        return None;
    }
    let node = Node::Map(ty(&first.ty.meaning, part)?);
    let tree = operation.tree(part)?;
    let holder = match way.strip_suffix(&first.name)? {
        "" => top(operation, part, tree)?,
        above => below(tree, &format!("{word} {}", above.strip_suffix('.')?))?,
    };
    // Types that several operations share say nothing of one page alone.
    (holder.file_name() == operation.file.place.file_name()).then(|| Addition {
        holder,
        key: Some(first.name.clone()),
        node,
    })
}

fn certain<'a>(side: &Side<'a>, part: Part, fact: &str) -> Option<&'a MemberCells> {
    let text = side.text(fact)?;
    let tables = side.page.tables.iter().filter(|table| table.part == part);
    let mut rows = tables.flat_map(|table| &table.rows).filter(|row| row.row.text == text);
    let row = rows.next().filter(|row| row.settled)?;
    if rows.next().is_some() { None } else { row.certain() }
}

/// Where members of the whole are written; none if the whole has none.
fn top(operation: &Operation, part: Part, tree: &Tree) -> Option<Place> {
    let request = &operation.file.request;
    let content = match part {
        Part::Body => request.body.as_ref(),
        Part::Response => operation.file.response.as_ref(),
        _ => None,
    };
    (!matches!(content, Some(Content::Whole(_)))).then(|| tree.place.clone())
}

/// Where members of a row are written.
fn below(tree: &Tree, row: &str) -> Option<Place> {
    // A member of an item: what a page says of items has no row of its own.
    let holder = row.trim_end_matches("[]");
    let index = tree
        .nodes
        .iter()
        .position(|node| node.key == row)
        .or_else(|| tree.nodes.iter().position(|node| node.key == holder))?;
    let place = tree.place_below(Some(index));
    place.split().is_some_and(|(_, key)| key == "fields").then_some(place)
}

/// The type of the spec that says what a page's says and no more, as a field has it.
fn ty(meaning: &Meaning, part: Part) -> Option<Vec<(String, Node)>> {
    let field = |word: &str| vec![("type".to_owned(), Node::Text(word.to_owned()))];
    if let Meaning::Array(Some(items)) = meaning {
        // Elsewhere it would have to be said how a list is written.
        let in_json = matches!(part, Part::Body | Part::Response);
        let items = Node::Map(field(scalar(items).filter(|_| in_json)?));
        return Some(field("array").into_iter().chain([("items".to_owned(), items)]).collect());
    }
    scalar(meaning).map(field)
}

fn scalar(meaning: &Meaning) -> Option<&'static str> {
    Some(match meaning {
        Meaning::String => "string",
        Meaning::Boolean => "bool",
        Meaning::Integer => "int32",
        Meaning::Long => "int64",
        Meaning::Double => "float64",
        _ => return None,
    })
}

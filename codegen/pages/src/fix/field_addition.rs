//! Additions of optional parameters and fields.

use super::{Addition, ComparedPage, InsertPosition, NOT_ALIKE, NOT_CERTAIN, only_row};
use crate::facts::{FieldTree, SpecOperation};
use crate::page::{FieldCells, Part, RequiredFlag, TypeMeaning};
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::{ContentDecl, Node};

/// Reason for skipping all other facts.
const ONLY: &str = "only error rows and fields are added";

/// Parts that accept new rows. A path parameter would change the path.
const PARTS: [Part; 4] = [Part::Header, Part::Query, Part::Body, Part::Response];

/// Returns the field if all pages agree and nothing is left to decide, otherwise the reason for not adding it.
pub(super) fn addition(
    compared_pages: &[&ComparedPage<'_>],
    operation: &SpecOperation,
    fact: &str,
) -> Result<Addition, String> {
    let (word, path) = fact.split_once(' ').unwrap_or((fact, ""));
    let Some(part) = PARTS.into_iter().find(|part| part.word() == word) else { return Err(of_no_part(word)) };
    if compared_pages.iter().any(|compared| compared.text(fact).is_none()) {
        return Err(ONLY.to_owned());
    }
    let cells: Option<Vec<&FieldCells>> = compared_pages.iter().map(|compared| certain(compared, part, fact)).collect();
    let cells = cells.ok_or(NOT_CERTAIN)?;
    let [first, ..] = cells.as_slice() else { return Err(NOT_CERTAIN.to_owned()) };
    check_row(&cells, part)?;
    let no_type = || format!("which type of the spec is `{}` is for a person to say", first.ty.text);
    let node = Node::Map(ty(&first.ty.meaning, part).ok_or_else(no_type)?);
    let tree = operation.facts.tree(part).ok_or(NOT_CERTAIN)?;
    let above = path.strip_suffix(&first.name).ok_or(NOT_CERTAIN)?;
    let holder = if above.is_empty() {
        top(operation, part, tree).ok_or("the spec describes the whole value, not its fields")?
    } else {
        let above = above.strip_suffix('.').ok_or(NOT_CERTAIN)?;
        below(tree, &format!("{word} {above}")).ok_or("the spec does not have what it belongs to")?
    };
    if holder.file_name() != operation.file.place.file_name() {
        return Err("it belongs to a type that operations share".to_owned());
    }
    Ok(Addition { holder, at: InsertPosition::Key(first.name.clone()), node })
}

/// Returns the reason for skipping a fact of another part.
fn of_no_part(word: &str) -> String {
    match word {
        "path" => "a parameter in the path changes the path as well".to_owned(),
        _ => ONLY.to_owned(),
    }
}

/// Returns an error if something about a row needs a decision.
fn check_row(cells: &[&FieldCells], part: Part) -> Result<(), String> {
    let [first, rest @ ..] = cells else { return Ok(()) };
    let is_same = |other: &&FieldCells| {
        other.name == first.name && other.ty.meaning == first.ty.meaning && other.required == first.required
    };
    let optional = matches!((&first.required, part), (Some(RequiredFlag::No), _) | (None, Part::Response));
    let why = match &first.required {
        _ if !rest.iter().all(is_same) => NOT_ALIKE.to_owned(),
        // A path cannot be split at a name that contains path syntax.
        _ if first.name.is_empty() || first.name.contains(['.', '[', ' ']) => NOT_CERTAIN.to_owned(),
        Some(RequiredFlag::Yes) => "it is required".to_owned(),
        Some(RequiredFlag::Other(words)) => format!("whether it is required is for a person to say (`{words}`)"),
        _ if !optional => "the page does not say whether it is required".to_owned(),
        _ if cells.iter().any(|cells| !cells.values.is_empty()) => "it lists values".to_owned(),
        _ => return Ok(()),
    };
    Err(why)
}

fn certain<'a>(compared: &ComparedPage<'a>, part: Part, fact: &str) -> Option<&'a FieldCells> {
    only_row(compared.page.rows(part), compared.text(fact)?).filter(|row| row.settled)?.certain()
}

/// Returns the place of top-level fields, unless the whole is a single value.
fn top(operation: &SpecOperation, part: Part, tree: &FieldTree) -> Option<NodePath> {
    let request = &operation.file.request;
    let content = match part {
        Part::Body => request.body.as_ref(),
        Part::Response => operation.file.response.as_ref(),
        _ => None,
    };
    (!matches!(content, Some(ContentDecl::Whole(_)))).then(|| tree.place.clone())
}

/// Returns the place of a row's fields.
fn below(tree: &FieldTree, row: &str) -> Option<NodePath> {
    // Elements have no row of their own on pages.
    let holder = row.trim_end_matches("[]");
    let index = tree
        .nodes
        .iter()
        .position(|node| node.key == row)
        .or_else(|| tree.nodes.iter().position(|node| node.key == holder))?;
    let place = tree.place_below(Some(index));
    place.split().is_some_and(|(_, key)| key == "fields").then_some(place)
}

/// Returns the spec's type if it is an exact match.
fn ty(meaning: &TypeMeaning, part: Part) -> Option<Vec<(String, Node)>> {
    let field = |word: &str| vec![("type".to_owned(), Node::Text(word.to_owned()))];
    if let TypeMeaning::Array(Some(items)) = meaning {
        // Elsewhere a list needs a serialization style.
        let in_json = matches!(part, Part::Body | Part::Response);
        let items = Node::Map(field(scalar(items).filter(|_| in_json)?));
        return Some(field("array").into_iter().chain([("items".to_owned(), items)]).collect());
    }
    scalar(meaning).map(field)
}

fn scalar(meaning: &TypeMeaning) -> Option<&'static str> {
    meaning.spec_word().filter(|word| !matches!(*word, "datetime" | "bytes" | "any" | "object"))
}

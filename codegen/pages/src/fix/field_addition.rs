//! Additions of optional parameters and fields, with the fields in them.

use super::{Addition, ComparedPage, InsertPosition, NOT_ALIKE, NOT_CERTAIN, ONLY, check_own};
use crate::facts::{FieldTree, SpecOperation};
use crate::page::{FieldRow, Part, RequiredFlag, RowId};
use dingtalk_spec::ContentDecl;
use dingtalk_spec::diag::NodePath;

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
    let above = path.rfind('.').map_or("", |end| &path[..=end]);
    let name = &path[above.len()..];
    let tree = operation.facts.tree(part).ok_or(NOT_CERTAIN)?;
    let holder = match above.strip_suffix('.') {
        None => top(operation, part, tree).ok_or("the spec describes the whole value, not its fields")?,
        Some(above) => below(tree, &format!("{word} {above}")).ok_or("the spec does not have what it belongs to")?,
    };
    check_own(&holder, operation)?;
    let mut nodes = Vec::new();
    for compared in compared_pages {
        let row = compared.row(fact).ok_or(ONLY)?;
        let (wire, node) = compared.drafted.field(row).ok_or(NOT_CERTAIN)?;
        // A path cannot be split at a name that contains path syntax.
        if wire != name || name.contains(['[', ' ']) {
            return Err(NOT_CERTAIN.to_owned());
        }
        check_flag(compared, row)?;
        nodes.push(node?);
    }
    let node = nodes.pop().filter(|node| nodes.iter().all(|other| other == node)).ok_or(NOT_ALIKE)?;
    let before = compared_pages.first().map_or_else(Vec::new, |compared| siblings_before(compared, fact, word, above));
    Ok(Addition { holder, at: InsertPosition::Key { key: name.to_owned(), before }, node })
}

/// Returns the reason for skipping a fact of another part.
fn of_no_part(word: &str) -> String {
    match word {
        "path" => "a parameter in the path changes the path as well".to_owned(),
        _ => ONLY.to_owned(),
    }
}

/// Returns an error if the page does not say that a parameter or field of a request is optional.
fn check_flag(compared: &ComparedPage<'_>, row: RowId) -> Result<(), String> {
    let RowId::Field(part, index) = row else { return Err(NOT_CERTAIN.to_owned()) };
    let cells = compared.page.rows(part).get(index).and_then(FieldRow::likeliest).ok_or(NOT_CERTAIN)?;
    match &cells.required {
        Some(RequiredFlag::Other(words)) => Err(format!("whether it is required is for a person to say (`{words}`)")),
        None if part != Part::Response => Err("the page does not say whether it is required".to_owned()),
        _ => Ok(()),
    }
}

/// Returns the names of the rows before a row that belong to the same one, in page order.
fn siblings_before(compared: &ComparedPage<'_>, fact: &str, word: &str, above: &str) -> Vec<String> {
    let before = compared.drift.rows.iter().take_while(|row| row.key != fact);
    let names = before.filter_map(|row| row.key.strip_prefix(word)?.strip_prefix(' ')?.strip_prefix(above));
    names.filter(|name| !name.contains(['.', '['])).map(str::to_owned).collect()
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

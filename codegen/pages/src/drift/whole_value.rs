//! Rows without a name for a whole body or response. Some pages use one for the only field of a response.

use super::alignment::RowAlignment;
use super::comparison::Comparison;
use super::field_comparison::describe;
use super::resolved_rows::ResolvedRow;
use crate::facts::FieldNode;
use crate::json::{Json, JsonObject};
use crate::page::{ExampleBody, FieldCells, Page, Part, TypeMeaning};

/// Compares such a row with a spec that has fields.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    part: &RowAlignment<'_>,
    listed: &FieldCells,
    row: &ResolvedRow<'_>,
) {
    let word = part.part.word();
    if matches!(listed.ty.meaning, TypeMeaning::Object | TypeMeaning::Named(_) | TypeMeaning::Map(_) | TypeMeaning::Any)
    {
        return;
    }
    if part.part == Part::Response && objects(comparison.page).next().is_some() && !part.tree.nodes.is_empty() {
        let message = format!("the whole response is `{}` in the table, and an object in the example", listed.ty.text);
        comparison.contradiction(word, message, row.line());
    } else if part.tree.nodes.is_empty() {
        comparison.added(word, describe(listed), row.line(), &part.tree.place);
    } else {
        comparison.changed(&format!("{word} type"), &listed.ty.text, row.line(), "object", &part.tree.place);
    }
}

/// Matches such a row to the spec's field, if the example shows that field.
pub(super) fn adopt(page: &Page, part: &mut RowAlignment<'_>) {
    if part.part != Part::Response {
        return;
    }
    let is_whole = |row: &usize| {
        let scalar = part.rows[*row].meaning().is_some_and(|meaning| !meaning.holds());
        scalar && part.rows[*row].is_nameless() && part.at[*row] == Some(None)
    };
    let Some(row) = (0..part.rows.len()).find(is_whole) else { return };
    let is_shown = |node: &FieldNode| objects(page).any(|object| object.fields().any(|(name, _)| name == node.name));
    let nodes = part.free_nodes().into_iter().filter(|node| {
        let node = &part.tree.nodes[*node];
        node.parent.is_none() && node.expected && is_shown(node)
    });
    if let [node] = nodes.collect::<Vec<_>>()[..] {
        part.take(row, node);
    }
}

/// Returns `true` if a page lists the whole response with the spec's type.
pub(super) fn is_listed(page: &Page, whole: &FieldNode) -> bool {
    let rows = page.rows(Part::Response).iter();
    let mut wholes = rows.filter_map(|row| row.certain().filter(|cells| row.parent.is_none() && cells.name.is_empty()));
    wholes.any(|cells| whole.kind.agrees(&cells.ty.meaning))
}

/// Returns the response examples that are objects.
fn objects(page: &Page) -> impl Iterator<Item = &JsonObject> {
    page.responses.iter().filter_map(|response| match &response.body {
        ExampleBody::Json(Json::Object(object)) => Some(object),
        _ => None,
    })
}

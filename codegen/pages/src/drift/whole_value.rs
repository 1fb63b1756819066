//! Rows without a name for the whole of a body or an answer. Some pages have one for the only member of an answer.

use super::alignment::RowAlignment;
use super::comparison::Comparison;
use super::field_comparison::describe;
use super::page_rows::PageRow;
use crate::facts::FieldNode;
use crate::page::{ExampleBody, FieldCells, Page, Part, TypeMeaning};
use dingtalk_spec::json::{Json, Object};

/// A row for the whole of what the spec describes by its members.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    part: &RowAlignment<'_>,
    listed: &FieldCells,
    row: &PageRow<'_>,
) {
    let word = part.part.word();
    if matches!(listed.ty.meaning, TypeMeaning::Object | TypeMeaning::Named(_) | TypeMeaning::Map(_) | TypeMeaning::Any)
    {
        return;
    }
    if part.part == Part::Response && objects(comparison.page).next().is_some() && !part.tree.nodes.is_empty() {
        let message = format!("the whole response is `{}` in the table, and an object in the example", listed.ty.text);
        comparison.contradiction(word, message, row.row.line);
    } else if part.tree.nodes.is_empty() {
        comparison.added(word, describe(listed), row.row.line, &part.tree.place);
    } else {
        comparison.changed(&format!("{word} type"), &listed.ty.text, row.row.line, "object", &part.tree.place);
    }
}

/// Takes the row for the whole of an answer for the member that the spec has in its place, if the example shows that one.
pub(super) fn adopt(page: &Page, part: &mut RowAlignment<'_>) {
    if part.part != Part::Response {
        return;
    }
    let is_whole = |row: &usize| {
        let scalar = part.rows[*row].meaning().is_some_and(|meaning| !meaning.holds());
        scalar && part.rows[*row].is_nameless() && part.at[*row] == Some(None)
    };
    let Some(row) = (0..part.rows.len()).find(is_whole) else { return };
    let is_shown = |node: &FieldNode| objects(page).any(|object| object.members().any(|(name, _)| name == node.name));
    let nodes = part.free_nodes().into_iter().filter(|node| {
        let node = &part.tree.nodes[*node];
        node.parent.is_none() && node.expected && is_shown(node)
    });
    if let [node] = nodes.collect::<Vec<_>>()[..] {
        part.take(row, node);
    }
}

/// Whether a page lists the whole of an answer as the spec has it.
pub(super) fn is_listed(page: &Page, whole: &FieldNode) -> bool {
    let rows = page.tables.iter().filter(|table| table.part == Part::Response).flat_map(|table| &table.rows);
    let mut wholes = rows.filter_map(|row| row.certain().filter(|cells| row.parent.is_none() && cells.name.is_empty()));
    wholes.any(|cells| whole.kind.agrees(&cells.ty.meaning))
}

/// The objects that examples show as the answer.
fn objects(page: &Page) -> impl Iterator<Item = &Object> {
    page.responses.iter().filter_map(|response| match &response.body {
        ExampleBody::Json(Json::Object(object)) => Some(object),
        _ => None,
    })
}

//! Rows of one part of a page. Ambiguous cells are resolved with the spec.

use crate::facts::{FieldNode, FieldTree};
use crate::page::{FieldCells, FieldRow, Page, Part, RequiredFlag, TypeMeaning};
use std::collections::HashMap;

/// Maximum length of an unreadable row in output, in characters.
const MAX_SHOWN: usize = 60;

/// Maximum number of rows of the spec that a reading is compared with. More than a few never share a name.
const MAX_SAME_NAME: usize = 64;

/// A row of a page.
#[derive(Debug)]
pub(super) struct ResolvedRow<'a> {
    pub(super) row: &'a FieldRow,
    pub(super) cells: Option<&'a FieldCells>,
}

impl ResolvedRow<'_> {
    /// Returns the line in the file, if the format has lines.
    pub(super) fn line(&self) -> Option<usize> {
        self.row.written.line
    }

    /// Returns the name, if the row was read.
    pub(super) fn name(&self) -> Option<&str> {
        self.cells.map(|cells| cells.name.as_str())
    }

    /// Returns `true` for the row of a whole body or response.
    pub(super) fn is_whole(&self) -> bool {
        self.is_nameless() && self.row.parent.is_none()
    }

    pub(super) fn is_nameless(&self) -> bool {
        self.name() == Some("")
    }

    /// Returns the beginning of the row's text.
    pub(super) fn shown_text(&self) -> String {
        self.row.written.text.chars().take(MAX_SHOWN).collect()
    }

    pub(super) fn meaning(&self) -> Option<&TypeMeaning> {
        self.cells.map(|cells| &cells.ty.meaning)
    }
}

/// Rows of a spec by their name.
type NodesByName<'a> = HashMap<&'a str, Vec<&'a FieldNode>>;

/// Returns the rows of a part. Ambiguous rows take the reading that fits the spec.
pub(super) fn resolved_rows<'a>(page: &'a Page, part: Part, tree: &FieldTree) -> Vec<ResolvedRow<'a>> {
    let mut by_name: NodesByName<'_> = HashMap::new();
    for node in &tree.nodes {
        by_name.entry(&node.name).or_default().push(node);
    }
    let resolved = |row: &'a FieldRow| ResolvedRow { row, cells: row.certain().or_else(|| likeliest(row, &by_name)) };
    page.rows(part).iter().map(resolved).collect()
}

/// Returns the reading that fits the spec best: by the longest name, then by the longest type.
fn likeliest<'a>(row: &'a FieldRow, by_name: &NodesByName<'_>) -> Option<&'a FieldCells> {
    let known = row.readings.iter().filter_map(|cells| Some((fit(cells, by_name)?, cells)));
    let best = known.reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.map(|(_, cells)| cells).or_else(|| row.readings.first())
}

/// Scores a reading: all cells agree, length of the name, built-in type, length of the type.
fn fit(cells: &FieldCells, by_name: &NodesByName<'_>) -> Option<(bool, usize, bool, usize)> {
    let nodes = by_name.get(cells.name.as_str())?.iter().take(MAX_SAME_NAME);
    let agrees = nodes.map(|node| {
        let required = match (&cells.required, &node.required) {
            (Some(listed), Some(own)) => listed == own,
            (listed, _) => !matches!(listed, Some(RequiredFlag::Other(_))),
        };
        node.kind.agrees(&cells.ty.meaning) && required
    });
    let own_word = !matches!(cells.ty.meaning.innermost(), TypeMeaning::Named(_));
    let agrees = agrees.reduce(|one, other| one || other)?;
    Some((agrees, cells.name.len(), own_word, cells.ty.text.len()))
}

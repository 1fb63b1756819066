//! Additions of enum values.

use super::{Addition, ComparedPage, InsertPosition, NOT_ALIKE, NOT_CERTAIN, ONLY, VALUE, check_own, facts_of};
use crate::drift::DifferenceKind;
use crate::facts::{FieldNode, SpecOperation};
use crate::page::Part;

/// Returns the value if all pages agree and it is certainly a new one, otherwise the reason for not adding it.
pub(super) fn addition(
    compared_pages: &[&ComparedPage<'_>],
    operation: &SpecOperation,
    fact: &str,
) -> Result<Addition, String> {
    let mut nodes = Part::ALL.into_iter().filter_map(|part| operation.facts.tree(part)).flat_map(|tree| &tree.nodes);
    let target = nodes.find_map(|node| Some((node, value_of(node, fact)?)));
    let (node, value) = target.ok_or(ONLY)?;
    let known = node.values.as_ref().ok_or(NOT_CERTAIN)?;
    let (holder, _) = known.first().and_then(|value| value.place.split()).ok_or(NOT_CERTAIN)?;
    check_own(&holder, operation)?;
    let mut spellings = known.iter().flat_map(|known| &known.spellings);
    if let Some(other) = spellings.find(|spelling| spelling.eq_ignore_ascii_case(value)) {
        return Err(format!("it may be another spelling of `{other}`"));
    }
    let mut added = None;
    for compared in compared_pages {
        let mut removed = facts_of(compared.drift, DifferenceKind::Removed);
        if let Some(lost) = removed.find_map(|fact| value_of(node, fact)) {
            return Err(format!("it may replace `{lost}`"));
        }
        let values = compared.drafted.values(compared.row(&node.key).ok_or(NOT_CERTAIN)?);
        let index = values.iter().position(|(wire, _)| wire == value).ok_or(NOT_CERTAIN)?;
        let before = values[..index].iter().map(|(wire, _)| wire.clone()).collect();
        let own = &values[index].1;
        let at = InsertPosition::Key { key: value.to_owned(), before };
        let first = added.get_or_insert_with(|| Addition { holder: holder.clone(), at, node: own.clone() });
        if first.node != *own {
            return Err(NOT_ALIKE.to_owned());
        }
    }
    added.ok_or_else(|| NOT_CERTAIN.to_owned())
}

/// Returns the value that a fact is about, if it is one of this row.
fn value_of<'f>(node: &FieldNode, fact: &'f str) -> Option<&'f str> {
    fact.strip_prefix(&node.key)?.strip_prefix(VALUE)
}

//! The errors that an operation's page lists, by the statuses under which they come.

use dingtalk_codegen::model::ErrorRow;
use std::collections::{BTreeMap, HashMap};

/// The status of an answer when all is well. Pages do not tell it apart from others of its kind.
pub(super) const OK: u16 = 200;

/// A longer text, in bytes, is told under one status only: some rows come under hundreds.
const LONG: usize = 400;

/// A row as it stands under a status.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub(super) row: &'a ErrorRow,
    /// The status under which its text is told.
    pub(super) see: Option<u16>,
}

impl<'a> Listed<'a> {
    /// The row with its whole text.
    pub(super) fn whole(row: &'a ErrorRow) -> Self {
        Self { row, see: None }
    }
}

/// Statuses under which the same rows come. [`OK`] stands alone: there they come beside the answer.
pub(super) struct Group<'a> {
    pub(super) first: u16,
    pub(super) others: Vec<u16>,
    pub(super) rows: Vec<Listed<'a>>,
}

/// The groups in the order of their first statuses.
pub(super) fn groups(rows: &[ErrorRow]) -> Vec<Group<'_>> {
    let mut by_status: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        for status in &row.status {
            by_status.entry(*status).or_default().push(index);
        }
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places = HashMap::new();
    let mut told = HashMap::new();
    for (status, indexes) in by_status {
        let place = *places.entry((status == OK, indexes.clone())).or_insert(groups.len());
        if let Some(group) = groups.get_mut(place) {
            group.others.push(status);
            continue;
        }
        let listed = indexes.iter().filter_map(|index| {
            let row = rows.get(*index)?;
            let teller = *told.entry(*index).or_insert(status);
            Some(Listed { row, see: (teller != status && is_long(row)).then_some(teller) })
        });
        groups.push(Group { first: status, others: Vec::new(), rows: listed.collect() });
    }
    groups
}

fn is_long(row: &ErrorRow) -> bool {
    row.messages.iter().map(|(_, message)| message.len()).sum::<usize>() + row.doc.len() > LONG
}

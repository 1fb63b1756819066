//! The errors that an operation's page lists, by the statuses under which they come.

use dingtalk_codegen::model::ErrorRow;
use std::collections::{BTreeMap, HashMap};

/// The status of a successful response. Pages do not distinguish it from other 2xx statuses.
pub(super) const OK: u16 = 200;

/// Texts longer than this, in bytes, are shown under one status only: some rows have hundreds of statuses.
const LONG: usize = 400;

/// A row under one of its statuses.
#[derive(Clone, Copy)]
pub(super) struct ListedRow<'a> {
    pub(super) row: &'a ErrorRow,
    /// The status under which its text is shown, if it is another one.
    pub(super) shown_under: Option<u16>,
}

impl<'a> ListedRow<'a> {
    /// The row with its whole text.
    pub(super) fn whole(row: &'a ErrorRow) -> Self {
        Self { row, shown_under: None }
    }
}

/// Statuses with the same rows. [`OK`] is a group of its own, since a successful response has it as well.
pub(super) struct StatusGroup<'a> {
    pub(super) first: u16,
    pub(super) others: Vec<u16>,
    pub(super) rows: Vec<ListedRow<'a>>,
}

/// The groups in the order of their first statuses.
pub(super) fn groups(rows: &[ErrorRow]) -> Vec<StatusGroup<'_>> {
    let mut by_status: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        for status in &row.status {
            by_status.entry(*status).or_default().push(index);
        }
    }
    let mut groups: Vec<StatusGroup<'_>> = Vec::new();
    let mut places = HashMap::new();
    let mut first_status = HashMap::new();
    for (status, indexes) in by_status {
        let place = *places.entry((status == OK, indexes.clone())).or_insert(groups.len());
        if let Some(group) = groups.get_mut(place) {
            group.others.push(status);
            continue;
        }
        let listed = indexes.iter().filter_map(|index| {
            let row = rows.get(*index)?;
            let first = *first_status.entry(*index).or_insert(status);
            Some(ListedRow { row, shown_under: (first != status && is_long(row)).then_some(first) })
        });
        groups.push(StatusGroup { first: status, others: Vec::new(), rows: listed.collect() });
    }
    groups
}

fn is_long(row: &ErrorRow) -> bool {
    row.messages.iter().map(|(_, message)| message.len()).sum::<usize>() + row.doc.len() > LONG
}

//! What is said of rows whose place is not settled.

use super::super::doubts::{DoubtKind, Doubts, Quoted};
use super::super::tables::MemberRow;

/// Names the rows, stretch by stretch, whose place is not settled.
pub(in crate::docs::page) fn report_open(rows: &[MemberRow], doubts: &mut Doubts) {
    let mut stretch: Vec<&MemberRow> = Vec::new();
    let ends = rows.iter().map(Some).chain([None]);
    for row in ends {
        if let Some(row) = row.filter(|row| !row.settled) {
            stretch.push(row);
            continue;
        }
        let name = |row: &MemberRow| row.readings.first().map_or_else(String::new, |cells| cells.name.clone());
        let message = match stretch.as_slice() {
            [] => continue,
            [only] => format!("neither types nor example settle whose member {} is", Quoted(&name(only))),
            [first, .., last] => format!(
                "neither types nor example settle whose members the rows {} to {} describe",
                Quoted(&name(first)),
                Quoted(&name(last))
            ),
        };
        doubts.add(DoubtKind::Nesting, stretch[0].row.line, message);
        stretch.clear();
    }
}

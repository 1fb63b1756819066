//! Syntax of rows in page files: one per line, cells separated by `|`, and one dot before the name per nesting level.

use crate::cells::{ErrorRow, Field, Part, Permission};

/// Parses a field table.
pub(crate) fn fields(text: &str, part: Part, examples: bool) -> Vec<Field> {
    text.lines().map(|line| field(line, part, examples)).collect()
}

fn field(line: &str, part: Part, examples: bool) -> Field {
    let mut cells = cells(line).into_iter();
    let mut next = || cells.next().unwrap_or_else(|| panic!("a cell is missing: {line}"));
    let first = next();
    let name = first.trim_start_matches(['.', ' ']).to_owned();
    let depth = first.split_whitespace().filter(|word| *word == ".").count();
    let ty = next();
    let required = (part != Part::Response).then(&mut next);
    let example = examples.then(&mut next);
    let description = next();
    assert!(cells.next().is_none(), "there are too many cells: {line}");
    Field { depth, name, ty, required, example, description }
}

/// Parses an error table. Three cells mean no message column.
pub(crate) fn errors(text: &str) -> Vec<ErrorRow> {
    let row = |line: &str| match cells(line).as_slice() {
        [status, code, description] => (status.clone(), code.clone(), None, description.clone()),
        [status, code, message, description] => {
            (status.clone(), code.clone(), Some(message.clone()), description.clone())
        }
        _ => panic!("no row of errors: {line}"),
    };
    let rows = text.lines().map(row);
    rows.map(|(status, code, message, description)| ErrorRow { status, code, message, description }).collect()
}

/// Parses permissions. A line that is not a row means none.
pub(crate) fn permissions(text: &str) -> Vec<Permission> {
    let row = |line: &str| match cells(line).as_slice() {
        [code, name] => Some(Permission { code: code.clone(), name: name.clone() }),
        _ => None,
    };
    text.lines().filter_map(row).collect()
}

fn cells(line: &str) -> Vec<String> {
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// Returns the path of a row in fact names: wire names separated by dots, `[]` for items and values.
pub(crate) fn path(fields: &[Field], row: usize) -> String {
    let field = &fields[row];
    let Some(parent) = parent(fields, row) else { return field.name.clone() };
    let mut path = path(fields, parent);
    // A row without a name stands for the element itself.
    if fields[parent].holds_many() {
        path.push_str("[]");
    }
    if !field.name.is_empty() {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(&field.name);
    }
    path
}

/// Returns the parent of a row.
pub(crate) fn parent(fields: &[Field], row: usize) -> Option<usize> {
    fields[..row].iter().rposition(|other| other.depth < fields[row].depth)
}

/// Returns `true` if a row has children.
pub(crate) fn has_children(fields: &[Field], row: usize) -> bool {
    fields.get(row + 1).is_some_and(|next| next.depth > fields[row].depth)
}

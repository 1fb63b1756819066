//! Additions that the example shows: an object with its fields, and a list in the query.

use super::Mutation;
use super::example_fields::with_line_before;
use super::field_rows::FieldTable;
use crate::cells::{Field, Part};
use crate::page::Page;
use crate::row_syntax;

/// Name of added objects.
const OBJECT: &str = "addedBox";

/// Name of added lists.
const LIST: &str = "addedTags";

pub(super) fn of(page: &Page) -> Vec<Mutation> {
    let tables = page.tables.iter().enumerate();
    let added = |(number, (part, fields)): (usize, &(Part, Vec<Field>))| {
        let table = FieldTable { page, number, part: *part, fields };
        let objects = (0..fields.len()).filter_map(|at| object(&table, at));
        objects.chain(lists(&table)).collect::<Vec<_>>()
    };
    tables.flat_map(added).collect()
}

/// Adds an object before a row of a body or response.
fn object(table: &FieldTable<'_>, at: usize) -> Option<Mutation> {
    let (page, like) = (table.page, &table.fields[at]);
    let shown = format!("\"{OBJECT}\" : {{ \"note\" : \"new\", \"count\" : 7 }},");
    let path = row_syntax::path(table.fields, at);
    let (request, response) = match table.part {
        Part::Body => (with_line_before(&page.request_example, &path, &shown)?, page.response_example.clone()),
        Part::Response => (page.request_example.clone(), with_line_before(&page.response_example, &path, &shown)?),
        _ => return None,
    };
    let inner = |name: &str, ty: &str| Field { depth: like.depth + 1, ..table.optional(like, name, ty) };
    let example = like.example.as_ref().map(|_| String::new());
    let rows =
        [Field { example, ..table.optional(like, OBJECT, "Object") }, inner("note", "String"), inner("count", "Long")];
    let change = format!("{} {OBJECT} added at {at}", table.part.word());
    Some(page.mutated("object added", change, table.keys_at(at, OBJECT), |page| {
        page.tables[table.number].1.splice(at..at, rows);
        (page.request_example, page.response_example) = (request, response);
    }))
}

/// Adds a list to the query, whose style the example or the other lists show.
fn lists(table: &FieldTable<'_>) -> Vec<Mutation> {
    let page = table.page;
    if table.part != Part::Query || !page.request_example.contains('?') {
        return Vec::new();
    }
    let has_list = table.fields.iter().any(|field| field.ty.starts_with("Array"));
    let sent = [("a&addedTags=b", true), ("a,b", true), ("a", has_list)].into_iter().filter(|(_, shows)| *shows);
    let mutation = |(sent, at): (&str, usize)| {
        let row = table.optional(&table.fields[0], LIST, "Array of String");
        let change = format!("query {LIST}={sent} added at {at}");
        page.mutated("list added", change, table.keys_at(at, LIST), |page| {
            page.tables[table.number].1.insert(at, row);
            page.request_example = page.request_example.replacen('?', &format!("?{LIST}={sent}&"), 1);
        })
    };
    sent.flat_map(|(sent, _)| [(sent, 0), (sent, table.fields.len())]).map(mutation).collect()
}

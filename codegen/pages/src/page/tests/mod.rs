//! Synthetic pages.

mod error_rows;
mod field_rows;
mod nesting;
mod whole_page;

use super::{AmbiguityKind, FieldTable, Page, Part};

/// End of every page, so that none looks truncated.
const END: &str = "\n## Response\n\nNothing more.\n";

/// A Markdown page: basic information, optionally continued by a row, and the rest.
fn page(rest: &str) -> Page {
    page_at("/v1.0/shelf/books", rest)
}

fn page_at(path: &str, rest: &str) -> Page {
    let head = "# Lend a book\n\n## Request\n\n### Basic information\n\n| Field | Value |\n|---|---|\n\
        | HTTP URL | https://api.dingtalk.com@ |\n| HTTP Method | POST |\n";
    let rest = if rest.starts_with('|') { rest.to_owned() } else { format!("\n{rest}") };
    Page::read("lend.md", format!("{}{rest}{END}", head.replace('@', path)).as_bytes()).expect("a page")
}

/// A page of copied text with joined cells.
fn copied(rest: &str) -> Page {
    let head = "Skip to main content\nLend a book\n\nRequest\n\nBasic information\n\nFieldValue\n\
        HTTP URLhttps://api.dingtalk.com/v1.0/shelf/books\nHTTP MethodPOST\n";
    let rest = if rest.starts_with("Permission") { rest.to_owned() } else { format!("\n{rest}") };
    Page::read("lend.txt", format!("{head}{rest}{}", END.replace('#', "")).as_bytes()).expect("a page")
}

/// A page with a response table and an example.
fn response(rows: &str, example: &str) -> Page {
    page(&format!(
        "## Response\n\n### Response body\n\n| Name | Type | Description |\n|---|---|---|\n{rows}\n\
         ### Response body example\n\n```\nHTTP/1.1 200 OK\nContent-Type:application/json\n\n{example}\n```\n"
    ))
}

fn table(page: &Page, part: Part) -> &FieldTable {
    page.tables.iter().find(|table| table.part == part).expect("the table")
}

/// Formats certain rows as `name: type`, indented by depth, with a `?` if not settled.
fn tree(table: &FieldTable) -> String {
    let mut out = String::new();
    for row in &table.rows {
        let mut parent = row.parent;
        while let Some(above) = parent {
            out.push_str("  ");
            parent = table.rows[above].parent;
        }
        match row.certain() {
            Some(cells) => out.extend([&cells.name, ": ", &cells.ty.text]),
            None => out.extend([&row.readings.len().to_string(), " readings"]),
        }
        out.push_str(if row.settled { "\n" } else { " ?\n" });
    }
    out
}

fn ambiguities(page: &Page, kind: AmbiguityKind) -> Vec<&str> {
    page.ambiguities
        .iter()
        .filter(|ambiguity| ambiguity.kind == kind)
        .map(|ambiguity| ambiguity.message.as_str())
        .collect()
}

//! An operation of a library with its page, in every form, and what is asked of them.

use dingtalk_pages::{DifferenceClass, Drift, Page, Rewrite, SpecFacts};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(crate) const API: &str = "\
name: Library
doc: A library.
hosts: { main: { url: \"https://api.dingtalk.com\", doc: The only host. } }
token: { header: x-acs-dingtalk-access-token }
headers: { request_id: x-request-id, trace_id: x-trace-id }
envelope: { code: [code], message: [message], request_id: [requestid], scopes: [scopes], throttle: [status] }
";

pub(crate) const SPEC: &str = "\
# Kept by hand.
name: borrow
summary: Borrow a book.
pages:
  - { language: en, title: Borrow a book, reviewed: 2026-01-01 }   # the only one
request:
  method: POST
  path: /v1.0/library/books/borrow
  idempotent: false
  query:
    readerId: { type: string, required: true, doc: Who borrows. }
  body:
    bookId: { type: string, required: true, doc: The book. } # as printed
    weeks: { type: int32, doc: For how long. }
response:
  loan:
    type: object
    doc: The loan.
    fields:
      id: { type: string, doc: Names the loan. }
errors:
  - { status: 400, code: book.lent, message: The book is lent, doc: Somebody has it. }
  # More to come.
";

/// A page that agrees with the spec: the rows of its tables, cells separated by `|`.
pub(crate) fn rows() -> Vec<(&'static str, Vec<String>)> {
    let table = |name: &'static str, rows: &[&str]| (name, rows.iter().map(|row| (*row).to_owned()).collect());
    vec![
        (
            "Basic information",
            vec![
                "Field|Value".to_owned(),
                "HTTP URL|https://api.dingtalk.com/v1.0/library/books/borrow".to_owned(),
                "HTTP Method|POST".to_owned(),
            ],
        ),
        table(
            "Query parameters",
            &["Name|Type|Required|Description", "readerId|String|Yes|The reader who takes the book."],
        ),
        table(
            "Request body",
            &[
                "Name|Type|Required|Description",
                "bookId|String|Yes|The number of the book.",
                "weeks|Integer|No|How many weeks it is lent.",
            ],
        ),
        table(
            "Response body",
            &["Name|Type|Description", "loan|Object|What is lent.", "id|String|The number of the loan."],
        ),
        table(
            "Error codes",
            &["HttpCode|Error code|Error message|Description", "400|book.lent|The book is lent|Somebody else has it."],
        ),
    ]
}

pub(crate) fn changed(from: &str, to: &str) -> Vec<(&'static str, Vec<String>)> {
    let mut tables = rows();
    for row in tables.iter_mut().flat_map(|(_, rows)| rows) {
        *row = row.replace(from, to);
    }
    assert_ne!(tables, rows(), "nothing has `{from}`");
    tables
}

pub(crate) const RESPONSE: &str = "{\n  \"loan\": { \"id\": \"a\" }\n}";

pub(crate) fn markdown(tables: &[(&str, Vec<String>)]) -> String {
    let mut text = "---\ntitle: \"Borrow a book\"\n---\n# Borrow a book\n\n## Request\n".to_owned();
    for (name, rows) in tables {
        write!(text, "\n### {name}\n\n").expect("text");
        for (number, row) in rows.iter().enumerate() {
            writeln!(text, "| {} |", row.replace('|', " | ")).expect("text");
            if number == 0 {
                writeln!(text, "|{}", "---|".repeat(row.split('|').count())).expect("text");
            }
        }
        if *name == "Response body" {
            write!(text, "\n### Response body example\n\n```json\n{RESPONSE}\n```\n").expect("text");
        }
    }
    text
}

pub(crate) fn joined(tables: &[(&str, Vec<String>)]) -> String {
    let mut text = "Borrow a book\n\nRequest\n".to_owned();
    for (name, rows) in tables {
        write!(text, "\n{name}\n\n").expect("text");
        for row in rows {
            writeln!(text, "{}", row.replace('|', "")).expect("text");
        }
        if *name == "Response body" {
            write!(text, "\nResponse body example\n\n{RESPONSE}\n").expect("text");
        }
    }
    text
}

pub(crate) fn html(tables: &[(&str, Vec<String>)]) -> String {
    let mut text =
        "<!DOCTYPE html><html><head><title>Borrow a book</title></head><body><h1>Borrow a book</h1><h2>Request</h2>"
            .to_owned();
    for (name, rows) in tables {
        write!(text, "<h3>{name}</h3><table><tbody>").expect("text");
        for row in rows {
            let cells: String = row.split('|').flat_map(|cell| ["<td><p>", cell, "</p></td>"]).collect();
            writeln!(text, "<tr>{cells}</tr>").expect("text");
        }
        text += "</tbody></table>";
        if *name == "Response body" {
            write!(text, "<h3>Response body example</h3><pre><code>{RESPONSE}</code></pre>").expect("text");
        }
    }
    text + "</body></html>"
}

pub(crate) fn page(name: &str, text: &str) -> Page {
    Page::read(name, text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"))
}

pub(crate) fn texts(spec: &str) -> BTreeMap<String, String> {
    [("api.yaml", API), ("library/borrow.yaml", spec)].map(|(name, text)| (name.to_owned(), text.to_owned())).into()
}

pub(crate) fn facts(spec: &str) -> SpecFacts {
    SpecFacts::load_texts(texts(spec)).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}\n{spec}"))
}

pub(crate) fn compared(page: &Page, spec: &str) -> Drift {
    dingtalk_pages::drift(std::slice::from_ref(page), &facts(spec))
}

/// The differences of a class, a line each.
pub(crate) fn said(drift: &Drift, class: DifferenceClass) -> Vec<String> {
    let own = drift.differences().filter(|difference| difference.class == class);
    own.map(|difference| format!("{} {}", difference.change.word(), difference.fact)).collect()
}

pub(crate) fn accepted(page: &Page, spec: &str, day: &str) -> Rewrite {
    dingtalk_pages::accept(&compared(page, spec), &facts(spec), day)
}

/// The spec after a page was accepted.
pub(crate) fn accept(page: &Page, spec: &str, day: &str) -> String {
    let rewrite = accepted(page, spec, day);
    assert!(rewrite.left.is_empty(), "{:#?}", rewrite.left);
    rewrite.files.get("library/borrow.yaml").cloned().unwrap_or_else(|| spec.to_owned())
}

pub(crate) fn fixed(page: &Page, spec: &str) -> Rewrite {
    dingtalk_pages::fix(&compared(page, spec), std::slice::from_ref(page), &facts(spec))
}

/// The lines that a text has beside another, if all lines of that are in it.
pub(crate) fn beside(before: &str, after: &str) -> Vec<String> {
    let mut lines = before.lines().peekable();
    let new: Vec<String> = after.lines().filter(|line| lines.next_if_eq(line).is_none()).map(str::to_owned).collect();
    assert_eq!(lines.next(), None, "a line is removed from:\n{after}");
    new
}

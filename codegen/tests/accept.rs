//! Accepting pages, seeing what changed since, and adding to a spec what asks for no judgement: on pages made for this.

use dingtalk_codegen::docs::{self, Class, Drift, Page, Rewrite, SpecFacts};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const API: &str = "\
name: Library
doc: A library.
hosts: { main: { url: \"https://api.dingtalk.com\", doc: The only host. } }
token: { header: x-acs-dingtalk-access-token }
headers: { request_id: x-request-id, trace_id: x-trace-id }
envelope: { code: [code], message: [message], request_id: [requestid], scopes: [scopes], throttle: [status] }
";

const SPEC: &str = "\
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
fn rows() -> Vec<(&'static str, Vec<String>)> {
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

fn changed(from: &str, to: &str) -> Vec<(&'static str, Vec<String>)> {
    let mut tables = rows();
    for row in tables.iter_mut().flat_map(|(_, rows)| rows) {
        *row = row.replace(from, to);
    }
    assert_ne!(tables, rows(), "nothing has `{from}`");
    tables
}

const ANSWER: &str = "{\n  \"loan\": { \"id\": \"a\" }\n}";

fn markdown(tables: &[(&str, Vec<String>)]) -> String {
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
            write!(text, "\n### Response body example\n\n```json\n{ANSWER}\n```\n").expect("text");
        }
    }
    text
}

fn joined(tables: &[(&str, Vec<String>)]) -> String {
    let mut text = "Borrow a book\n\nRequest\n".to_owned();
    for (name, rows) in tables {
        write!(text, "\n{name}\n\n").expect("text");
        for row in rows {
            writeln!(text, "{}", row.replace('|', "")).expect("text");
        }
        if *name == "Response body" {
            write!(text, "\nResponse body example\n\n{ANSWER}\n").expect("text");
        }
    }
    text
}

fn html(tables: &[(&str, Vec<String>)]) -> String {
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
            write!(text, "<h3>Response body example</h3><pre><code>{ANSWER}</code></pre>").expect("text");
        }
    }
    text + "</body></html>"
}

fn page(name: &str, text: &str) -> Page {
    Page::read(name, text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"))
}

fn texts(spec: &str) -> BTreeMap<String, String> {
    [("api.yaml", API), ("library/borrow.yaml", spec)].map(|(name, text)| (name.to_owned(), text.to_owned())).into()
}

fn facts(spec: &str) -> SpecFacts {
    SpecFacts::load_texts(texts(spec)).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}\n{spec}"))
}

fn compared(page: &Page, spec: &str) -> Drift {
    docs::drift(std::slice::from_ref(page), &facts(spec))
}

/// The differences of a class, a line each.
fn said(drift: &Drift, class: Class) -> Vec<String> {
    let own = drift.differences().filter(|difference| difference.class() == class);
    own.map(|difference| format!("{} {}", difference.change().word(), difference.fact())).collect()
}

fn accepted(page: &Page, spec: &str, day: &str) -> Rewrite {
    docs::accept(&compared(page, spec), &facts(spec), day)
}

/// The spec after a page was accepted.
fn accept(page: &Page, spec: &str, day: &str) -> String {
    let rewrite = accepted(page, spec, day);
    assert!(rewrite.left().is_empty(), "{:#?}", rewrite.left());
    rewrite.files().get("library/borrow.yaml").cloned().unwrap_or_else(|| spec.to_owned())
}

fn fixed(page: &Page, spec: &str) -> Rewrite {
    docs::fix(&compared(page, spec), std::slice::from_ref(page), &facts(spec))
}

/// The lines that a text has beside another, if all lines of that are in it.
fn beside(before: &str, after: &str) -> Vec<String> {
    let mut lines = before.lines().peekable();
    let new: Vec<String> = after.lines().filter(|line| lines.next_if_eq(line).is_none()).map(str::to_owned).collect();
    assert_eq!(lines.next(), None, "a line is gone from:\n{after}");
    new
}

#[test]
fn every_form_of_a_page_is_accepted_with_the_same_rows() {
    let tables = rows();
    let specs = [
        accept(&page("a.md", &markdown(&tables)), SPEC, "2026-11-22"),
        accept(&page("a.html", &html(&tables)), SPEC, "2026-11-22"),
        accept(&page("a.txt", &joined(&tables)), SPEC, "2026-11-22"),
    ];
    let [first, ..] = &specs;
    assert!(specs.iter().all(|spec| spec == first), "{specs:#?}");
    let before: String = SPEC.lines().filter(|line| !line.contains("language: en")).collect();
    let digests = first.lines().filter(|line| line.ends_with(',') && !line.contains('{')).count();
    assert_eq!(digests, 8, "{first}");
    let kept = first.lines().filter(|line| SPEC.contains(line)).collect::<String>();
    assert_eq!(kept, before);
    assert!(first.contains("reviewed: 2026-11-22, rows: {\n      basic HTTP URL: "), "{first}");
    assert!(first.contains("    } }   # the only one\n"), "{first}");
    for form in [markdown(&tables), html(&tables), joined(&tables)] {
        let drift = compared(&page("later", &form), first);
        assert!(drift.agrees_in_words(), "{drift}");
        // Nothing is written that stands there already.
        assert!(accepted(&page("later", &form), first, "2026-11-22").files().is_empty());
    }
}

#[test]
fn a_text_that_changed_is_named_in_every_form_until_it_is_accepted() {
    let accepted = accept(&page("a.md", &markdown(&rows())), SPEC, "2026-11-22");
    let tables = changed("How many weeks", "For how many weeks");
    for form in [markdown(&tables), html(&tables), joined(&tables)] {
        let new = page("new", &form);
        let drift = compared(&new, &accepted);
        assert!(drift.agrees() && !drift.agrees_in_words(), "{drift}");
        assert_eq!(said(&drift, Class::Wording), ["changed body weeks"]);
        let again = accept(&new, &accepted, "2026-12-01");
        assert!(compared(&new, &again).agrees_in_words());
        let differing = accepted.lines().zip(again.lines()).filter(|(one, other)| one != other).count();
        assert_eq!((differing, accepted.lines().count()), (2, again.lines().count()), "the day, and one row: {again}");
    }
}

#[test]
fn a_change_that_joined_cells_hide_is_a_fact_once_rows_were_accepted() {
    let spec = accept(&page("a.txt", &joined(&rows())), SPEC, "2026-11-22");
    let new = page("b.txt", &joined(&changed("The book is lent", "The book is lent now")));
    assert!(compared(&new, SPEC).agrees(), "nothing tells it from the old description");
    let drift = compared(&new, &spec);
    assert_eq!(said(&drift, Class::Fact), ["changed error 400 book.lent"], "{drift}");
    // Whoever has looked at it accepts it.
    assert!(compared(&new, &accept(&new, &spec, "2026-12-01")).agrees_in_words());
}

#[test]
fn a_page_that_differs_is_not_accepted() {
    let new = page("a.md", &markdown(&changed("weeks|Integer", "weeks|Long")));
    let rewrite = accepted(&new, SPEC, "2026-11-22");
    assert!(rewrite.files().is_empty() && rewrite.done().next().is_none());
    assert_eq!(rewrite.left(), ["a.md: not accepted, since its facts differ from library/borrow.yaml"]);
    let but = "except:\n  - { fact: body weeks type, says: Long, because: A small number is meant. }\n";
    let drift = compared(&new, &format!("{SPEC}{but}"));
    assert!(drift.agrees(), "{drift}");
    assert_eq!(said(&drift, Class::Note), ["changed body weeks type"]);
    accept(&new, &format!("{SPEC}{but}"), "2026-11-22");
}

#[test]
fn a_page_that_the_spec_does_not_name_is_added() {
    let named = "  - { language: en, title: Borrow a book, reviewed: 2026-01-01 }   # the only one\n";
    let new = page("a.md", &markdown(&rows()));
    let spec = accept(&new, &SPEC.replace(&format!("pages:\n{named}"), ""), "2026-11-22");
    let added = "  # More to come.\npages:\n  - { language: en, title: Borrow a book, reviewed: 2026-11-22, rows: {\n";
    assert!(spec.contains(added), "{spec}");
    assert!(compared(&new, &spec).agrees_in_words());
    let other = named.replace("en", "zh").replace("Borrow a book", "借书");
    let spec = accept(&new, &SPEC.replace(named, &other), "2026-11-22");
    let added = "\n  - { language: en, title: Borrow a book, reviewed: 2026-11-22, rows: {\n";
    assert!(spec.contains(&format!("{}{added}", other.trim_end())), "{spec}");
}

#[test]
fn what_asks_for_no_judgement_is_added_and_the_rest_is_left() {
    let mut tables = rows();
    tables[2].1.extend([
        "note|String|No|A note.".to_owned(),
        "tags|Array of String|No|Tags.".to_owned(),
        "must|String|Yes|Has to be there.".to_owned(),
        "place|Object|No|The place.".to_owned(),
    ]);
    tables[3].1.extend(["due|Long|When it has to be back.".to_owned(), "fee|Double|What it costs.".to_owned()]);
    tables[4].1.push("404|book.missing|There is no such book, or %s|It is not there.".to_owned());
    // Of what the example does not show it is not certain where it belongs.
    let new = page("a.md", &markdown(&tables).replace("\"id\": \"a\"", "\"id\": \"a\", \"due\": 1"));
    let rewrite = fixed(&new, SPEC);
    assert!(rewrite.left().is_empty(), "{:#?}", rewrite.left());
    let spec = &rewrite.files()["library/borrow.yaml"];
    let added = [
        "    note: { type: string }",
        "    tags: { type: array, items: { type: string } }",
        "      due: { type: int64 }",
        "  - { status: 404, code: book.missing, message: \"There is no such book, or %s\" }",
    ];
    assert_eq!(beside(SPEC, spec), added);
    let said = said(&compared(&new, spec), Class::Fact);
    assert_eq!(said.len(), 3, "{said:#?}");
    assert_eq!(said[..2], ["added body must", "added body place"]);
    assert!(said[2].ends_with("fee"));
    assert!(fixed(&new, spec).files().is_empty());
}

#[test]
fn nothing_is_added_that_another_page_may_not_have() {
    let mut tables = rows();
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    let new = page("a.md", &markdown(&tables));
    let two = SPEC.replace("# the only one\n", "\n  - { language: zh, title: 借书, reviewed: 2026-01-01 }\n");
    assert!(fixed(&new, &two).files().is_empty());
    // Where cells run into each other, a row is not certain.
    assert!(fixed(&page("a.txt", &joined(&tables)), SPEC).files().is_empty());
}

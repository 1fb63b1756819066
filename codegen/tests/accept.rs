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
    let shown = drift.to_string();
    assert!(shown.contains("\n  perhaps facts, ") && !shown.contains("\n  facts:"), "{shown}");
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
    let [must, place, fee] = rewrite.left() else { panic!("{:#?}", rewrite.left()) };
    assert_eq!(must, "library/borrow.yaml: not written: body must: it is required");
    let no_type = "which type of the spec is `Object` is for a person to say";
    assert_eq!(place, &format!("library/borrow.yaml: not written: body place: {no_type}"));
    assert!(fee.ends_with("fee: the row cannot be told apart with certainty"), "{fee}");
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
    let rewrite = fixed(&new, &two);
    assert!(rewrite.files().is_empty());
    let not_given = "library/borrow.yaml: not written: error 404 book.missing: the zh page (借书) was not given";
    assert_eq!(rewrite.left(), [not_given]);
    // Where cells run into each other, a row is not certain.
    let rewrite = fixed(&page("a.txt", &joined(&tables)), SPEC);
    assert!(rewrite.files().is_empty());
    let [left] = rewrite.left() else { panic!("{:#?}", rewrite.left()) };
    assert!(left.ends_with("the row cannot be told apart with certainty"), "{left}");
}

#[test]
fn error_rows_are_added_in_the_order_of_the_page() {
    let mut tables = rows();
    tables[4].1.insert(1, "400|book.unknown|There is no such book|It is not there.".to_owned());
    tables[4].1.insert(2, "400|reader.unknown|There is no such reader|Nobody has the card.".to_owned());
    tables[4].1.push("500|systemError|It failed|Try again.".to_owned());
    let rewrite = fixed(&page("a.md", &markdown(&tables)), SPEC);
    assert!(rewrite.left().is_empty(), "{:#?}", rewrite.left());
    let spec = &rewrite.files()["library/borrow.yaml"];
    let at = |code: &str| spec.find(code).unwrap_or_else(|| panic!("{code}: {spec}"));
    let order = ["errors:", "book.unknown", "reader.unknown", "book.lent", "systemError", "# More to come."].map(at);
    assert!(order.is_sorted(), "{spec}");
    assert_eq!(beside(SPEC, spec).len(), 3);
}

#[test]
fn nothing_is_added_while_the_method_is_another() {
    let mut tables = changed("HTTP Method|POST", "HTTP Method|PUT");
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    let rewrite = fixed(&page("a.md", &markdown(&tables)), SPEC);
    assert!(rewrite.files().is_empty());
    assert_eq!(
        rewrite.left(),
        ["library/borrow.yaml: nothing written: the method is another on a.md; mend that first"]
    );
}

#[test]
fn of_two_saves_of_one_page_none_is_taken() {
    let mut tables = rows();
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    let both = |tables: &[(&str, Vec<String>)]| [page("a.md", &markdown(tables)), page("b.html", &html(tables))];
    let says = ["two pages are the en page of library/borrow.yaml: a.md, b.html; give one"];
    let spec = facts(SPEC);
    let pages = both(&rows());
    let rewrite = docs::accept(&docs::drift(&pages, &spec), &spec, "2026-11-22");
    assert_eq!((rewrite.files().len(), rewrite.left()), (0, &says.map(str::to_owned)[..]));
    let pages = both(&tables);
    let rewrite = docs::fix(&docs::drift(&pages, &spec), &pages, &spec);
    assert_eq!((rewrite.files().len(), rewrite.left()), (0, &says.map(str::to_owned)[..]));
}

#[test]
fn no_earlier_day_takes_the_place_of_a_later_one() {
    let rewrite = accepted(&page("a.md", &markdown(&rows())), SPEC, "2025-12-31");
    assert!(rewrite.files().is_empty());
    let says =
        "a.md: not accepted: library/borrow.yaml was compared with it on 2026-01-01, which is later than 2025-12-31";
    assert_eq!(rewrite.left(), [says]);
}

#[test]
fn rows_that_are_kept_otherwise_are_listed() {
    let spec = accept(&page("a.md", &markdown(&rows())), SPEC, "2026-11-22");
    let tables = changed("How many weeks", "For how many weeks");
    let rewrite = accepted(&page("b.md", &markdown(&tables)), &spec, "2026-12-01");
    let lines: Vec<(&str, &str)> = rewrite.done().collect();
    let said = "library/borrow.yaml: accepted b.md (8 rows: 1 changed, 0 new, 0 gone)";
    assert_eq!(lines, [("library/borrow.yaml", said), ("library/borrow.yaml", "  changed body weeks")]);
}

#[test]
fn a_changed_title_is_wording_until_it_is_accepted() {
    let new = page("a.md", &markdown(&rows()).replace("Borrow a book", "Lend a book"));
    let drift = compared(&new, SPEC);
    assert_eq!((said(&drift, Class::Fact).len(), said(&drift, Class::Wording)), (0, vec!["changed title".to_owned()]));
    let spec = accept(&new, SPEC, "2026-11-22");
    assert!(spec.contains("title: Lend a book") && compared(&new, &spec).agrees_in_words(), "{spec}");
}

/// Another method on the same path is another interface, unless nothing else is.
#[test]
fn a_page_of_another_method_is_matched_by_title_or_rows_and_not_by_the_path_alone() {
    let own = page("own.md", &markdown(&rows()));
    let put = changed("HTTP Method|POST", "HTTP Method|PUT");
    assert_eq!(said(&compared(&page("put.md", &markdown(&put)), SPEC), Class::Fact), ["changed method"]);
    let spec = facts(SPEC);
    let found = |pages: &[Page]| docs::drift(pages, &spec).unmatched().map(str::to_owned).collect::<Vec<_>>();
    let other = |tables: &[(&str, Vec<String>)]| markdown(tables).replace("Borrow a book", "List what is lent");
    // The rows are the same but for the title: perhaps it is the page, unless that is here as well.
    assert_eq!(found(&[page("alike.md", &other(&put))]), [""; 0]);
    assert_eq!(found(&[page("alike.md", &other(&put)), own]), ["alike.md"]);
    let mut less = put.clone();
    less.remove(2);
    assert_eq!(found(&[page("sibling.md", &other(&less))]), ["sibling.md"]);
}

#[test]
fn an_exception_that_does_not_hold_says_why() {
    let new = page("a.md", &markdown(&changed("weeks|Integer", "weeks|Long")));
    let stale = |fact: &str, says: &str| {
        let but = format!("except:\n  - {{ fact: {fact}, says: {says}, because: It is so. }}\n");
        let drift = compared(&new, &format!("{SPEC}{but}"));
        let except = drift.differences().find(|difference| difference.fact().starts_with("except ")).expect("stale");
        except.page_says().to_owned()
    };
    assert_eq!(
        stale("body weeks type", "Double"),
        "the entry has `Double`, the page says `Long`, and the spec says `int32`: mend the entry, or take it out"
    );
    assert_eq!(
        stale("body bookId type", "Long"),
        "the entry has `Long`, which the page does not say any more, and the spec says `string`: take the entry out"
    );
    assert_eq!(
        stale("body week type", "Long"),
        "the entry has `Long`, and neither the page nor the spec has a fact of this name: mend the name, or take the entry out"
    );
    for fact in ["method", "url", "host", "error 400 book.lent message", "error 400 book.lent", "response loan.id"] {
        assert!(stale(fact, "x").ends_with(": take the entry out"), "{fact}: {}", stale(fact, "x"));
    }
}

#[test]
fn two_saves_are_compared_with_their_cells_apart() {
    let old = page("old.md", &markdown(&rows()));
    let between = |tables: &[(&str, Vec<String>)]| docs::between(&old, &page("new.md", &markdown(tables)));
    let drift = between(&rows());
    assert_eq!(drift.to_string(), "new.md agrees with old.md\n");
    let drift = between(&changed("How many weeks", "For how many weeks"));
    let row = "weeks | Integer | optional | For how many weeks it is lent.";
    assert_eq!(said(&drift, Class::Wording), ["changed body weeks"]);
    assert_eq!(drift.differences().next().map(docs::Difference::page_says), Some(row));
    let drift = between(&changed("weeks|Integer|No", "weeks|Long|Yes"));
    assert_eq!(said(&drift, Class::Fact), ["changed body weeks type", "changed body weeks required"]);
    let mut tables = rows();
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    assert_eq!(said(&between(&tables), Class::Fact), ["added error 404 book.missing"]);
}

#[test]
fn two_saves_of_pages_that_have_nothing_in_common_are_said_to_be_so() {
    let old = page("old.md", &markdown(&rows()));
    let names = [("books/borrow", "readers/search"), ("readerId", "keyword"), ("bookId", "place"), ("weeks", "limit")];
    let names =
        names.into_iter().chain([("loan", "reader"), ("book.lent", "reader.none"), ("Borrow a book", "Search")]);
    let text = names.fold(markdown(&rows()), |text, (from, to)| text.replace(from, to));
    let new = page("new.md", &text);
    let shown = docs::between(&old, &new).to_string();
    assert!(shown.lines().nth(1).is_some_and(|line| line.contains("pages of two interfaces")), "{shown}");
}

#[test]
fn what_stands_below_a_row_stays_with_it() {
    let comment = "      # Retry after a while.";
    let spec = SPEC.replace("  # More to come.\n", "");
    let row = "  - { status: 400, code: book.lent, message: The book is lent, doc: Somebody has it. }\n";
    let block = "  - status: 400\n    code: book.lent\n    message: The book is lent\n    doc: Somebody has it.\n";
    let spec = spec.replace(row, &format!("{block}{comment}\n"));
    let mut tables = rows();
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    let rewrite = fixed(&page("a.md", &markdown(&tables)), &spec);
    let text = &rewrite.files()["library/borrow.yaml"];
    assert!(text.contains(&format!("{block}{comment}\n  - status: 404\n    code: book.missing\n")), "{text}");
}

#[test]
fn rows_that_are_kept_as_none_are_filled() {
    let spec = SPEC.replace("reviewed: 2026-01-01 }", "reviewed: 2026-01-01, rows: {} }");
    let own = page("a.md", &markdown(&rows()));
    let text = accept(&own, &spec, "2026-02-01");
    assert!(!text.contains("{}") && text.contains("body bookId"), "{text}");
    assert_eq!(compared(&own, &text).differences().count(), 0);
}

#[test]
fn what_changes_in_an_excepted_row_is_named() {
    let except = "except:\n  - { fact: query readerId required, says: optional, because: It fails without. }\n";
    let spec = format!("{}{except}", SPEC.replace("  # More to come.\n", ""));
    let before = changed("readerId|String|Yes", "readerId|String|No");
    let spec = accept(&page("a.md", &markdown(&before)), &spec, "2026-02-01");
    assert_eq!(said(&compared(&page("a.md", &markdown(&before)), &spec), Class::Wording), Vec::<String>::new());
    let mut after = before;
    let row = after.iter_mut().flat_map(|(_, rows)| rows).find(|row| row.starts_with("readerId")).expect("a row");
    row.push_str(" More of it.");
    let found = compared(&page("a.md", &markdown(&after)), &spec);
    assert!(found.agrees());
    assert_eq!(said(&found, Class::Wording), ["changed query readerId"]);
}

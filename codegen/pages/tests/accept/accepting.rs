//! Accepted pages: what is kept of them, and what changed since.

use crate::library::{SPEC, accept, accepted, changed, compared, facts, html, joined, markdown, page, rows, said};
use dingtalk_pages::DifferenceClass;

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
        assert!(accepted(&page("later", &form), first, "2026-11-22").files.is_empty());
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
        assert_eq!(said(&drift, DifferenceClass::Wording), ["changed body weeks"]);
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
    assert_eq!(said(&drift, DifferenceClass::Fact), ["changed error 400 book.lent"], "{drift}");
    let shown = drift.to_string();
    assert!(shown.contains("\n  perhaps facts, ") && !shown.contains("\n  facts:"), "{shown}");
    // Whoever has looked at it accepts it.
    assert!(compared(&new, &accept(&new, &spec, "2026-12-01")).agrees_in_words());
}

#[test]
fn a_page_that_differs_is_not_accepted() {
    let new = page("a.md", &markdown(&changed("weeks|Integer", "weeks|Long")));
    let rewrite = accepted(&new, SPEC, "2026-11-22");
    assert!(rewrite.files.is_empty() && rewrite.done.is_empty());
    assert_eq!(rewrite.left, ["a.md: not accepted, since its facts differ from library/borrow.yaml"]);
    let but = "except:\n  - { fact: body weeks type, says: Long, because: A small number is meant. }\n";
    let drift = compared(&new, &format!("{SPEC}{but}"));
    assert!(drift.agrees(), "{drift}");
    assert_eq!(said(&drift, DifferenceClass::Note), ["changed body weeks type"]);
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
fn duplicate_pages_are_not_accepted() {
    let mut tables = rows();
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    let both = |tables: &[(&str, Vec<String>)]| [page("a.md", &markdown(tables)), page("b.html", &html(tables))];
    let says = ["two pages are the en page of library/borrow.yaml: a.md, b.html; give one"];
    let spec = facts(SPEC);
    let pages = both(&rows());
    let rewrite = dingtalk_pages::accept(&dingtalk_pages::drift(&pages, &spec), &spec, "2026-11-22");
    assert_eq!((rewrite.files.len(), &rewrite.left[..]), (0, &says.map(str::to_owned)[..]));
    let pages = both(&tables);
    let rewrite = dingtalk_pages::fix(&dingtalk_pages::drift(&pages, &spec), &pages, &spec);
    assert_eq!((rewrite.files.len(), &rewrite.left[..]), (0, &says.map(str::to_owned)[..]));
}

#[test]
fn the_review_date_never_moves_back() {
    let rewrite = accepted(&page("a.md", &markdown(&rows())), SPEC, "2025-12-31");
    assert!(rewrite.files.is_empty());
    let says =
        "a.md: not accepted: library/borrow.yaml was compared with it on 2026-01-01, which is later than 2025-12-31";
    assert_eq!(rewrite.left, [says]);
}

#[test]
fn changed_rows_are_listed() {
    let spec = accept(&page("a.md", &markdown(&rows())), SPEC, "2026-11-22");
    let tables = changed("How many weeks", "For how many weeks");
    let rewrite = accepted(&page("b.md", &markdown(&tables)), &spec, "2026-12-01");
    let lines: Vec<(&str, &str)> = rewrite.done.iter().map(|(file, line)| (file.as_str(), line.as_str())).collect();
    let said = "library/borrow.yaml: accepted b.md (8 rows: 1 changed, 0 new, 0 removed)";
    assert_eq!(lines, [("library/borrow.yaml", said), ("library/borrow.yaml", "  changed body weeks")]);
}

#[test]
fn a_changed_title_is_wording_until_it_is_accepted() {
    let url = "https://open.dingtalk.com/document/development/borrow";
    let text = markdown(&rows()).replace("Borrow a book", "Lend a book");
    // Without an address, nobody knows whether it is the title.
    assert_eq!(said(&compared(&page("a.md", &text), SPEC), DifferenceClass::Wording), Vec::<String>::new());
    let new = page("a.md", &text.replacen("---\n", &format!("---\nsource_url: \"{url}\"\n"), 1));
    let spec = SPEC.replace("reviewed: 2026-01-01", &format!("url: \"{url}\", reviewed: 2026-01-01"));
    let drift = compared(&new, &spec);
    assert_eq!(
        (said(&drift, DifferenceClass::Fact).len(), said(&drift, DifferenceClass::Wording)),
        (0, vec!["changed title".to_owned()])
    );
    let spec = accept(&new, &spec, "2026-11-22");
    assert!(spec.contains("title: Lend a book") && compared(&new, &spec).agrees_in_words(), "{spec}");
}

#[test]
fn an_empty_map_of_rows_is_filled() {
    let spec = SPEC.replace("reviewed: 2026-01-01 }", "reviewed: 2026-01-01, rows: {} }");
    let own = page("a.md", &markdown(&rows()));
    let text = accept(&own, &spec, "2026-02-01");
    assert!(!text.contains("{}") && text.contains("body bookId"), "{text}");
    assert_eq!(compared(&own, &text).differences().count(), 0);
}

#[test]
fn changes_of_an_excepted_row_are_reported() {
    let except = "except:\n  - { fact: query readerId required, says: optional, because: It fails without. }\n";
    let spec = format!("{}{except}", SPEC.replace("  # More to come.\n", ""));
    let before = changed("readerId|String|Yes", "readerId|String|No");
    let spec = accept(&page("a.md", &markdown(&before)), &spec, "2026-02-01");
    assert_eq!(
        said(&compared(&page("a.md", &markdown(&before)), &spec), DifferenceClass::Wording),
        Vec::<String>::new()
    );
    let mut after = before;
    let row = after.iter_mut().flat_map(|(_, rows)| rows).find(|row| row.starts_with("readerId")).expect("a row");
    row.push_str(" More of it.");
    let found = compared(&page("a.md", &markdown(&after)), &spec);
    assert!(found.agrees());
    assert_eq!(said(&found, DifferenceClass::Wording), ["changed query readerId"]);
}

//! Which operation a page is held against, exceptions, and two saves of a page.

use crate::library::{SPEC, changed, compared, facts, markdown, page, rows, said};
use dingtalk_pages::{DifferenceClass, Page};

/// Another method on the same path is another interface, unless nothing else is.
#[test]
fn a_page_of_another_method_is_matched_by_title_or_rows_and_not_by_the_path_alone() {
    let own = page("own.md", &markdown(&rows()));
    let put = changed("HTTP Method|POST", "HTTP Method|PUT");
    assert_eq!(said(&compared(&page("put.md", &markdown(&put)), SPEC), DifferenceClass::Fact), ["changed method"]);
    let spec = facts(SPEC);
    let found = |pages: &[Page]| {
        let unmatched = dingtalk_pages::drift(pages, &spec).unmatched;
        unmatched.into_iter().map(|page| page.file).collect::<Vec<_>>()
    };
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
        let except = drift.differences().find(|difference| difference.fact.starts_with("except ")).expect("stale");
        except.page_says.clone()
    };
    assert_eq!(
        stale("body weeks type", "Double"),
        "the entry has `Double`, the page says `Long`, and the spec says `int32`: fix the entry, or take it out"
    );
    assert_eq!(
        stale("body bookId type", "Long"),
        "the entry has `Long`, which the page does not say any more, and the spec says `string`: take the entry out"
    );
    assert_eq!(
        stale("body week type", "Long"),
        "the entry has `Long`, and neither the page nor the spec has a fact of this name: fix the name, or take the entry out"
    );
    for fact in ["method", "url", "host", "error 400 book.lent message", "error 400 book.lent", "response loan.id"] {
        assert!(stale(fact, "x").ends_with(": take the entry out"), "{fact}: {}", stale(fact, "x"));
    }
}

#[test]
fn two_saves_are_compared_with_their_cells_apart() {
    let old = page("old.md", &markdown(&rows()));
    let between = |tables: &[(&str, Vec<String>)]| dingtalk_pages::diff_pages(&old, &page("new.md", &markdown(tables)));
    let drift = between(&rows());
    assert_eq!(drift.to_string(), "new.md agrees with old.md\n");
    let drift = between(&changed("How many weeks", "For how many weeks"));
    let row = "weeks | Integer | optional | For how many weeks it is lent.";
    assert_eq!(said(&drift, DifferenceClass::Wording), ["changed body weeks"]);
    assert_eq!(drift.differences().next().map(|one| one.page_says.as_str()), Some(row));
    let drift = between(&changed("weeks|Integer|No", "weeks|Long|Yes"));
    assert_eq!(said(&drift, DifferenceClass::Fact), ["changed body weeks type", "changed body weeks required"]);
    let mut tables = rows();
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    assert_eq!(said(&between(&tables), DifferenceClass::Fact), ["added error 404 book.missing"]);
}

#[test]
fn unrelated_pages_get_a_remark() {
    let old = page("old.md", &markdown(&rows()));
    let names = [("books/borrow", "readers/search"), ("readerId", "keyword"), ("bookId", "place"), ("weeks", "limit")];
    let names =
        names.into_iter().chain([("loan", "reader"), ("book.lent", "reader.none"), ("Borrow a book", "Search")]);
    let text = names.fold(markdown(&rows()), |text, (from, to)| text.replace(from, to));
    let new = page("new.md", &text);
    let shown = dingtalk_pages::diff_pages(&old, &new).to_string();
    assert!(shown.lines().nth(1).is_some_and(|line| line.contains("pages of two operations")), "{shown}");
}

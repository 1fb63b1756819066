//! Drafts of spec files: what becomes of a page.

use dingtalk_generated_pages::{SavedFormat, Style, pages};
use dingtalk_pages::Page;

fn draft(name: &str, form: SavedFormat) -> String {
    let page = pages().into_iter().find(|page| page.name == name).expect("a page of this name");
    let saved = page.saved(Style::from(form));
    let page = Page::read(name, saved.as_bytes()).expect("a page");
    let draft = page.draft("2026-11-22", None);
    format!("{}, {} marks\n{}", draft.file(), draft.marks, draft.text)
}

#[test]
fn a_page_with_separators_is_drafted_as_it_stands() {
    insta::assert_snapshot!(draft("lend_copies.en", SavedFormat::Markdown));
}

#[test]
fn a_page_without_separators_is_drafted_with_marks() {
    insta::assert_snapshot!(draft("search_books.en", SavedFormat::Joined));
}

#[test]
fn a_page_in_chinese_is_drafted_as_well() {
    insta::assert_snapshot!(draft("create_ticket.zh", SavedFormat::Html));
}

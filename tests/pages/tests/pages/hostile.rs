//! Damaged pages: whatever is cut off, left out or put in, a page is read or refused.

use crate::support::{each, spec};
use dingtalk_generated_pages::{Page, SavedFormat, Style, pages};
use dingtalk_pages::SpecFacts;

/// What is put in.
const PIECES: &[&str] =
    &["<", "|", "\n", "\t", "```", "</table>", "<table><tr><td>", "{", "\u{0}", "\u{202e}", "- ", "#"];

/// Reads, compares and drafts; what comes of it does not matter.
fn endure(bytes: &[u8], spec: &SpecFacts) -> bool {
    let Ok(page) = dingtalk_pages::Page::read("page", bytes) else { return false };
    let _ = page.draft("2026-11-22", None);
    let _ = dingtalk_pages::drift(&[page], spec).to_string();
    true
}

#[test]
fn a_page_that_is_cut_off_at_one_of_many_places_is_read_or_refused() {
    let spec = spec();
    let cases = cases();
    let read = each(&cases, |(page, form)| {
        let text = page.saved(Style::from(*form)).into_bytes();
        // Each 97th byte, which may be one within a character.
        (0..text.len()).step_by(97).filter(|end| endure(&text[..*end], &spec)).count()
    });
    assert!(read.into_iter().sum::<usize>() > 100, "much of what is left can be read");
}

#[test]
fn a_page_with_something_put_in_at_one_of_many_places_is_read_or_refused() {
    let spec = spec();
    let cases = cases();
    let read = each(&cases, |(page, form)| {
        let text = page.saved(Style::from(*form));
        let places = text.char_indices().map(|(at, _)| at).step_by(199).enumerate();
        let damaged =
            places.map(|(number, at)| format!("{}{}{}", &text[..at], PIECES[number % PIECES.len()], &text[at..]));
        damaged.filter(|text| endure(text.as_bytes(), &spec)).count()
    });
    assert!(read.into_iter().sum::<usize>() > 100, "many of them can be read");
}

#[test]
fn a_page_without_a_line_is_read_or_refused() {
    let spec = spec();
    let cases = cases();
    each(&cases, |(page, form)| {
        let text = page.saved(Style::from(*form));
        for left_out in (0..text.lines().count()).step_by(7) {
            let lines = text.lines().enumerate().filter(|(number, _)| *number != left_out).map(|(_, line)| line);
            endure(lines.collect::<Vec<_>>().join("\n").as_bytes(), &spec);
        }
    });
}

/// Pages with everything odd, in a form of each kind.
fn cases() -> Vec<(Page, SavedFormat)> {
    let names = ["import_books.zh", "lend_copies.en", "rename_shelf.zh", "search_books.en"];
    let pages = pages().into_iter().filter(|page| names.contains(&page.name.as_str()));
    let forms = [
        SavedFormat::Html,
        SavedFormat::MarkdownBold,
        SavedFormat::MarkdownHtml,
        SavedFormat::Lines,
        SavedFormat::Joined,
    ];
    pages.flat_map(|page| forms.map(|form| (page.clone(), form))).collect()
}

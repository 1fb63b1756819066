//! Damaged pages are read or rejected without a panic.

use crate::support::{each, spec};
use dingtalk_generated_pages::{Page, SavedFormat, Style, pages};
use dingtalk_pages::SpecFacts;

/// Inserted pieces.
const PIECES: &[&str] =
    &["<", "|", "\n", "\t", "```", "</table>", "<table><tr><td>", "{", "\u{0}", "\u{202e}", "- ", "#"];

/// Reads, compares and drafts a page. Returns `true` if it is readable.
fn endure(bytes: &[u8], spec: &SpecFacts) -> bool {
    let Ok(page) = dingtalk_pages::Page::read("page", bytes) else { return false };
    let _ = page.draft("2026-11-22", None);
    let _ = dingtalk_pages::drift(&[page], spec).to_string();
    true
}

#[test]
fn a_truncated_page_is_read_or_rejected() {
    let spec = spec();
    let cases = cases();
    let read = each(&cases, |(page, form)| {
        let text = page.saved(Style::from(*form)).into_bytes();
        // Every 97th byte, which may be inside a character.
        (0..text.len()).step_by(97).filter(|end| endure(&text[..*end], &spec)).count()
    });
    assert!(read.into_iter().sum::<usize>() > 100, "much of what is left can be read");
}

#[test]
fn a_page_with_an_insertion_is_read_or_rejected() {
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
fn a_page_without_a_line_is_read_or_rejected() {
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

/// Pages with all quirks, in one format of each kind.
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

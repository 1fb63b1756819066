//! How much memory the largest pages take. A binary of its own, since it counts the allocations of the whole process.

use dingtalk_pages::{Page, diff_pages};
use peak_alloc::PeakAlloc;
use std::fmt::Write as _;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The largest size of a page that is read.
const PAGE: usize = 8 << 20;

/// The most that reading, drafting and comparing it may take.
const MOST: usize = 256 << 20;

const REQUEST: &str = "# A page\n\n## Request\n\n### Basic information\n\n| Field | Value |\n| --- | --- |\n\
    | HTTP URL | https://api.dingtalk.com/v1.0/library/books |\n| HTTP Method | POST |\n\n\
    ### Request body\n\n| Name | Type | Required | Description |\n| --- | --- | --- | --- |\n";
const RESPONSE: &str = "\n## Response\n\n### Response body\n\n| Name | Type | Description |\n| --- | --- | --- |\n\
    | id | String | The id. |\n";
const JOINED: &str = "A page\nRequest\nBasic information\nFieldValue\n\
    HTTP URLhttps://api.dingtalk.com/v1.0/library/books\nHTTP MethodPOST\nRequest body\nNameTypeRequiredDescription\n";
const JOINED_END: &str = "Response\nResponse body\nNameTypeDescription\nidStringThe id.\n";

/// Repeats numbered lines between two texts, up to the size of a page and a number of lines.
fn filled(begin: &str, lines: usize, line: impl Fn(usize) -> String, end: &str) -> String {
    let mut text = begin.to_owned();
    for number in 0..lines {
        let line = line(number);
        if text.len() + line.len() + end.len() > PAGE {
            break;
        }
        let _ = write!(text, "{line}");
    }
    text + end
}

/// Pages of the largest size that consist of one thing.
fn pages() -> Vec<(&'static str, String)> {
    let words = "word ".repeat(150);
    let example = format!("{REQUEST}| a | Array | Yes | All. |\n\n### Request example\n\n```json\n{{\"a\":[");
    let errors = format!("{JOINED}aStringYesA text.\nError codes\nHttpCodeError codeError messageDescription\n");
    vec![
        ("rows", filled(REQUEST, 9_000, |at| format!("| a{at} | Object | Yes | {words} |\n"), RESPONSE)),
        ("lists", filled(REQUEST, 9_000, |at| format!("| a{at} | Array of Object | No | {words} |\n"), RESPONSE)),
        ("tables", filled(REQUEST, PAGE, |at| format!("| a{at} | b |\n| - | - |\n| {words} | x |\n\n"), RESPONSE)),
        ("headings", filled(REQUEST, PAGE, |at| format!("## Heading {at} {}\n", &words[..30]), RESPONSE)),
        (
            "an example",
            filled(&example, PAGE, |at| format!("{{\"a{at}\":[1,{{}}]}},"), &format!("1]}}\n```\n{RESPONSE}")),
        ),
        ("lines", filled(JOINED, PAGE, |_| "a\n".to_owned(), "")),
        ("joined rows", filled(JOINED, 9_000, |at| format!("a{at}StringYes{words}\n"), JOINED_END)),
        (
            "joined errors",
            filled(&errors, 9_000, |at| format!("400invalid.a{at}.bThe {at} {words}{words}{words}\n"), ""),
        ),
    ]
}

#[test]
fn the_largest_pages_take_a_bounded_amount_of_memory() {
    for (name, text) in pages() {
        assert!(text.len() > PAGE / 2, "{name}: {} bytes", text.len());
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        // Too many lines or rows are refused, which takes memory as well.
        if let Ok(page) = Page::read(name, text.as_bytes()) {
            let _ = page.draft("2026-11-22", None);
            let _ = diff_pages(&page, &page).to_string();
        }
        let peak = MEMORY.peak_usage() - before;
        println!("{name:14} {:4} MiB", peak >> 20);
        assert!(peak <= MOST, "{name}: {} MiB", peak >> 20);
    }
}

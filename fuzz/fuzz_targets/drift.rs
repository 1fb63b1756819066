//! A whole spec and a page: files that a line of `=== name` separates, the page last as `page`.

#![no_main]

use dingtalk_pages::Page;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut texts = dingtalk_fuzz::files(text);
    let Some(page) = texts.remove("page") else { return };
    if let Ok(page) = Page::read("page", page.as_bytes()) {
        dingtalk_fuzz::change(&texts, &page);
    }
});

//! A saved page, and a first spec file from it.

#![no_main]

use dingtalk_pages::Page;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(page) = Page::read("page", bytes) {
        dingtalk_fuzz::draft(&page);
    }
});

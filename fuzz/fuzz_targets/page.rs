//! A saved page in any form.

#![no_main]

use dingtalk_pages::Page;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(why) = Page::read("page", bytes) {
        let why = why.to_string();
        assert!(!why.is_empty() && !why.contains('\n'), "{why:?} is not one line");
    }
});

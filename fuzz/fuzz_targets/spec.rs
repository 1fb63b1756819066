//! A whole spec: files that a line of `=== name` separates.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut texts = BTreeMap::new();
    for file in text.split("=== ").skip(1).take(4) {
        let (name, text) = file.split_once('\n').unwrap_or((file, ""));
        texts.insert(name.to_owned(), text.to_owned());
    }
    dingtalk_fuzz::check(texts);
});

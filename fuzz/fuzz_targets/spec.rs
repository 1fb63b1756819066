//! A whole spec: files that a line of `=== name` separates.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    dingtalk_fuzz::check(dingtalk_fuzz::files(text));
});

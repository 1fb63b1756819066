//! An answer, for an endpoint of each kind.

#![no_main]

use dingtalk_fuzz::Answer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some((kind, answer)) = Answer::parse(bytes) {
        answer.read(kind);
    }
});

//! A response, for an endpoint of each kind.

#![no_main]

use dingtalk_fuzz::RawResponse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some((kind, response)) = RawResponse::parse(bytes) {
        response.read(kind);
    }
});

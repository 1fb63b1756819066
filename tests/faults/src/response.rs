//! Answers as they stand on the wire.

/// An answer with a length that is right.
#[must_use]
pub fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len()).into_bytes();
    for header in headers {
        bytes.extend(header.bytes().chain(*b"\r\n"));
    }
    bytes.extend(b"\r\n");
    bytes.extend(body);
    bytes
}

/// An error as the service tells it.
#[must_use]
pub fn error(status: u16, code: &str) -> Vec<u8> {
    let body = format!(r#"{{"requestid":"7F","code":"{code}","message":"as told","detail":"hush"}}"#);
    answer(&format!("{status} As Told"), &["content-type: application/json"], body)
}

/// Success as the service tells it.
#[must_use]
pub fn success(body: &str) -> Vec<u8> {
    answer("200 OK", &["content-type: application/json", "x-acs-request-id: 7F"], body)
}

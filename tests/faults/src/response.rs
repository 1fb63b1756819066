//! Responses as bytes on the wire.

/// A response with the correct length.
#[must_use]
pub fn response(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len()).into_bytes();
    for header in headers {
        bytes.extend(header.bytes().chain(*b"\r\n"));
    }
    bytes.extend(b"\r\n");
    bytes.extend(body);
    bytes
}

/// An error in the service's envelope.
#[must_use]
pub fn error(status: u16, code: &str) -> Vec<u8> {
    let body = format!(r#"{{"requestid":"7F","code":"{code}","message":"as scripted","detail":"hush"}}"#);
    response(&format!("{status} Scripted"), &["content-type: application/json"], body)
}

/// A success of the service.
#[must_use]
pub fn success(body: &str) -> Vec<u8> {
    response("200 OK", &["content-type: application/json", "x-acs-request-id: 7F"], body)
}

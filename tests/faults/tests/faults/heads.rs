//! Responses with a malformed head, or one that contradicts the body.

use dingtalk_client::Options;
use dingtalk_faults::Act;
use dingtalk_faults::Ends::{Close, Hang};

use crate::calls::Reported::{Refused, Success, Unknown};
use crate::table::{Row, check, check_few_at_once, done, hasty, patient, row};

const BODY: &str = r#"{"file":{"id":"m"},"openConversationId":"m"}"#;

/// A successful response with these headers.
fn with(headers: &str) -> Act {
    done(format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{BODY}"))
}

/// A successful response with this first line.
fn begins(line: &str) -> Act {
    done(format!("{line}\r\ncontent-length: {}\r\n\r\n{BODY}", BODY.len()))
}

/// A successful response after other heads.
fn after(heads: &str) -> Act {
    begins(&format!("{heads}HTTP/1.1 200 OK"))
}

fn chunks(chunks: &str) -> Act {
    done(format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunks}"))
}

#[tokio::test]
async fn with_a_wrong_length() {
    let broke = "the connection broke";
    #[rustfmt::skip]
    check(patient(), vec![
        row(with("content-length: 999").then(Close),                     3, 1, Unknown, broke),
        row(with("content-length: 20"),                                  1, 1, Unknown, "ends too early"),
        row(with("content-length: 0"),                                   1, 1, Unknown, "is empty"),
        row(with("content-length: 44\r\ncontent-length: 44"),            1, 1, Success, "m"),
        row(with("content-length: 44\r\ncontent-length: 45"),            3, 1, Unknown, broke),
        row(with("content-length: -44"),                                 3, 1, Unknown, broke),
        row(with("content-length: 4 4"),                                 3, 1, Unknown, broke),
        row(with("content-length: 0x2c"),                                3, 1, Unknown, broke),
        row(with("content-length: 99999999999999999999"),                3, 1, Unknown, broke),
        row(with("content-length: 9000000000000000000"),                 1, 1, Unknown, "larger than allowed (status 200"),
        row(with("content-length: 9000000000").then(Hang),               1, 1, Unknown, "larger than allowed (status 200"),
        row(with("server: until-it-closes").then(Close),                 1, 1, Success, "m"),
    ]).await;
    let late = "the deadline passed (status 200";
    check_few_at_once(hasty(), vec![row(with("content-length: 999"), 1, 1, Unknown, late)]).await;
}

#[tokio::test]
async fn with_wrong_chunks() {
    let broke = "the connection broke";
    #[rustfmt::skip]
    check(patient(), vec![
        row(chunks(&format!("2c\r\n{BODY}\r\n0\r\n\r\n")),               1, 1, Success, "m"),
        row(chunks(&format!("2c;a=b\r\n{BODY}\r\n0\r\nx: y\r\n\r\n")),   1, 1, Success, "m"),
        row(chunks(&format!("zz\r\n{BODY}\r\n0\r\n\r\n")),               3, 1, Unknown, broke),
        row(chunks(&format!("-2c\r\n{BODY}\r\n0\r\n\r\n")),              3, 1, Unknown, broke),
        row(chunks(&format!("2b\r\n{BODY}\r\n0\r\n\r\n")),               3, 1, Unknown, broke),
        row(chunks(&format!("2c\r\n{BODY}\r\n")).then(Close),            3, 1, Unknown, broke),
        row(chunks(&format!("ffffffffffffffffff\r\n{BODY}")),            3, 1, Unknown, broke),
        row(chunks("7fffffffffffffff\r\n{").then(Close),                 3, 1, Unknown, broke),
    ]).await;
}

#[tokio::test]
async fn with_a_wrong_first_line() {
    let broke = "the connection broke";
    #[rustfmt::skip]
    check(patient(), vec![
        row(begins("HTTP/1.1 200"),                                      1, 1, Success, "m"),
        row(begins("HTTP/1.0 200 OK"),                                   1, 1, Success, "m"),
        row(begins("HTTP/1.1 20 OK"),                                    3, 1, Unknown, broke),
        row(begins("HTTP/1.1 2000 OK"),                                  3, 1, Unknown, broke),
        row(begins("HTTP/3.0 200 OK"),                                   3, 1, Unknown, broke),
        row(begins("ICY 200 OK"),                                        3, 1, Unknown, broke),
        row(begins("\u{1b}[2J"),                                         3, 1, Unknown, broke),
        row(done("SSH-2.0-OpenSSH_9.6\r\n").then(Hang),                  3, 1, Unknown, broke),
        row(done("\0\0\u{6}\u{4}\0\0\0\0\0\0\u{5}\0\0@\0"),              3, 1, Unknown, broke),
        row(done(BODY).then(Close),                                      3, 1, Unknown, broke),
        row(with("no colon here"),                                       3, 1, Unknown, broke),
        row(with("a\0b: c"),                                             3, 1, Unknown, broke),
    ]).await;
}

#[tokio::test]
async fn after_other_heads() {
    let early = "HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n";
    let switching = "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n";
    #[rustfmt::skip]
    check(patient(), vec![
        row(after("HTTP/1.1 100 Continue\r\n\r\n"),                      1, 1, Success, "m"),
        row(after(early),                                                1, 1, Success, "m"),
        row(after(&early.repeat(1000)),                                  1, 1, Success, "m"),
        row(after("HTTP/1.1 199 Odd\r\ncontent-length: 9\r\n\r\n"),      1, 1, Success, "m"),
        row(after("HTTP/1.1 100 Continue\r\n\r\n").cut(25).then(Close),  3, 1, Unknown, "the connection broke"),
        row(done(switching),                                             1, 1, Unknown, "101 without a code"),
    ]).await;
}

/// Heads are read up to a limit, and compressed bodies are not decompressed: the client requests no compression.
#[tokio::test]
async fn that_are_too_large() {
    let filler = |length: usize| format!("x-filler: {}", "x".repeat(length));
    let many = |count: usize| (0..count).map(|i| format!("x-{i}: y")).collect::<Vec<_>>().join("\r\n");
    let sized = |headers: &str| with(&format!("{headers}\r\ncontent-length: {}", BODY.len()));
    let large = "larger than allowed";
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        row(sized(&filler(10_000)),                                      1, 1, Success, "m"),
        row(sized(&filler(2_000_000)),                                   1, 1, Unknown, large),
        row(sized(&many(90)),                                            1, 1, Success, "m"),
        row(sized(&many(100)),                                           1, 1, Unknown, large),
        row(sized(&many(10_000)),                                        1, 1, Unknown, large),
        row(bomb("content-encoding: gzip"),                              1, 1, Unknown, "is not UTF-8 (status 200"),
        row(bomb("content-encoding: gzip\r\ncontent-type: application/json"), 1, 1, Unknown, "is not UTF-8"),
        row(bomb("transfer-encoding: gzip").then(Close),                 1, 1, Unknown, "is not UTF-8"),
        row(Act::respond("HTTP/1.1 413 Too Large\r\ncontent-length: 99999\r\n\r\n"), 1, 1, Refused, large),
    ];
    check(patient().max_response(20_000), rows).await;
}

/// A mebibyte of spaces and a valid response, in a thousand bytes. `bomb.gz` is the output of `gzip -9n` for `BODY`
/// after 1,048,576 spaces, without a line end.
fn bomb(headers: &str) -> Act {
    let body = include_bytes!("bomb.gz");
    let length =
        if headers.starts_with("transfer") { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    done([format!("HTTP/1.1 200 OK\r\n{headers}\r\n{length}\r\n").as_bytes(), body].concat())
}

/// Data after a complete response belongs to no call.
#[tokio::test]
async fn data_after_a_response_is_not_the_next_response() {
    use crate::calls::{client, look_up};
    use dingtalk_faults::{Server, StandIn, success};

    let two = [success(r#"{"openConversationId":"first"}"#), success(r#"{"openConversationId":"planted"}"#)].concat();
    let server = Server::start(StandIn::new(vec![done(two)].into_iter())).await.expect("a server");
    let client = client(server.url()).with(Options::new());
    assert_eq!(look_up(&client, "a").await.expect("success").as_deref(), Some("first"));
    assert_eq!(look_up(&client, "b").await.expect("success").as_deref(), Some("b"));
    assert_eq!(server.stand_in().log().connections, 2);
}

//! A server that gives every request on a path the same response.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// The documented response of `send_link`.
pub const FILE: &str = r#"{"id":"file_id","conversationId":"open_conversation_id","spaceId":"space_id","parentId":"parent_id","type":"file","name":"file_name","size":256,"path":"file_path","version":1,"status":"NORMAL","extension":"txt","creatorId":"creator_id","modifierId":"modified_id","createTime":"2022-01-01T10:00:00Z","modifiedTime":"2022-01-01T10:00:00Z","uuid":"uuid"}"#;

/// The path of a long list.
pub const LIST: &str = "/v1.0/files";

/// The number of its items.
const ITEMS: usize = 10_000;

pub struct Server {
    url: String,
}

impl Server {
    /// Starts the server on threads of this process.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        thread::spawn(move || {
            for stream in listener.incoming() {
                thread::spawn(move || serve(&stream.expect("a connection")));
            }
        });
        Self { url }
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

/// The body of the long list.
pub fn list() -> String {
    format!(r#"{{"items":[{FILE}{}]}}"#, format!(",{FILE}").repeat(ITEMS - 1))
}

/// Responds until the client leaves.
fn serve(stream: &TcpStream) {
    stream.set_nodelay(true).expect("a setting");
    let mut reader = BufReader::new(stream);
    let file = response(&format!(r#"{{"file":{FILE}}}"#));
    let list = response(&list());
    while let Some(path) = read_request(&mut reader) {
        let response = if path == LIST { &list } else { &file };
        if { stream }.write_all(response.as_bytes()).is_err() {
            return;
        }
    }
}

fn response(body: &str) -> String {
    let mut response =
        String::from("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-acs-request-id: 0A1B2C3D\r\n");
    write!(response, "content-length: {}\r\n\r\n{body}", body.len()).expect("enough memory");
    response
}

/// Reads a request, and returns its path.
fn read_request(reader: &mut BufReader<&TcpStream>) -> Option<String> {
    let mut lines = reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let length = lines.filter_map(|line| line.strip_prefix("content-length: ")?.parse::<u64>().ok()).last();
    let body = reader.by_ref().take(length.unwrap_or_default()).bytes().map_while(Result::ok).count();
    (body as u64 == length.unwrap_or_default()).then_some(path)
}

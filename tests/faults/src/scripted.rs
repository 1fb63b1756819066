//! A server on loopback that answers from a script and keeps what it was sent.
#![allow(clippy::missing_panics_doc, clippy::must_use_candidate, reason = "a panic here fails the test that calls")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use crate::settle;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with a request.
pub enum Act {
    /// Sends these bytes and keeps the connection.
    Answer(Vec<u8>),
    /// Sends these bytes and closes the connection.
    Close(Vec<u8>),
    /// Sends these bytes and nothing more, ever.
    Hang(Vec<u8>),
}

/// A whole answer with a length.
pub fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Act {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len()).into_bytes();
    for header in headers {
        bytes.extend(format!("{header}\r\n").bytes());
    }
    bytes.extend(b"\r\n");
    bytes.extend(body);
    Act::Answer(bytes)
}

/// The server. It ends with the runtime that started it.
pub struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    connections: usize,
    closed: usize,
    requests: Vec<String>,
}

impl Server {
    /// A server that does these things in turn, one a request, on any connection.
    pub async fn start(script: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Seen::default()));
        let script = Arc::new(Mutex::new(script.into_iter()));
        let shared = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().expect("unpoisoned").connections += 1;
                let served = serve(stream, Arc::clone(&script), Arc::clone(&shared));
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    served.await;
                    shared.lock().expect("unpoisoned").closed += 1;
                });
            }
        });
        Self { address, seen }
    }

    /// The address for a client.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, each with `HOST` instead of the server's address.
    pub fn requests(&self) -> Vec<String> {
        let seen = self.seen.lock().expect("unpoisoned");
        seen.requests.iter().map(|request| request.replace(&self.address.to_string(), "HOST")).collect()
    }

    /// How many connections there have been so far.
    pub fn connections(&self) -> usize {
        self.seen.lock().expect("unpoisoned").connections
    }

    /// Waits until the server has read this many requests.
    pub async fn until_requested(&self, count: usize) {
        while self.seen.lock().expect("unpoisoned").requests.len() < count {
            tokio::task::yield_now().await;
        }
    }

    /// Waits until the server has closed this many connections, and the client has had its turn to notice.
    pub async fn until_closed(&self, count: usize) {
        while self.seen.lock().expect("unpoisoned").closed < count {
            tokio::task::yield_now().await;
        }
        settle().await;
    }
}

async fn serve(mut stream: TcpStream, script: Arc<Mutex<std::vec::IntoIter<Act>>>, seen: Arc<Mutex<Seen>>) {
    while let Some(request) = read_request(&mut stream).await {
        seen.lock().expect("unpoisoned").requests.push(request);
        let act = script.lock().expect("unpoisoned").next();
        match act {
            Some(Act::Answer(bytes)) => drop(stream.write_all(&bytes).await),
            Some(Act::Close(bytes)) => return drop(stream.write_all(&bytes).await),
            Some(Act::Hang(bytes)) => {
                drop(stream.write_all(&bytes).await);
                std::future::pending::<()>().await;
            }
            None => return,
        }
    }
}

/// One request, head and body; `None` once the client closed the connection.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |length| length.parse().expect("a length"));
            if bytes.len() >= end + 4 + length {
                return Some(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

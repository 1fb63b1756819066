//! A loopback server that responds from a script and records its requests.
#![allow(clippy::missing_panics_doc, clippy::must_use_candidate, reason = "a panic here fails the test that calls")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::loopback::listen;

/// The behavior of the server for one request.
pub enum Act {
    /// Sends these bytes and leaves the connection open.
    Respond(Vec<u8>),
    /// Sends these bytes and closes the connection.
    Close(Vec<u8>),
    /// Sends these bytes and then hangs.
    Hang(Vec<u8>),
}

/// A complete response with its length.
pub fn response(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Act {
    Act::Respond(crate::response::response(status, headers, body))
}

/// A successful response.
pub fn ok(body: impl AsRef<[u8]>) -> Act {
    response("200 OK", &[], body)
}

/// The server. It ends with the runtime that started it.
pub struct Server {
    address: SocketAddr,
    recorded: Arc<Mutex<Recorded>>,
}

#[derive(Default)]
struct Recorded {
    connections: usize,
    closed: usize,
    requests: Vec<String>,
}

impl Server {
    /// Starts a server that executes the script, one entry per request, on any connection.
    pub async fn start(script: Vec<Act>) -> Self {
        let (listener, address) = listen().await;
        let recorded = Arc::new(Mutex::new(Recorded::default()));
        let script = Arc::new(Mutex::new(script.into_iter()));
        let shared = Arc::clone(&recorded);
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
        Self { address, recorded }
    }

    /// The base URL for a client.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, with `HOST` in place of the server's address.
    pub fn requests(&self) -> Vec<String> {
        let recorded = self.recorded.lock().expect("unpoisoned");
        recorded.requests.iter().map(|request| request.replace(&self.address.to_string(), "HOST")).collect()
    }

    /// The number of connections so far.
    pub fn connections(&self) -> usize {
        self.recorded.lock().expect("unpoisoned").connections
    }

    /// Waits until the server has read this many requests.
    pub async fn until_requested(&self, count: usize) {
        while self.recorded.lock().expect("unpoisoned").requests.len() < count {
            tokio::task::yield_now().await;
        }
    }

    /// Waits until both the server and its clients have closed this many connections.
    pub async fn until_closed(&self, count: usize) {
        while self.recorded.lock().expect("unpoisoned").closed < count {
            tokio::task::yield_now().await;
        }
    }
}

async fn serve(mut stream: TcpStream, script: Arc<Mutex<std::vec::IntoIter<Act>>>, recorded: Arc<Mutex<Recorded>>) {
    while let Some(request) = read_request(&mut stream).await {
        recorded.lock().expect("unpoisoned").requests.push(request);
        let act = script.lock().expect("unpoisoned").next();
        match act {
            Some(Act::Respond(bytes)) => drop(stream.write_all(&bytes).await),
            Some(Act::Close(bytes)) => {
                drop(stream.write_all(&bytes).await);
                drop(stream.shutdown().await);
                // An early close would reset the connection if the client sends before it has noticed.
                drop(tokio::io::copy(&mut stream, &mut tokio::io::sink()).await);
                return;
            }
            Some(Act::Hang(bytes)) => {
                drop(stream.write_all(&bytes).await);
                std::future::pending::<()>().await;
            }
            None => return,
        }
    }
}

/// Reads one request, head and body; `None` once the client has closed the connection.
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

//! A Waypost of the test's own, which knows nothing of the spec.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use waypost::Waypost;
use waypost::runtime::ClientBuilder;

/// A server on a free port, which is never stopped.
pub struct Service {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Service {
    /// Responds to each request with status 200 and this body. A request is its head and its body.
    pub fn start(respond: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        // With the path of the spec's URL.
        let authority = format!("http://{}", listener.local_addr().expect("an address"));
        let url = Waypost::MAIN.replace("https://api.waypost.example", &authority);
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (received, respond) = (Arc::clone(&requests), Arc::new(respond));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (received, respond) = (Arc::clone(&received), Arc::clone(&respond));
                thread::spawn(move || serve(stream, &received, &*respond));
            }
        });
        Self { url, requests }
    }

    /// A client of the service without a token.
    pub fn client(&self) -> ClientBuilder<Waypost> {
        waypost::Client::builder().base_url(&self.url).allow_plain_http()
    }

    /// The lines of the requests, without host and content length.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("unpoisoned").clone()
    }
}

/// Serves the requests of a connection.
fn serve(stream: TcpStream, received: &Mutex<Vec<String>>, respond: &dyn Fn(&str) -> String) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        let body = respond(&request);
        received.lock().expect("unpoisoned").push(request);
        let response = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        reader.get_mut().write_all(response.as_bytes()).expect("the client reads");
    }
}

/// Reads a request. `None` at the end of the connection.
fn read(reader: &mut impl BufRead) -> Option<String> {
    let mut request = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line if line.starts_with("content-length: ") => length = line["content-length: ".len()..].parse().ok()?,
            line if line.starts_with("host: ") => {}
            line => request.extend([line, "\n"]),
        }
    }
    reader.take(length).read_to_string(&mut request).ok()?;
    Some(request)
}

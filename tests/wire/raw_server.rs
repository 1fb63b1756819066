//! Servers of raw bytes.

use std::net::SocketAddr;

use dingtalk_faults::listen;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

use crate::transport_calls::BODY;

/// A response that keeps the connection.
pub const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

/// Serves each connection with this function.
pub async fn serve<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
{
    let (listener, address) = listen().await;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    address
}

/// Reads a request with the usual body. Returns false at the end of the connection.
pub async fn read_request(stream: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    while !request.ends_with(BODY) {
        if stream.read_buf(&mut request).await.unwrap_or_default() == 0 {
            return false;
        }
    }
    true
}

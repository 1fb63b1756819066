//! A fake that is served over HTTP.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::sleep;

use super::Fake;
use crate::transport::{Bytes, HyperIo, TransportError, TransportErrorKind};
use crate::{Api, BuildError, Client};

/// The maximum size of a request's body, in bytes.
const MAX_BODY: usize = 64 << 20;

/// The delay before the next connection is accepted if accepting one has failed.
const ACCEPT_DELAY: Duration = Duration::from_millis(100);

/// A fake that is served over plain HTTP, as returned by [`Fake::serve`]. It ends when it is dropped.
pub struct FakeServer<A> {
    fake: Fake<A>,
    address: SocketAddr,
    accepting: AbortHandle,
}

impl<A: Api> Fake<A> {
    /// Serves the fake on a free port of the loopback interface. Requires the feature `hyper`.
    ///
    /// # Errors
    /// Fails if the system has no free port.
    pub async fn serve(&self) -> io::Result<FakeServer<A>> {
        self.serve_on((Ipv4Addr::LOCALHOST, 0).into()).await
    }

    /// Serves the fake on this address. Requires the feature `hyper`.
    ///
    /// # Errors
    /// Fails if the address cannot be bound.
    pub async fn serve_on(&self, address: SocketAddr) -> io::Result<FakeServer<A>> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let accepting = tokio::spawn(accept(listener, self.clone())).abort_handle();
        Ok(FakeServer { fake: self.clone(), address, accepting })
    }
}

impl<A: Api> FakeServer<A> {
    /// The base URL, like `http://127.0.0.1:8080`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns a client of the server, which has an access token and gets another one when it is rejected.
    ///
    /// # Errors
    /// Fails like [`ClientBuilder::build`](crate::ClientBuilder::build).
    pub fn client(&self) -> Result<A::Client, BuildError> {
        self.fake.tokens(Client::builder()).base_url(self.base_url()).allow_plain_http().build()
    }
}

impl<A> Drop for FakeServer<A> {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl<A> fmt::Debug for FakeServer<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeServer").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Serves connections. They end with the task.
async fn accept<A: Api>(listener: TcpListener, fake: Fake<A>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((connection, _)) => drop(connections.spawn(serve(connection, fake.clone()))),
            // The client left, or the process has no file descriptor.
            Err(_) => sleep(ACCEPT_DELAY).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve<A: Api>(connection: TcpStream, fake: Fake<A>) {
    let service = service_fn(|request| respond(request, &fake));
    // A connection that ends early concerns the client alone.
    let _ = http1::Builder::new().serve_connection(HyperIo(connection), service).await;
}

/// Responds to a request. An error closes the connection.
async fn respond<A: Api>(request: Request<Incoming>, fake: &Fake<A>) -> Result<Response<Full<Bytes>>, TransportError> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        let mut response = Response::new(Full::default());
        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return Ok(response);
    };
    let reply = fake.reply(&Request::from_parts(head, body.to_bytes())).await;
    reply.map(|response| response.map(Full::new)).map_err(|_| TransportError::new(TransportErrorKind::Interrupted))
}

//! The stand-in over HTTP/2.
#![expect(clippy::disallowed_methods, reason = "it waits by the clock of whoever runs it")]

use bytes::Bytes;
use h2::server::{Builder, SendResponse};
use h2::{Reason, RecvStream};
use http::Response;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::act::{Act, Ends, Reads};
use crate::gate::Gate;
use crate::request::Request;
use crate::stand_in::StandIn;
use crate::wire::Stream;

/// The maximum of concurrent streams: fewer than the tests open.
const STREAMS: u32 = 8;

impl StandIn {
    /// Serves a connection until it ends. All requests in progress end with it: `Close` sends a GOAWAY that excludes
    /// streams that the server has not received yet, `Reset` ends without one. A request that is read in part is
    /// refused as unprocessed.
    pub async fn serve_http2(&self, stream: impl Stream + 'static) {
        if self.accept() != Ends::Never {
            return;
        }
        let mut tasks = JoinSet::new();
        let (gate, stream) = Gate::new(stream, &mut tasks);
        let Ok(mut connection) = Builder::new().max_concurrent_streams(STREAMS).handshake(stream).await else { return };
        let mut requests = JoinSet::new();
        loop {
            tokio::select! {
                Some(ends) = requests.join_next() => match ends.unwrap_or(Ends::Reset) {
                    Ends::Reset => break,
                    Ends::Close | Ends::HalfClose => gate.close(),
                    Ends::Never | Ends::Hang => {}
                },
                accepted = connection.accept() => {
                    let Some(Ok((request, respond))) = accepted else { break };
                    requests.spawn(self.clone().respond(request, respond));
                }
            }
        }
    }

    async fn respond(self, request: http::Request<RecvStream>, mut respond: SendResponse<Bytes>) -> Ends {
        let (head, body) = request.into_parts();
        let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
        let mut request = Request::begun(&format!("{} {path}", head.method));
        let act = self.planned(request.operation());
        if act.reads == Reads::Part {
            self.execute(&act, request);
            respond.send_reset(Reason::REFUSED_STREAM);
            return act.ends;
        }
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        request.headers = head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        request.is_whole = read(body, &mut request.body).await;
        let response = self.execute(&act, request);
        sleep(act.delay).await;
        if act.ends == Ends::Hang {
            std::future::pending::<()>().await;
        }
        send(&act, &response, &mut respond);
        act.ends
    }
}

/// Reads a body. Returns whether it is complete.
async fn read(mut body: RecvStream, whole: &mut Vec<u8>) -> bool {
    while let Some(part) = body.data().await {
        let Ok(part) = part else { return false };
        whole.extend_from_slice(&part);
        body.flow_control().release_capacity(part.len()).ok();
    }
    true
}

/// Translates a response for HTTP/1.1, as far as possible. The client may have left.
fn send(act: &Act, response: &[u8], respond: &mut SendResponse<Bytes>) {
    let end = response.windows(4).position(|window| window == b"\r\n\r\n").map(|end| end + 4);
    let sent = act.cut.unwrap_or(response.len()).min(response.len());
    let head = end.filter(|end| *end <= sent).and_then(|end| head(&response[..end]));
    let (Some(head), Some(end)) = (head, end) else { return respond.send_reset(Reason::INTERNAL_ERROR) };
    let Ok(mut stream) = respond.send_response(head, false) else { return };
    stream.send_data(Bytes::copy_from_slice(&response[end..sent]), sent == response.len()).ok();
    if sent < response.len() {
        stream.send_reset(Reason::INTERNAL_ERROR);
    }
}

fn head(bytes: &[u8]) -> Option<Response<()>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut lines = text.trim_end().split("\r\n");
    let status: u16 = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let response = Response::builder().status(status);
    let fields = lines.filter_map(|line| line.split_once(": "));
    fields.fold(response, |response, (name, value)| response.header(name, value)).body(()).ok()
}

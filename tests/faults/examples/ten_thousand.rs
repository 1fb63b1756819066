//! Sends ten thousand messages without duplicates, through everything that goes wrong: expiring tokens, throttling,
//! connections that break at the worst moment, and a service that restarts now and then.
//!
//! The service is a local stand-in. Its log shows what it really did, and the outcomes that callers saw are checked
//! against it: the program fails if a message was sent twice or an outcome is wrong. It also fails if too little went
//! wrong to prove anything.
#![expect(clippy::disallowed_methods, reason = "it calls a slow service, and prints how long that takes")]

use dingtalk_client::conv_file::send_link;
use dingtalk_client::{AnyError, Client, DentryId, OpenConversationId, Outcome, SpaceId, UnionId};
use dingtalk_faults::{APP_KEY, APP_SECRET, Act, Ends, Log, Operation, Plan, Server, StandIn, Tokens, error};
use std::collections::HashSet;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const MESSAGES: usize = 10_000;
const AT_ONCE: usize = 64;

#[tokio::main]
async fn main() -> Result<ExitCode, Failure> {
    // The client does not know about this short lifetime.
    let tokens = Tokens { lifetime: Duration::from_millis(1500), ..Tokens::default() };
    let faults = Faults::default();
    let throttled = Arc::clone(&faults.throttled);
    let server = Server::start(StandIn::with_tokens(faults, tokens)).await?;
    let stand_in = server.stand_in().clone();
    let client = Client::builder().base_url(server.url()).allow_plain_http();
    let client = client.app_credentials(APP_KEY, APP_SECRET).build()?;
    println!("{MESSAGES} messages to {}, {AT_ONCE} at once", server.url());

    let (done, is_done) = oneshot::channel();
    let restarts = tokio::spawn(restart(server, is_done));
    let start = Instant::now();
    let reported = send_all(&client).await;
    let took = start.elapsed();
    drop(done);
    let restarts = restarts.await??;

    let log = stand_in.log();
    let tokens = log.tokens.iter().collect::<HashSet<_>>().len();
    let throttled = throttled.load(Ordering::Relaxed);
    println!("took {took:.1?}, with {tokens} tokens, {throttled} throttled requests and {restarts} restarts");
    println!("reported outcomes:\n");
    let agrees = reported.agrees_with(&log);
    // Unknown and not-sent outcomes depend on chance: a restart may hit no request in progress, and other faults may
    // hit retried requests only.
    let happened = [restarts, tokens.saturating_sub(1), throttled, reported.accepted.len(), reported.refused.len()];
    if happened.contains(&0) {
        println!("too few faults: restarts, further tokens, throttled, accepted, refused: {happened:?}");
    }
    Ok(if agrees && !happened.contains(&0) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The faults, by request number.
#[derive(Default)]
struct Faults {
    requests: usize,
    throttled: Arc<AtomicUsize>,
}

impl Plan for Faults {
    fn request(&mut self, operation: Operation) -> Act {
        if operation == Operation::Token {
            return Act::serve();
        }
        self.requests += 1;
        match self.requests % 2000 {
            1000..1100 => {
                self.throttled.fetch_add(1, Ordering::Relaxed);
                Act::refuse(error(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"))
            }
            // The caller cannot know whether the message was sent.
            100 | 900 => Act::serve().cut(0).then(Ends::Reset),
            300 => Act::serve().cut(100).then(Ends::Close),
            500 => Act::read_part().then(Ends::Reset),
            700 => Act::execute_and_respond(error(503, "serviceBusy")),
            1300 => Act::respond(error(504, "service.timeout")),
            1500 => Act::execute_and_respond(dingtalk_faults::success("{\"file\":[]}")),
            1700 => Act::refuse(error(400, "paramError.dentryId")),
            _ => Act::serve(),
        }
    }
}

/// Restarts the server now and then until all messages are sent. Returns the number of restarts.
async fn restart(mut server: Server, mut is_done: oneshot::Receiver<()>) -> Result<usize, Failure> {
    let mut restarts = 0;
    loop {
        tokio::select! {
            _ = &mut is_done => return Ok(restarts),
            () = tokio::time::sleep(Duration::from_millis(1500)) => {}
        }
        server.stop().await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
        server.restart()?;
        restarts += 1;
    }
}

/// Sends all messages, several concurrently.
async fn send_all(client: &Client) -> Reported {
    let next = Arc::new(AtomicUsize::new(0));
    let mut senders = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (client, next) = (client.clone(), Arc::clone(&next));
        senders.spawn(async move {
            let mut reported = Reported::default();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= MESSAGES {
                    return reported;
                }
                let id = format!("message-{number}");
                let result = send(&client, &id).await;
                if matches!(&result, Err(error) if error.outcome() == Outcome::NotSent) {
                    // The server is down; the next message can wait a little.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                reported.add(id, result);
            }
        });
    }
    senders.join_all().await.into_iter().fold(Reported::default(), Reported::merge)
}

async fn send(client: &Client, id: &str) -> Result<(), AnyError> {
    let (union, space, chat) = (UnionId::new("chyxxxxx"), SpaceId::new("786xxxxx"), OpenConversationId::new("cid"));
    let request = send_link::Request::new(union, space, DentryId::new(id), chat);
    client.conv_file().send_link(&request).await?;
    Ok(())
}

/// The messages by their reported outcome.
#[derive(Default)]
struct Reported {
    accepted: HashSet<String>,
    /// Accepted, but the response could not be decoded.
    unreadable: HashSet<String>,
    refused: HashSet<String>,
    not_sent: HashSet<String>,
    unknown: HashSet<String>,
}

impl Reported {
    fn add(&mut self, id: String, result: Result<(), AnyError>) {
        let reported = match result.map_err(|error| error.outcome()) {
            Ok(()) => &mut self.accepted,
            Err(Outcome::Unreadable) => &mut self.unreadable,
            Err(Outcome::Refused) => &mut self.refused,
            Err(Outcome::NotSent) => &mut self.not_sent,
            Err(_) => &mut self.unknown,
        };
        reported.insert(id);
    }

    fn merge(mut self, other: Self) -> Self {
        self.accepted.extend(other.accepted);
        self.unreadable.extend(other.unreadable);
        self.refused.extend(other.refused);
        self.not_sent.extend(other.not_sent);
        self.unknown.extend(other.unknown);
        self
    }

    /// Prints the reported outcomes next to the log, and returns whether they agree.
    fn agrees_with(&self, log: &Log) -> bool {
        let sent = log.sent();
        let done = |reported: &HashSet<String>| reported.iter().filter(|id| sent.contains(id.as_str())).count();
        let mut sum = 0;
        for (name, reported) in [
            ("accepted", &self.accepted),
            ("accepted, response unreadable", &self.unreadable),
            ("refused", &self.refused),
            ("not sent", &self.not_sent),
            ("unknown", &self.unknown),
        ] {
            sum += reported.len();
            println!("{name:<34}{:>6}, in the service's log {:>6}", reported.len(), done(reported));
        }
        println!("{:<34}{sum:>6}, in the service's log {:>6}\n", "in all", sent.len());

        let accepted = [&self.accepted, &self.unreadable];
        let missing: usize = accepted.iter().map(|reported| reported.len() - done(reported)).sum();
        let unexpected = done(&self.refused) + done(&self.not_sent);
        println!("{:<66}{:>4}", "sent twice", log.duplicates());
        println!("{:<66}{missing:>4}", "reported accepted, but not in the service's log");
        println!("{:<66}{unexpected:>4}", "reported refused or not sent, but in the service's log");
        sum == MESSAGES && [log.duplicates(), missing, unexpected] == [0; 3]
    }
}

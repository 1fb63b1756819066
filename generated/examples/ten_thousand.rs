//! Ten thousand messages, none of which may be sent twice, through everything that goes wrong: tokens that expire,
//! throttling, connections that break at the worst moment, and a service that is restarted every now and then.
//!
//! The service is a stand-in on this machine. Its log says what it really did, and what callers were told is held to
//! that: the program fails if a message was sent twice, or if anyone was told what is not so. It fails as well if too
//! little went wrong to show anything.
#![expect(clippy::disallowed_methods, reason = "it calls a service that is slow, and prints how long that takes")]

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
    // Nobody tells the client that a token lives so short.
    let tokens = Tokens { lifetime: Duration::from_millis(1500), ..Tokens::default() };
    let weather = Weather::default();
    let throttled = Arc::clone(&weather.throttled);
    let server = Server::start(StandIn::with_tokens(weather, tokens)).await?;
    let stand_in = server.stand_in().clone();
    let client = Client::builder().base_url(server.url()).allow_plain_http();
    let client = client.app_credentials(APP_KEY, APP_SECRET).build()?;
    println!("{MESSAGES} messages to {}, {AT_ONCE} at once", server.url());

    let (done, is_done) = oneshot::channel();
    let restarts = tokio::spawn(restart(server, is_done));
    let start = Instant::now();
    let told = send_all(&client).await;
    let took = start.elapsed();
    drop(done);
    let restarts = restarts.await??;

    let log = stand_in.log();
    let tokens = log.tokens.iter().collect::<HashSet<_>>().len();
    let throttled = throttled.load(Ordering::Relaxed);
    println!("took {took:.1?}, with {tokens} tokens, {throttled} throttled requests and {restarts} restarts");
    println!("what callers were told:\n");
    let is_so = told.hold_to(&log);
    // Whether any message is left unknown or not sent is by chance: a restart may meet with none that is under way, and
    // every other fault with one that is tried again.
    let happened = [restarts, tokens.saturating_sub(1), throttled, told.accepted.len(), told.refused.len()];
    if happened.contains(&0) {
        println!("too little happened: restarts, further tokens, throttled, accepted, refused: {happened:?}");
    }
    Ok(if is_so && !happened.contains(&0) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What goes wrong with the requests, by their number.
#[derive(Default)]
struct Weather {
    requests: usize,
    throttled: Arc<AtomicUsize>,
}

impl Plan for Weather {
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
            // Whether the message was sent, the caller cannot know.
            100 | 900 => Act::serve().cut(0).then(Ends::Reset),
            300 => Act::serve().cut(100).then(Ends::Close),
            500 => Act::read_part().then(Ends::Reset),
            700 => Act::do_and_say(error(503, "serviceBusy")),
            1300 => Act::say(error(504, "service.timeout")),
            1500 => Act::do_and_say(dingtalk_faults::success("{\"file\":[]}")),
            1700 => Act::refuse(error(400, "paramError.dentryId")),
            _ => Act::serve(),
        }
    }
}

/// Restarts the server every now and then, until all is done; gives how often.
async fn restart(mut server: Server, mut is_done: oneshot::Receiver<()>) -> Result<usize, Failure> {
    let mut restarts = 0;
    loop {
        tokio::select! {
            _ = &mut is_done => return Ok(restarts),
            () = tokio::time::sleep(Duration::from_millis(1500)) => {}
        }
        server.stop().await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
        server.start_again()?;
        restarts += 1;
    }
}

/// Sends all messages, some at the same time.
async fn send_all(client: &Client) -> Told {
    let next = Arc::new(AtomicUsize::new(0));
    let mut senders = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (client, next) = (client.clone(), Arc::clone(&next));
        senders.spawn(async move {
            let mut told = Told::default();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= MESSAGES {
                    return told;
                }
                let id = format!("message-{number}");
                let result = send(&client, &id).await;
                if matches!(&result, Err(error) if error.outcome() == Outcome::NotSent) {
                    // Nobody is there; the next message can wait a little.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                told.add(id, result);
            }
        });
    }
    senders.join_all().await.into_iter().fold(Told::default(), Told::and)
}

async fn send(client: &Client, id: &str) -> Result<(), AnyError> {
    let (union, space, chat) = (UnionId::new("chyxxxxx"), SpaceId::new("786xxxxx"), OpenConversationId::new("cid"));
    let request = send_link::Request::new(union, space, DentryId::new(id), chat);
    client.conv_file().send_link(&request).await?;
    Ok(())
}

/// The messages, by what their senders were told of them.
#[derive(Default)]
struct Told {
    accepted: HashSet<String>,
    /// Accepted as well, only that the answer could not be read.
    unreadable: HashSet<String>,
    refused: HashSet<String>,
    not_sent: HashSet<String>,
    unknown: HashSet<String>,
}

impl Told {
    fn add(&mut self, id: String, result: Result<(), AnyError>) {
        let told = match result.map_err(|error| error.outcome()) {
            Ok(()) => &mut self.accepted,
            Err(Outcome::Unreadable) => &mut self.unreadable,
            Err(Outcome::Refused) => &mut self.refused,
            Err(Outcome::NotSent) => &mut self.not_sent,
            Err(_) => &mut self.unknown,
        };
        told.insert(id);
    }

    fn and(mut self, other: Self) -> Self {
        self.accepted.extend(other.accepted);
        self.unreadable.extend(other.unreadable);
        self.refused.extend(other.refused);
        self.not_sent.extend(other.not_sent);
        self.unknown.extend(other.unknown);
        self
    }

    /// Prints what was told beside what was done, and whether they agree.
    fn hold_to(&self, log: &Log) -> bool {
        let sent = log.sent();
        let done = |told: &HashSet<String>| told.iter().filter(|id| sent.contains(id.as_str())).count();
        let mut sum = 0;
        for (name, told) in [
            ("accepted", &self.accepted),
            ("accepted, answer unreadable", &self.unreadable),
            ("refused", &self.refused),
            ("not sent", &self.not_sent),
            ("unknown", &self.unknown),
        ] {
            sum += told.len();
            println!("{name:<34}{:>6}, in the service's log {:>6}", told.len(), done(told));
        }
        println!("{:<34}{sum:>6}, in the service's log {:>6}\n", "in all", sent.len());

        let accepted = [&self.accepted, &self.unreadable];
        let missing: usize = accepted.iter().map(|told| told.len() - done(told)).sum();
        let nothing = done(&self.refused) + done(&self.not_sent);
        println!("{:<66}{:>4}", "sent twice", log.duplicates());
        println!("{:<66}{missing:>4}", "reported accepted, but not in the service's log");
        println!("{:<66}{nothing:>4}", "reported refused or not sent, but in the service's log");
        sum == MESSAGES && [log.duplicates(), missing, nothing] == [0; 3]
    }
}

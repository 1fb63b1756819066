//! Thousands of messages with random faults of connections and streams: over HTTP/1.1 and HTTP/2, async and blocking.
//! None is sent twice, and the reported outcomes agree with the service's log.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dingtalk_client::{Client, blocking};
use dingtalk_faults::Ends::{Close, HalfClose, Never, Reset};
use dingtalk_faults::{Act, Certificate, Ends, Operation, Plan, Server, StandIn, error};
use tokio::runtime::{Builder, Runtime};

use crate::calls::{Reported, client_over, hyper_trusting, message};

/// The number of concurrent messages.
const AT_ONCE: usize = 32;

/// Resets per thousand connections, and faults per hundred requests.
const TROUBLE: (u32, u32) = (50, 15);

/// How faulty connections end. Over HTTP/2, a stream can fail alone.
const ENDS: &[Ends] = &[Close, Reset, HalfClose];
const ENDS_HTTP2: &[Ends] = &[Close, Close, Close, Reset, Never, Never, Never, Never];

/// The random faults of a seed. None takes long, so no call exceeds its deadline.
struct Trouble {
    random: fastrand::Rng,
    ends: &'static [Ends],
}

impl Plan for Trouble {
    fn accept(&mut self) -> Ends {
        if self.random.u32(..1000) < TROUBLE.0 { Reset } else { Never }
    }

    fn request(&mut self, _operation: Operation) -> Act {
        if self.random.u32(..100) >= TROUBLE.1 {
            return Act::serve();
        }
        let ends = self.ends[self.random.usize(..self.ends.len())];
        match self.random.u32(..8) {
            0 | 1 => Act::read_part().then(ends),
            2 | 3 => Act::serve().then(ends),
            4 => Act::serve().cut(self.random.usize(..240)).then(ends),
            5 => Act::respond([]).then(ends),
            6 => Act::execute_and_respond(error(503, "serviceBusy")),
            _ => Act::refuse(error(400, "paramError.dentryId")).then(ends),
        }
    }
}

impl Trouble {
    fn new(seed: u64, protocol: &str) -> Self {
        let ends = if protocol == HTTP2 { ENDS_HTTP2 } else { ENDS };
        Self { random: fastrand::Rng::with_seed(seed), ends }
    }
}

/// A stand-in on its own runtime, since blocking callers block their threads.
struct Service {
    server: Server,
    client: Client,
    runtime: Runtime,
}

impl Service {
    fn start(protocol: &str, plan: impl Plan) -> Self {
        let certificate = Certificate::generate("localhost");
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let starting = Server::start_tls(StandIn::new(plan), certificate.acceptor(&[protocol]));
        let server = runtime.block_on(starting).expect("a server");
        let client = client_over(hyper_trusting(&certificate), server.url());
        Self { server, client, runtime }
    }

    /// Stops the service and checks the reported outcomes against its log. Returns the count of each.
    fn check(self, what: &str, messages: usize, reported: &[(String, Reported)]) -> HashMap<Reported, usize> {
        let Self { mut server, client, runtime } = self;
        drop(client);
        // Ends all requests in progress.
        runtime.block_on(server.stop()).expect("stopped");
        let log = server.stand_in().log();
        let (sent, mut counts) = (log.sent(), HashMap::new());
        for (id, reported) in reported {
            let is_sent = sent.contains(id.as_str());
            match reported {
                Reported::Success | Reported::Unreadable => assert!(is_sent, "{what}: {id} {reported:?}"),
                Reported::NotSent | Reported::Refused => assert!(!is_sent, "{what}: {id} {reported:?}"),
                Reported::Unknown => {}
            }
            *counts.entry(*reported).or_default() += 1;
        }
        let (requests, connections) = (log.requests.len(), log.connections);
        println!("{what}: {counts:?} of {messages}, {requests} requests on {connections} connections");
        assert_eq!((reported.len(), log.duplicates()), (messages, 0), "{what}");
        runtime.shutdown_background();
        counts
    }
}

/// Each outcome occurs, or the run tests less than it seems to.
fn check_met(counts: &HashMap<Reported, usize>) {
    for outcome in [Reported::Success, Reported::Refused, Reported::Unknown] {
        assert!(counts.contains_key(&outcome), "too little happened: {counts:?}");
    }
}

/// Sends by tasks of a runtime.
fn send_async(protocol: &str, plan: impl Plan, messages: usize) -> HashMap<Reported, usize> {
    let service = Service::start(protocol, plan);
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let next = Arc::new(AtomicUsize::new(0));
    let reported = runtime.block_on(async {
        let mut senders = tokio::task::JoinSet::new();
        for _ in 0..AT_ONCE {
            let (client, next) = (service.client.clone(), Arc::clone(&next));
            senders.spawn(async move {
                let mut reported = Vec::new();
                while let Some(id) = take(&next, messages) {
                    let sent = client.conv_file().send_link(&message(&id)).await.map_err(Into::into);
                    reported.push((id, Reported::of(&sent)));
                }
                reported
            });
        }
        senders.join_all().await.concat()
    });
    // The connections belong to this runtime.
    drop(runtime);
    service.check(&format!("async, {protocol}"), messages, &reported)
}

/// Sends by threads.
fn send_blocking(protocol: &str, plan: impl Plan, messages: usize) -> HashMap<Reported, usize> {
    let service = Service::start(protocol, plan);
    let client = blocking::Client::new(service.client.clone()).expect("a client");
    let next = AtomicUsize::new(0);
    let send = || {
        let mut reported = Vec::new();
        while let Some(id) = take(&next, messages) {
            let sent = client.conv_file().send_link(&message(&id)).send().map_err(Into::into);
            reported.push((id, Reported::of(&sent)));
        }
        reported
    };
    let reported: Vec<_> = thread::scope(|scope| {
        let senders: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(send)).collect();
        senders.into_iter().flat_map(|sender| sender.join().expect("no panic")).collect()
    });
    drop(client);
    service.check(&format!("blocking, {protocol}"), messages, &reported)
}

/// The next message, if there is another.
fn take(next: &AtomicUsize, messages: usize) -> Option<String> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    (number < messages).then(|| format!("message-{number}"))
}

const HTTP2: &str = "h2";
const PROTOCOLS: [&str; 2] = ["http/1.1", HTTP2];

#[test]
fn by_async_code() {
    for protocol in PROTOCOLS {
        check_met(&send_async(protocol, Trouble::new(1, protocol), 300));
    }
}

#[test]
fn by_threads() {
    for protocol in PROTOCOLS {
        check_met(&send_blocking(protocol, Trouble::new(2, protocol), 300));
    }
}

/// The outcome of an unprocessed request is never unknown.
#[test]
fn while_connections_go_away() {
    let mut requests = 0_u32;
    // Every tenth request is the last that its connection processes.
    let plan = move |_| {
        requests += 1;
        if requests.is_multiple_of(10) { Act::serve().then(Close) } else { Act::serve() }
    };
    let counts = send_async(HTTP2, plan, 500);
    assert_eq!(counts.get(&Reported::Unknown), None, "{counts:?}");
}

#[test]
#[ignore = "40,000 messages: CONTRIBUTING.md has the command"]
fn ten_thousand() {
    let seed = std::env::var("SEED").map_or(0, |seed| seed.parse().expect("a number"));
    for protocol in PROTOCOLS {
        check_met(&send_async(protocol, Trouble::new(seed, protocol), 10_000));
        check_met(&send_blocking(protocol, Trouble::new(seed, protocol), 10_000));
    }
}

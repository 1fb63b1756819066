//! A thousand random schedules of faults over real connections, and their invariants.

use std::collections::HashSet;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use dingtalk_client::transport::Hyper;
use dingtalk_client::{AnyError, Client, Options};
use dingtalk_faults::{
    APP_KEY, APP_SECRET, Act, Chance, Clock, Log, Operation, Request, Server, StandIn, TOKEN, Tokens, round_trips,
    timed,
};
use tokio::runtime::Builder;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::calls::{Reported, call, hyper};
use crate::logged::Logged;

const SCHEDULES: u64 = 1000;

/// The number of concurrent schedules.
const TOGETHER: usize = 40;

/// The tolerance for deadlines: the granularity of tokio's timers, at the beginning and end of a call.
const SLACK: Duration = Duration::from_millis(2);

/// On two threads, each with its own ticking clock.
#[test]
fn a_thousand() {
    let logged = Logged::start();
    let halves = [0..SCHEDULES / 2, SCHEDULES / 2..SCHEDULES];
    let tallies = thread::scope(|scope| {
        let running = halves.map(|seeds| scope.spawn(|| by_a_ticking_clock(seeds)));
        running.map(|thread| thread.join().unwrap_or_else(|failure| resume_unwind(failure)))
    });
    let mut tally = [0; 5];
    for more in &tallies {
        add(&mut tally, more);
    }
    println!("success, not sent, refused, unknown, unreadable: {tally:?}");
    // Each of the five occurs often, or the schedules test less than they seem to.
    assert!(tally.iter().all(|count| *count > 20), "{tally:?}");
    let logged = logged.text();
    assert!(logged.contains("dingtalk_client"), "nothing was logged");
    assert!(logged.contains("close time"), "no end of a call was logged");
    assert!(!logged.contains("hush"), "a secret or a body was logged");
}

fn by_a_ticking_clock(seeds: Range<u64>) -> [usize; 5] {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let _clock = Clock::ticking().await;
        run(seeds, true).await
    })
}

/// The calls of one client on several threads. Their duration depends on the machine.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_threads() {
    run(SCHEDULES..SCHEDULES + 100, false).await;
}

fn add(tally: &mut [usize; 5], more: &[usize; 5]) {
    tally.iter_mut().zip(more).for_each(|(all, more)| *all += more);
}

/// Runs the schedules of these seeds, and counts the reported outcomes.
async fn run(seeds: Range<u64>, is_timed: bool) -> [usize; 5] {
    let elsewhere = Server::start(StandIn::new(Act::serve())).await.expect("a server");
    let transport = hyper();
    let permits = Arc::new(Semaphore::new(TOGETHER));
    let mut schedules = JoinSet::new();
    for seed in seeds {
        let permit = Arc::clone(&permits).acquire_owned().await.expect("open");
        let schedule = Schedule::new(seed, elsewhere.url(), is_timed);
        let transport = transport.clone();
        schedules.spawn(async move {
            let tally = schedule.run(transport).await;
            drop(permit);
            tally
        });
    }
    let mut tally = [0; 5];
    while let Some(counted) = schedules.join_next().await {
        add(&mut tally, &counted.unwrap_or_else(|failure| resume_unwind(failure.into_panic())));
    }
    assert_eq!(elsewhere.stand_in().log().connections, 0, "somebody followed a redirect");
    tally
}

/// The schedule of a seed.
struct Schedule {
    seed: u64,
    random: fastrand::Rng,
    elsewhere: String,
    /// Rarely long enough for the waits after throttling.
    deadline: Duration,
    is_timed: bool,
}

/// A call and its result.
struct Called {
    operation: Operation,
    subject: String,
    result: Result<Option<String>, AnyError>,
    /// In seconds of a clock that ticks.
    took: Option<f64>,
}

impl Schedule {
    fn new(seed: u64, elsewhere: String, is_timed: bool) -> Self {
        let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let patient = random.u32(..50) == 0;
        let deadline = Duration::from_millis(if patient { 2500 } else { random.u64(80..300) });
        Self { seed, random, elsewhere, deadline, is_timed }
    }

    /// Runs the schedule, checks its invariants, and counts the reported outcomes.
    async fn run(mut self, transport: Hyper) -> [usize; 5] {
        let mut server = self.server().await;
        let client = self.client(transport, server.url());
        let mut called = Vec::new();
        for round in 0..self.random.usize(1..4) {
            let calls = self.calls(&client, round);
            if self.random.u32(..4) == 0 {
                self.restart(&mut server).await;
            }
            called.extend(calls.join_all().await);
        }
        server.stop().await.expect("stopped");
        let log = server.stand_in().log();
        self.check_requests(&log);
        let mut tally = [0; 5];
        for call in &called {
            self.check_call(call, &log);
            tally[Reported::of(&call.result) as usize] += 1;
        }
        tally
    }

    async fn server(&mut self) -> Server {
        let chance = Chance::new(self.random.u64(..), self.random.u32(5..60), &self.elsewhere);
        let uses = if self.random.bool() { self.random.usize(1..6) } else { usize::MAX };
        let expire_in = Some(self.random.choice(["7200", "0", "1", "-5"]).expect("one").to_owned());
        let tokens = Tokens { uses, expire_in, ..Tokens::default() };
        Server::start(StandIn::with_tokens(chance, tokens)).await.expect("a server")
    }

    /// A client that fetches its tokens, or one with a fixed token.
    fn client(&mut self, transport: Hyper, url: String) -> Client {
        let client = Client::builder().base_url(url).allow_plain_http().transport(transport);
        let client = client.options(Options::new().deadline(self.deadline));
        let is_app = self.random.bool();
        let client = if is_app { client.app_credentials(APP_KEY, APP_SECRET) } else { client.token(TOKEN) };
        client.build().expect("a client")
    }

    /// Calls that run at the same time.
    fn calls(&mut self, client: &Client, round: usize) -> JoinSet<Called> {
        let mut calls = JoinSet::new();
        for index in 0..self.random.usize(1..6) {
            let operation = if self.random.u32(..3) == 0 { Operation::Convert } else { Operation::Send };
            let (client, subject) = (client.clone(), format!("{}-{round}-{index}", self.seed));
            let is_timed = self.is_timed;
            calls.spawn(async move {
                let calling = call(&client, operation, &subject);
                let (result, took) = if is_timed {
                    let (result, took) = timed(calling).await;
                    (result, Some(took))
                } else {
                    (calling.await, None)
                };
                Called { operation, subject, result, took }
            });
        }
        calls
    }

    /// Stops the server for a while.
    async fn restart(&mut self, server: &mut Server) {
        round_trips(self.random.u64(..40)).await;
        server.stop().await.expect("stopped");
        round_trips(self.random.u64(..80)).await;
        server.restart().expect("the same port");
    }

    /// Checks that no message was sent twice, and that secrets went where they belong.
    fn check_requests(&self, log: &Log) {
        assert_eq!(log.duplicates(), 0, "seed {}: {:?}", self.seed, log.carried_out);
        let messages: HashSet<_> = log.requests_for(Operation::Send).filter_map(Request::subject).collect();
        for message in &messages {
            // Only refused requests are repeated, whether or not the first one was carried out.
            let mut requests: Vec<_> = log.whole_requests(Operation::Send, message).collect();
            requests.pop();
            assert!(requests.iter().all(|request| request.is_refused), "seed {}: {requests:?}", self.seed);
        }
        for request in log.requests.iter().filter(|request| request.is_whole) {
            let is_token = request.operation() == Operation::Token;
            let token = request.header("x-acs-dingtalk-access-token");
            assert_eq!(token.is_none(), is_token, "seed {}: {request:?}", self.seed);
            let is_given = |token| token == TOKEN || log.tokens.iter().any(|given| given == token);
            assert!(token.is_none_or(is_given), "seed {}: {request:?}", self.seed);
            assert_ne!(request.operation(), Operation::Other, "seed {}: {request:?}", self.seed);
        }
    }

    /// Checks that the result arrived in time and agrees with the log.
    fn check_call(&self, call: &Called, log: &Log) {
        let Called { operation, subject, result, took } = call;
        let done = log.times(*operation, subject);
        let what = format!("seed {}, {operation:?} {subject}, done {done} times: {result:?}", self.seed);
        let longest = (self.deadline + SLACK).as_secs_f64();
        assert!(took.is_none_or(|took| took <= longest), "{what} after {took:?}");
        match Reported::of(result) {
            Reported::Success | Reported::Unreadable => assert!(done > 0, "{what}"),
            Reported::NotSent => {
                assert_eq!(done, 0, "{what}");
                // Earlier attempts were refused.
                assert!(log.whole_requests(*operation, subject).all(|request| request.is_refused), "{what}");
            }
            Reported::Refused => assert_eq!(done, 0, "{what}"),
            Reported::Unknown => {}
        }
        match result {
            Ok(response) => assert_eq!(response.as_ref(), Some(subject), "{what}"),
            Err(error) => assert!(!shown(error).contains("hush"), "seed {}: a secret is shown", self.seed),
        }
    }
}

/// Everything that an error displays.
fn shown(error: &AnyError) -> String {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        shown.extend([format!(" {cause} {cause:?}")]);
        source = cause.source();
    }
    shown
}

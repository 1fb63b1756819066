//! Tables of faults: what the server does, how many requests it sees, and what the caller is told.

use std::time::Duration;

use dingtalk_client::{Client, Options};
use dingtalk_faults::{Act, Clock, Ends, Operation, Server, StandIn};
use tokio::task::JoinSet;

use crate::calls::{Told, call, client_over, hyper};

/// A fault that meets every request, and what becomes of a call.
pub struct Row {
    fault: TransportError,
    /// How many requests the server sees for a look-up, which is idempotent, and for a message, which is not.
    requests: [usize; 2],
    told: Told,
    /// What the error says, or the subject that the answer names; nothing if it names none.
    says: &'static str,
    /// Nothing is read, so that connections are counted in place of requests.
    is_unread: bool,
}

type TransportError = Box<dyn Fn() -> StandIn + Send>;

pub fn row(act: Act, look_up: usize, message: usize, told: Told, says: &'static str) -> Row {
    let fault = Box::new(move || StandIn::new(act.clone()));
    Row { fault, requests: [look_up, message], told, says, is_unread: false }
}

/// A row of connections that end or fall silent before anything is read.
pub fn unread(ends: Ends, look_up: usize, message: usize, told: Told, says: &'static str) -> Row {
    let fault = Box::new(move || StandIn::new(ends));
    Row { fault, requests: [look_up, message], told, says, is_unread: true }
}

/// Time for every attempt, and for the waits after faults of the network.
pub fn patient() -> Options {
    Options::new().deadline(Duration::from_secs(20))
}

/// Time for one attempt that hangs.
pub fn hasty() -> Options {
    Options::new().deadline(Duration::from_millis(200))
}

/// Holds the client to every row, all at once.
pub async fn check(options: Options, rows: Vec<Row>) {
    check_some(options, &rows, rows.len()).await;
}

/// The same a few rows at a time, where calls are so short of time that they must not take it from each other.
pub async fn check_few_at_once(options: Options, rows: Vec<Row>) {
    check_some(options, &rows, 2).await;
}

async fn check_some(options: Options, rows: &[Row], at_once: usize) {
    let _clock = Clock::ticking().await;
    let transport = hyper();
    let rows: Vec<_> = rows.iter().enumerate().collect();
    for some in rows.chunks(at_once) {
        let mut checks = JoinSet::new();
        for &(index, row) in some {
            for (operation, requests) in [Operation::Convert, Operation::Send].into_iter().zip(row.requests) {
                let server = Server::start((row.fault)()).await.expect("a server");
                let client = client_over(transport.clone(), server.url()).with(options.clone());
                let (told, says, is_unread) = (row.told, row.says, row.is_unread);
                let expected = Expected { row: index, operation, requests, told, says, is_unread };
                checks.spawn(expected.check(server, client));
            }
        }
        while let Some(checked) = checks.join_next().await {
            checked.unwrap_or_else(|failure| std::panic::resume_unwind(failure.into_panic()));
        }
    }
}

/// What is expected of one call of one endpoint.
struct Expected {
    row: usize,
    operation: Operation,
    requests: usize,
    told: Told,
    says: &'static str,
    is_unread: bool,
}

impl Expected {
    async fn check(self, server: Server, client: Client) {
        let Self { row, operation, requests, told, says, is_unread } = self;
        let result = call(&client, operation, "m").await;
        let log = server.stand_in().log();
        let what = format!("row {row}, {operation:?}: {result:?}");
        let seen = if is_unread { log.connections } else { log.requests.len() };
        assert_eq!((seen, Told::of(&result)), (requests, told), "{what}");
        assert!(!is_unread || log.requests.is_empty(), "{what}");
        match &result {
            Ok(answer) => assert_eq!(answer.as_deref().unwrap_or_default(), says, "{what}"),
            Err(error) => {
                let line = error.to_string();
                assert!(line.contains(says), "{what}: {line}");
                assert_eq!(line.contains("may have been carried out"), told == Told::Unknown, "{what}: {line}");
                assert_eq!(usize::try_from(error.attempts()), Ok(requests), "{what}: {error}");
            }
        }
        let done = log.times(operation, "m") > 0;
        match told {
            Told::ResponseFacts | Told::Unreadable => assert!(done, "{what}: was not done"),
            Told::NotSent | Told::Refused => assert!(!done, "{what}: was done"),
            Told::Unknown => {}
        }
    }
}

/// Bytes that are said after the request was carried out.
pub fn done(bytes: impl Into<Vec<u8>>) -> Act {
    Act::do_and_say(bytes)
}

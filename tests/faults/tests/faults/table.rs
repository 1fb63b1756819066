//! Tables of faults: the server's behavior, the number of requests, and the reported outcome.

use std::sync::Arc;
use std::time::Duration;

use dingtalk_client::{Client, Options};
use dingtalk_faults::{Act, Clock, Ends, Operation, Server, StandIn};
use tokio::task::JoinSet;

use crate::calls::{Reported, call, client_over, hyper};

/// A fault of every request, and the expected result of a call.
#[derive(Clone)]
pub struct Row {
    stand_in: Arc<dyn Fn() -> StandIn + Send + Sync>,
    /// The number of requests for a look-up, which is idempotent, and for a message, which is not.
    requests: [usize; 2],
    reported: Reported,
    /// A part of the error's line, or the subject in the response; empty if it has none.
    says: &'static str,
    /// Nothing is read, so connections are counted instead of requests.
    is_unread: bool,
}

pub fn row(act: Act, look_up: usize, message: usize, reported: Reported, says: &'static str) -> Row {
    let stand_in = Arc::new(move || StandIn::new(act.clone()));
    Row { stand_in, requests: [look_up, message], reported, says, is_unread: false }
}

/// A row of connections that end or go silent before anything is read.
pub fn unread(ends: Ends, look_up: usize, message: usize, reported: Reported, says: &'static str) -> Row {
    let stand_in = Arc::new(move || StandIn::new(ends));
    Row { stand_in, requests: [look_up, message], reported, says, is_unread: true }
}

/// Time for every attempt, and for the waits between them.
pub fn patient() -> Options {
    Options::new().deadline(Duration::from_secs(20))
}

/// Time for one attempt that hangs.
pub fn hasty() -> Options {
    Options::new().deadline(Duration::from_millis(200))
}

/// Checks every row, all concurrently.
pub async fn check(options: Options, rows: Vec<Row>) {
    check_some(options, &rows, rows.len()).await;
}

/// Checks a few rows at a time, for calls with deadlines so short that others must not slow them down.
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
                let server = Server::start((row.stand_in)()).await.expect("a server");
                let client = client_over(transport.clone(), server.url()).with(options.clone());
                let row = row.clone();
                checks.spawn(async move { row.check(index, operation, requests, &server, &client).await });
            }
        }
        while let Some(checked) = checks.join_next().await {
            checked.unwrap_or_else(|failure| std::panic::resume_unwind(failure.into_panic()));
        }
    }
}

impl Row {
    async fn check(&self, index: usize, operation: Operation, requests: usize, server: &Server, client: &Client) {
        let Self { reported, says, is_unread, .. } = *self;
        let result = call(client, operation, "m").await;
        let log = server.stand_in().log();
        let what = format!("row {index}, {operation:?}: {result:?}");
        let seen = if is_unread { log.connections } else { log.requests.len() };
        assert_eq!((seen, Reported::of(&result)), (requests, reported), "{what}");
        assert!(!is_unread || log.requests.is_empty(), "{what}");
        match &result {
            Ok(response) => assert_eq!(response.as_deref().unwrap_or_default(), says, "{what}"),
            Err(error) => {
                let line = error.to_string();
                assert!(line.contains(says), "{what}: {line}");
                assert_eq!(line.contains("may have been carried out"), reported == Reported::Unknown, "{what}: {line}");
                assert_eq!(usize::try_from(error.attempts()), Ok(requests), "{what}: {error}");
            }
        }
        let done = log.times(operation, "m") > 0;
        match reported {
            Reported::Success | Reported::Unreadable => assert!(done, "{what}: was not done"),
            Reported::NotSent | Reported::Refused => assert!(!done, "{what}: was done"),
            Reported::Unknown => {}
        }
    }
}

/// Responds with these bytes after carrying the request out.
pub fn done(bytes: impl Into<Vec<u8>>) -> Act {
    Act::execute_and_respond(bytes)
}

//! Tables of faults: what the server does, how many requests it sees, and what the caller is told.

use std::sync::Arc;
use std::time::Duration;

use dingtalk_client::transport::Transport;
use dingtalk_client::{Client, Options};
use dingtalk_faults::{Act, Operation, Plan, Server, StandIn};
use tokio::task::JoinSet;

use crate::calls::{Told, call, client_over, hyper, reqwest};

/// A fault that meets every request, and what becomes of a call.
pub struct Row {
    fault: Fault,
    /// How many requests the server sees for a look-up, which is idempotent, and for a message, which is not.
    requests: [usize; 2],
    told: Told,
    /// What the error says.
    says: &'static str,
}

type Fault = Box<dyn Fn() -> StandIn + Send>;

pub fn row<P: Plan + Clone>(fault: P, look_up: usize, message: usize, told: Told, says: &'static str) -> Row {
    let fault = Box::new(move || StandIn::new(fault.clone()));
    Row { fault, requests: [look_up, message], told, says }
}

/// Time for every attempt, and for the waits after faults of the network.
pub fn patient() -> Options {
    Options::new().deadline(Duration::from_secs(20))
}

/// Time for one attempt that hangs.
pub fn hasty() -> Options {
    Options::new().deadline(Duration::from_millis(150))
}

/// Holds the client to every row over both transports, all at once.
pub async fn check(options: Options, rows: Vec<Row>) {
    let transports: [Arc<dyn Transport>; 2] = [Arc::new(hyper()), Arc::new(reqwest())];
    let mut checks = JoinSet::new();
    for (transport, (index, row)) in
        transports.iter().flat_map(|one| rows.iter().enumerate().map(move |row| (one, row)))
    {
        for (operation, requests) in [Operation::Convert, Operation::Send].into_iter().zip(row.requests) {
            let server = Server::start((row.fault)()).await.expect("a server");
            let client = client_over(Arc::clone(transport), server.url()).with(options.clone());
            let expected = Expected { row: index, operation, requests, told: row.told, says: row.says };
            checks.spawn(expected.check(server, client));
        }
    }
    while let Some(checked) = checks.join_next().await {
        checked.unwrap_or_else(|failure| std::panic::resume_unwind(failure.into_panic()));
    }
}

/// What is expected of one call of one endpoint.
struct Expected {
    row: usize,
    operation: Operation,
    requests: usize,
    told: Told,
    says: &'static str,
}

impl Expected {
    async fn check(self, server: Server, client: Client) {
        let Self { row, operation, requests, told, says } = self;
        let result = call(&client, operation, "m").await;
        let log = server.stand_in().log();
        // A request that is dropped with its connection is not read, but its connection is seen.
        let seen = if log.requests.is_empty() { log.connections } else { log.requests.len() };
        assert_eq!((seen, Told::of(&result)), (requests, told), "row {row}, {operation:?}: {result:?}");
        if let Err(error) = &result {
            let said = error.to_string();
            assert!(said.contains(says), "row {row}, {operation:?}: {said}");
            assert_eq!(usize::try_from(error.attempts()), Ok(requests), "row {row}, {operation:?}: {error}");
        }
        let done = log.times(operation, "m") > 0;
        match told {
            Told::Answered | Told::Unreadable => assert!(done, "row {row}, {operation:?}: was not done"),
            Told::NotSent | Told::Refused => assert!(!done, "row {row}, {operation:?}: was done"),
            Told::Unknown => {}
        }
    }
}

/// Bytes that are said after the request was carried out.
pub fn done(bytes: impl Into<Vec<u8>>) -> Act {
    Act::do_and_say(bytes)
}

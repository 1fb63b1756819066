//! What the stand-in saw and did.

use crate::request::{Operation, Request};
use std::collections::HashSet;

/// What the stand-in saw and did so far.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// How many connections were accepted.
    pub connections: usize,
    /// How many of them the stand-in has ended, at least in its own direction. Those that are torn down with a server
    /// are not among them.
    pub ended: usize,
    /// The requests of which at least the first line was read.
    pub requests: Vec<Request>,
    /// What was carried out, as often as it was.
    pub carried_out: Vec<(Operation, String)>,
    /// The tokens that were given.
    pub tokens: Vec<String>,
}

impl Log {
    /// The requests for an operation.
    pub fn requests_for(&self, operation: Operation) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(move |request| request.operation() == operation)
    }

    /// The whole requests with a subject, in the order in which they were read.
    pub fn whole_requests<'a>(&'a self, operation: Operation, subject: &'a str) -> impl Iterator<Item = &'a Request> {
        let is_about = move |request: &&Request| request.is_whole && request.subject().as_deref() == Some(subject);
        self.requests_for(operation).filter(is_about)
    }

    /// The messages that were sent.
    #[must_use]
    pub fn sent(&self) -> HashSet<&str> {
        self.all_sent().collect()
    }

    /// How many messages were sent that had been sent before.
    #[must_use]
    pub fn duplicates(&self) -> usize {
        self.all_sent().count() - self.sent().len()
    }

    /// How often this was carried out.
    #[must_use]
    pub fn times(&self, operation: Operation, subject: &str) -> usize {
        self.carried_out.iter().filter(|(done, of)| *done == operation && of == subject).count()
    }

    fn all_sent(&self) -> impl Iterator<Item = &str> {
        self.carried_out.iter().filter(|(done, _)| *done == Operation::Send).map(|(_, of)| of.as_str())
    }
}

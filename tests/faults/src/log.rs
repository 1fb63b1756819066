//! The stand-in's log.

use crate::request::{Operation, Request};
use std::collections::HashSet;

/// What the stand-in has received and done.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// The number of accepted connections.
    pub connections: usize,
    /// The number of connections that the stand-in has ended, at least in its own direction. Those that end with the
    /// server are not counted.
    pub ended: usize,
    /// The requests with at least the first line read.
    pub requests: Vec<Request>,
    /// The operations that were carried out, with their subjects.
    pub carried_out: Vec<(Operation, String)>,
    /// The tokens that were granted.
    pub tokens: Vec<String>,
}

impl Log {
    /// The requests for an operation.
    pub fn requests_for(&self, operation: Operation) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(move |request| request.operation() == operation)
    }

    /// The complete requests with a subject, in the order in which they were read.
    pub fn whole_requests<'a>(&'a self, operation: Operation, subject: &'a str) -> impl Iterator<Item = &'a Request> {
        let is_about = move |request: &&Request| request.is_whole && request.subject().as_deref() == Some(subject);
        self.requests_for(operation).filter(is_about)
    }

    /// The messages that were sent.
    #[must_use]
    pub fn sent(&self) -> HashSet<&str> {
        self.all_sent().collect()
    }

    /// The number of messages that were sent more than once.
    #[must_use]
    pub fn duplicates(&self) -> usize {
        self.all_sent().count() - self.sent().len()
    }

    /// The number of times an operation was carried out.
    #[must_use]
    pub fn times(&self, operation: Operation, subject: &str) -> usize {
        self.carried_out.iter().filter(|(done, of)| *done == operation && of == subject).count()
    }

    fn all_sent(&self) -> impl Iterator<Item = &str> {
        self.carried_out.iter().filter(|(done, _)| *done == Operation::Send).map(|(_, of)| of.as_str())
    }
}

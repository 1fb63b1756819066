//! One call, from a request's members to an answer's. Not generic, so that it is compiled once.

use bytes::Bytes;
use http::{Request, Response, response};

use super::answer::{self, Answer};
use super::api::ApiFacts;
use super::builder::is_sendable;
use super::client::Shared;
use super::report::{Answered, Cause, Report};
use super::transport::Limits;
use super::wire::{Object, Wire};
use super::{AnyError, ErrorRow, Operation, Options, request};

/// A call: the client's side and the endpoint's.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) shared: &'a Shared,
    pub(super) options: &'a Options,
    pub(super) api: &'static ApiFacts,
    pub(super) operation: &'static Operation,
    /// The endpoint's codes and the API's.
    pub(super) tables: [&'static [ErrorRow]; 2],
}

impl Call<'_> {
    /// Makes the request.
    pub(super) fn request(&self, members: &dyn Object) -> Result<Request<Bytes>, AnyError> {
        let token = if self.operation.token { self.options.chosen_token() } else { None };
        if self.operation.token && !token.is_some_and(is_sendable) {
            let why = match token {
                None => "the client has no access token",
                Some(_) => "the access token is empty or has characters other than visible ASCII",
            };
            return Err(self.unsent(why.to_owned()));
        }
        let token = token.map(|token| (self.api.token_header, token));
        request::build(&self.shared.base_url, self.operation, members, token).map_err(|why| self.unsent(why))
    }

    /// Sends the request and waits for the answer.
    pub(super) async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, AnyError> {
        let limits = Limits::new(self.options.chosen_deadline(), self.options.chosen_max_answer());
        self.shared.transport.call(request, limits).await.map_err(|fault| {
            let answer = fault.head().map(|head| answer::head(self.api, head));
            self.failed(Cause::Transport(fault), answer)
        })
    }

    /// Reads the answer into `value`.
    pub(super) fn read(&self, response: Response<Bytes>, value: &mut dyn Wire) -> Result<response::Parts, AnyError> {
        let (head, body) = response.into_parts();
        Answer { call: self, head: &head, body: &body }.read(value)?;
        Ok(head)
    }

    fn unsent(&self, why: String) -> AnyError {
        self.failed(Cause::Request(why), None)
    }

    /// The error of this call.
    pub(super) fn failed(&self, cause: Cause, answer: Option<Answered>) -> AnyError {
        AnyError::new(Report { operation: self.operation.name, cause, answer })
    }
}

//! The stand-in: a service, its plan, and its log. No sockets.
#![expect(clippy::disallowed_methods, reason = "it waits by the clock of whoever runs it")]

use crate::act::{Act, Effect, Ends, Reads, ResponseSource};
use crate::log::Log;
use crate::loopback::settle;
use crate::plan::Plan;
use crate::request::{Operation, Request};
use crate::service::{Service, Tokens, Verdict};
use crate::wire::{Input, Stream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::task::yield_now;
use tokio::time::sleep;

/// A stand-in for `DingTalk`. Clones share their state.
#[derive(Clone)]
pub struct StandIn {
    state: Arc<Mutex<State>>,
}

struct State {
    plan: Box<dyn Plan>,
    service: Service,
    log: Log,
}

impl StandIn {
    /// Creates a stand-in with a plan.
    pub fn new(plan: impl Plan) -> Self {
        Self::with_tokens(plan, Tokens::default())
    }

    /// Creates a stand-in with rules for its tokens.
    pub fn with_tokens(plan: impl Plan, tokens: Tokens) -> Self {
        let state = State { plan: Box::new(plan), service: Service::new(tokens), log: Log::default() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// The log so far.
    #[must_use]
    pub fn log(&self) -> Log {
        self.state().log.clone()
    }

    /// Replaces the plan.
    pub fn plan(&self, plan: impl Plan) {
        self.state().plan = Box::new(plan);
    }

    /// Waits until it has ended this many connections and their clients have noticed.
    pub async fn until_ended(&self, connections: usize) {
        while self.state().log.ended < connections {
            yield_now().await;
        }
        settle().await;
    }

    /// Serves a connection until it ends.
    pub async fn serve(&self, stream: impl Stream) {
        let mut ends = self.accept();
        let mut input = Input::new(stream);
        while ends == Ends::Never {
            let Some(line) = input.line().await else { break };
            let request = Request::begun(&line);
            let act = self.planned(request.operation());
            ends = self.do_act(act, request, &mut input).await;
        }
        let half = input.end(ends).await;
        self.state().log.ended += 1;
        if let Some(half) = half {
            half.read_to_end().await;
        }
    }

    pub(crate) fn accept(&self) -> Ends {
        let mut state = self.state();
        state.log.connections += 1;
        state.plan.accept()
    }

    /// The planned behavior for a request.
    pub(crate) fn planned(&self, operation: Operation) -> Act {
        self.state().plan.request(operation)
    }

    /// Executes the planned behavior for a request.
    async fn do_act(&self, act: Act, begun: Request, input: &mut Input<impl Stream>) -> Ends {
        let request = match act.reads {
            Reads::Part => begun,
            Reads::Whole => input.rest(begun).await,
        };
        let response = self.execute(&act, request);
        if !act.delay.is_zero() {
            sleep(act.delay).await;
        }
        let bytes = &response[..act.cut.unwrap_or(response.len()).min(response.len())];
        let sent = match act.byte_delay {
            Some(wait) => drip(input.stream(), bytes, wait).await,
            None => input.stream().write_all(bytes).await,
        };
        if sent.is_ok() { act.ends } else { Ends::Close }
    }

    /// Carries the request out as planned, logs it, and returns the response.
    pub(crate) fn execute(&self, act: &Act, mut request: Request) -> Vec<u8> {
        let mut state = self.state();
        let operation = request.operation();
        let mut verdict = Verdict::default();
        if request.is_whole {
            verdict = overruled(state.service.judge(&request), &act.response, operation);
        }
        let is_cut = act.cut.is_some_and(|cut| cut < verdict.response.len());
        request.is_refused = verdict.refuses && !is_cut;
        state.log.requests.push(request);
        state.log.tokens.extend(verdict.token);
        state.log.carried_out.extend(verdict.executed.map(|subject| (operation, subject)));
        verdict.response
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Applies a scripted response to the service's decision. Requests without a valid token are still refused.
fn overruled(verdict: Verdict, response: &ResponseSource, operation: Operation) -> Verdict {
    match response {
        ResponseSource::Bytes { bytes, effect } if operation == Operation::Token || verdict.executed.is_some() => {
            Verdict {
                response: bytes.clone(),
                executed: verdict.executed.filter(|_| *effect == Effect::Executed),
                token: None,
                refuses: *effect == Effect::Refused,
            }
        }
        _ => verdict,
    }
}

/// Stops when the client leaves.
async fn drip(stream: &mut impl Stream, bytes: &[u8], wait: Duration) -> std::io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        sleep(wait).await;
    }
    Ok(())
}

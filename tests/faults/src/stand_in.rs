//! The stand-in: a service, what it is told to do, and its log. It knows no sockets.
#![expect(clippy::disallowed_methods, reason = "it waits by the clock of whoever runs it")]

use crate::act::{Act, Does, Ends, Reads, Says};
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

/// A stand-in for `DingTalk`. Clones are the same one.
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
    /// One that does as planned.
    pub fn new(plan: impl Plan) -> Self {
        Self::with_tokens(plan, Tokens::default())
    }

    /// One whose tokens have rules of their own.
    pub fn with_tokens(plan: impl Plan, tokens: Tokens) -> Self {
        let state = State { plan: Box::new(plan), service: Service::new(tokens), log: Log::default() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// What it saw and did so far.
    #[must_use]
    pub fn log(&self) -> Log {
        self.state().log.clone()
    }

    /// Does something else from now on.
    pub fn plan(&self, plan: impl Plan) {
        self.state().plan = Box::new(plan);
    }

    /// Waits until it has ended so many connections, and their clients have had their turn to notice.
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

    /// What is to be done with a request.
    pub(crate) fn planned(&self, operation: Operation) -> Act {
        self.state().plan.request(operation)
    }

    /// Does what is to be done with a request.
    async fn do_act(&self, act: Act, begun: Request, input: &mut Input<impl Stream>) -> Ends {
        let request = match act.reads {
            Reads::Part => begun,
            Reads::Whole => input.rest(begun).await,
        };
        let said = self.answer(&act, request);
        if !act.waits.is_zero() {
            sleep(act.waits).await;
        }
        let said = &said[..act.cut.unwrap_or(said.len()).min(said.len())];
        let sent = match act.drips {
            Some(wait) => drip(input.stream(), said, wait).await,
            None => input.stream().write_all(said).await,
        };
        if sent.is_ok() { act.ends } else { Ends::Close }
    }

    /// What is said of a request. What it asks for is done before, and both is in the log.
    pub(crate) fn answer(&self, act: &Act, mut request: Request) -> Vec<u8> {
        let mut state = self.state();
        let operation = request.operation();
        let mut verdict = Verdict::default();
        if request.is_whole {
            verdict = overruled(state.service.judge(&request), &act.says, operation);
        }
        let is_cut = act.cut.is_some_and(|cut| cut < verdict.answer.len());
        request.is_refused = verdict.refuses && !is_cut;
        state.log.requests.push(request);
        state.log.tokens.extend(verdict.token);
        state.log.carried_out.extend(verdict.does.map(|subject| (operation, subject)));
        verdict.answer
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the service makes of a request, but for what is said in its place. Whoever has no valid token gets nothing else
/// than that said.
fn overruled(verdict: Verdict, says: &Says, operation: Operation) -> Verdict {
    match says {
        Says::Bytes { bytes, does } if operation == Operation::Token || verdict.does.is_some() => Verdict {
            answer: bytes.clone(),
            does: verdict.does.filter(|_| *does == Does::All),
            token: None,
            refuses: *does == Does::Refuses,
        },
        _ => verdict,
    }
}

/// Stops as soon as nobody is there to read it.
async fn drip(stream: &mut impl Stream, bytes: &[u8], wait: Duration) -> std::io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        sleep(wait).await;
    }
    Ok(())
}

//! The stand-in: a service, what it is told to do, and its log. It knows no sockets.

use crate::act::{Act, Ends, Reads, Says};
use crate::log::Log;
use crate::plan::Plan;
use crate::request::{Operation, Request};
use crate::service::{Service, Tokens};
use crate::wire::{Input, Stream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::time::sleep;

/// The wait before each byte that drips.
const DRIP: Duration = Duration::from_millis(5);

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

    /// Serves a connection until it ends.
    pub async fn serve(&self, stream: impl Stream) {
        let mut ends = self.accept();
        let mut input = Input::new(stream);
        while ends == Ends::Never {
            let Some(line) = input.line().await else { return };
            let request = Request::begun(&line);
            let act = self.state().plan.request(request.operation());
            ends = self.do_act(act, request, &mut input).await;
        }
        input.end(ends).await;
    }

    fn accept(&self) -> Ends {
        let mut state = self.state();
        state.log.connections += 1;
        state.plan.accept()
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
        let sent = if act.drips { drip(input.stream(), said).await } else { input.stream().write_all(said).await };
        if sent.is_ok() { act.ends } else { Ends::Close }
    }

    /// What is said of a request. What it asks for is done before, and both is in the log.
    fn answer(&self, act: &Act, request: Request) -> Vec<u8> {
        let mut state = self.state();
        let operation = request.operation();
        // Whoever has no valid token gets nothing else than that said.
        let verdict = request.is_whole.then(|| state.service.judge(&request));
        state.log.requests.push(request);
        let Some(verdict) = verdict else { return Vec::new() };
        let is_token = operation == Operation::Token;
        match (&act.says, verdict.does) {
            (Says::Bytes { bytes, .. }, None) if is_token => return bytes.clone(),
            (Says::Bytes { bytes, carries_out }, Some(subject)) => {
                if *carries_out {
                    state.log.carried_out.push((operation, subject));
                }
                return bytes.clone();
            }
            (Says::Served, Some(subject)) => state.log.carried_out.push((operation, subject)),
            (_, None) => {}
        }
        state.log.tokens.extend(verdict.token);
        verdict.answer
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn drip(stream: &mut impl Stream, bytes: &[u8]) -> std::io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        sleep(DRIP).await;
    }
    Ok(())
}

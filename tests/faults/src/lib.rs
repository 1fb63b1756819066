//! A stand-in for `DingTalk` that injects faults and logs what it really did.
//!
//! It reads and writes HTTP/1.1 by hand, so that it can violate it; HTTP/2 goes through h2. A [`StandIn`] is the
//! service with its [`Plan`] and [`Log`] and serves any stream; a [`Server`] puts it on a port.

mod act;
mod certificate;
mod chance;
mod clock;
pub mod frame;
mod gate;
mod http2;
mod log;
mod loopback;
mod plan;
mod request;
mod response;
pub mod scripted;
mod server;
mod service;
mod stand_in;
mod wire;

pub use act::{Act, Ends};
pub use certificate::{Certificate, trust};
pub use chance::Chance;
pub use clock::{Clock, sleep, timed};
pub use log::Log;
pub use loopback::{listen, round_trips, settle};
pub use plan::Plan;
pub use request::{Operation, Request};
pub use response::{error, response, success};
pub use server::Server;
pub use service::{APP_KEY, APP_SECRET, TOKEN, Tokens};
pub use stand_in::StandIn;
pub use wire::Stream;

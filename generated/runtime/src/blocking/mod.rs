//! The blocking client, for programs and threads without async code.
//!
//! Requires the feature `blocking`. Without it this module is empty and `blocking!` expands to
//! nothing.

#[cfg(feature = "blocking")]
mod call;
#[cfg(feature = "blocking")]
mod client;
#[cfg(feature = "blocking")]
mod driver;
mod macros;
#[cfg(feature = "blocking")]
mod pages;
#[cfg(feature = "blocking")]
mod raw_call;

#[cfg(feature = "blocking")]
pub use self::call::Call;
#[cfg(feature = "blocking")]
pub use self::client::Client;
#[cfg(feature = "blocking")]
pub use self::pages::{Items, Pages};
#[cfg(feature = "blocking")]
pub use self::raw_call::RawCall;

//! Calls without async: the same client, for programs and threads that wait.
//!
//! Behind the feature `blocking`. Without it there is nothing here, and [`blocking!`](crate::blocking!) makes nothing.

#[cfg(feature = "blocking")]
mod client;
#[cfg(feature = "blocking")]
mod driver;
mod macros;

#[cfg(feature = "blocking")]
pub use self::client::Client;

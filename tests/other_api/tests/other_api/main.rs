//! The client over HTTP, the names in it, and the page that shows how to make it.

mod guide;
mod names;
mod service;
mod wire;

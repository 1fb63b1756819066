//! Files that are read within bounds.
//!
//! Paths come from arguments and from folders of strangers, so a path can name a device, a pipe or a file of any size.

mod read;

pub use read::{ReadError, read};

//! Files that are read within bounds and replaced as a whole.
//!
//! Paths come from arguments and from folders of strangers, so a path can name a device, a pipe or a file of any size; and a
//! process can be killed, or run out of disk space, at any byte that it writes.

mod read;
mod replace;
mod temporary;

pub use read::{ReadError, read};
pub use replace::{create, replace, replace_emitted};
pub use temporary::is_temporary;

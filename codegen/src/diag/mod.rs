//! Mistakes and doubts in a spec: each with a stable code, a place and a cure, and all of them at once.

mod code;
mod diagnostic;
mod nearest;
mod place;
mod render;
mod sink;
mod visible;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use render::Style;

pub(crate) use nearest::nearest;
// Shared between the crates of this project; semver does not cover them.
#[doc(hidden)]
pub use place::{Place, Step};
#[doc(hidden)]
pub use sink::{Locate, Sink};

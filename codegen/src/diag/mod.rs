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

#[cfg(feature = "docs")]
pub(crate) use dingtalk_policy::one_line;
pub(crate) use nearest::nearest;
pub(crate) use place::{Place, Step};
pub(crate) use sink::{Locate, Sink};

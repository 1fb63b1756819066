//! Errors and warnings of a spec: each with a stable code, a place and a fix, and all of them at once.

mod code;
mod diagnostic;
mod nearest;
mod node_path;
mod palette;
mod render;
mod sink;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use nearest::nearest;
pub use node_path::{NodePath, PathSegment};
pub use render::RenderStyle;
pub use sink::{LocateNode, Reported, Sink};

#[cfg(test)]
mod tests;

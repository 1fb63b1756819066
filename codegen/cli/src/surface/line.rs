//! A line of the surface, and a module of them.

use std::fmt;

/// One public item, or one row of an error table.
///
/// Callers' code depends on the item, so that removing it is a breaking change. After ` // ` is data: what is sent and
/// read, on which no caller's code depends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurfaceLine {
    pub item: String,
    pub(super) data: String,
    /// Compilers warn of its use.
    pub deprecated: bool,
}

impl SurfaceLine {
    /// An item without data.
    pub(super) fn of(item: impl Into<String>) -> Self {
        Self { item: item.into(), data: String::new(), deprecated: false }
    }

    /// The line with one more piece of data, if there is one.
    #[must_use]
    pub(super) fn with(mut self, data: impl Into<Option<String>>) -> Self {
        if let Some(data) = data.into() {
            if !self.data.is_empty() {
                self.data.push(' ');
            }
            self.data.push_str(&data);
        }
        self
    }

    /// The line of something that is deprecated if `instead` says what to use instead.
    #[must_use]
    pub(super) fn deprecated(mut self, instead: Option<&String>) -> Self {
        self.deprecated = instead.is_some();
        self
    }
}

impl fmt::Display for SurfaceLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = self.deprecated.then_some("deprecated");
        let data: Vec<&str> = [self.data.as_str()].into_iter().chain(mark).filter(|data| !data.is_empty()).collect();
        f.write_str(&self.item)?;
        if data.is_empty() { Ok(()) } else { write!(f, " // {}", data.join(" ")) }
    }
}

/// A module: the line that names it, and what it holds.
#[derive(Clone, Debug)]
pub struct SurfaceModule {
    pub head: SurfaceLine,
    pub lines: Vec<SurfaceLine>,
}

impl SurfaceModule {
    pub(super) fn new(head: SurfaceLine, lines: Vec<SurfaceLine>) -> Self {
        Self { head, lines }
    }
}

/// The name of the module at the beginning of a line, where tools that compare texts look for what a change is in.
impl fmt::Display for SurfaceModule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.head)?;
        self.lines.iter().try_for_each(|line| writeln!(f, "  {line}"))
    }
}

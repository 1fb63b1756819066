//! The decode budget: memory up to a limit, and time until a deadline.

use std::fmt;

use tokio::time::Instant;

use crate::clock::StepDeadline;

/// The entries of a `BTreeMap` node. Nodes other than the root are at least 5/11 full, and inner nodes add a quarter.
const NODE_CAPACITY: usize = 11;

/// The remaining memory and time for decoding a value.
///
/// Memory is charged before it is allocated, so that the limit bounds the peak: while a list grows, both its old and
/// new buffer count.
#[derive(Clone)]
pub(crate) struct DecodeBudget {
    limit: usize,
    left: usize,
    deadline: StepDeadline,
    exceeded: Option<ExceededLimit>,
}

/// The limit that was exceeded, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExceededLimit {
    /// The memory limit, in bytes.
    Memory(usize),
    /// The deadline.
    Deadline,
}

impl DecodeBudget {
    /// Creates a budget.
    pub(crate) fn new(limit: usize, deadline: Instant) -> Self {
        Self { limit, left: limit, deadline: StepDeadline::new(Some(deadline)), exceeded: None }
    }

    /// Returns the same budget with nothing spent.
    pub(super) fn reset(&self) -> Self {
        Self { left: self.limit, exceeded: None, ..*self }
    }

    /// The limit that was exceeded, if any.
    pub(crate) fn exceeded(&self) -> Option<ExceededLimit> {
        self.exceeded
    }

    /// Charges memory. Returns whether enough was left.
    #[inline]
    pub(super) fn charge(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// Records that the memory limit is exceeded.
    pub(super) fn exceed_memory(&mut self) -> ExceededLimit {
        self.exceed(ExceededLimit::Memory(self.limit))
    }

    /// Refunds memory that was freed.
    #[inline]
    pub(super) fn refund(&mut self, bytes: usize) {
        self.left = self.left.saturating_add(bytes).min(self.limit);
    }

    /// Counts a list item, a map entry, a field or an object. Fails if the deadline has passed.
    #[inline]
    pub(super) fn count(&mut self) -> Result<(), ExceededLimit> {
        if self.deadline.has_passed() { Err(self.exceed(ExceededLimit::Deadline)) } else { Ok(()) }
    }

    fn exceed(&mut self, why: ExceededLimit) -> ExceededLimit {
        self.exceeded = Some(why);
        why
    }
}

/// No limit and no deadline.
impl Default for DecodeBudget {
    fn default() -> Self {
        Self { limit: usize::MAX, left: usize::MAX, deadline: StepDeadline::new(None), exceeded: None }
    }
}

impl fmt::Display for ExceededLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory(limit) => {
                write!(f, "it takes more than {limit} bytes of memory, the limit of `Options::max_decoded`")
            }
            Self::Deadline => f.write_str("the deadline passed"),
        }
    }
}

/// The maximum cost of an allocation, including the overhead and rounding of common allocators.
#[inline]
pub(crate) fn allocation(bytes: usize) -> usize {
    bytes.saturating_add(32)
}

/// The capacity of a list after it grows: double, for amortized constant pushes. A list of large items starts with one.
pub(super) fn next_capacity(capacity: usize, item: usize) -> usize {
    let first = if item <= 1024 { 4 } else { 1 };
    capacity.saturating_mul(2).max(first)
}

/// The cost of another entry in a map of `count` entries, without its key's text. The first one allocates a whole node.
/// Also covers `serde_json`'s maps with the feature `preserve_order`.
pub(super) fn map_growth(count: usize, value: usize) -> usize {
    let node = allocation(NODE_CAPACITY * (size_of::<String>() + value) + 2 * size_of::<usize>());
    match count {
        0 => node,
        1..NODE_CAPACITY => 0,
        _ => node / 3,
    }
}

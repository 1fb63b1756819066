//! What reading a value may cost: memory, up to a limit, and time, until a deadline.

use std::fmt;

use tokio::time::Instant;

/// How many list items, map entries and objects are read between two looks at the clock.
const STRIDE: u32 = 4096;

/// The entries of a node of a `BTreeMap`. Nodes other than the root are at least 5/11 full, and inner nodes add a quarter.
const NODE: usize = 11;

/// The memory and time that are left for reading a value.
///
/// Memory is charged before it is allocated, so that the limit holds for the peak: while a list grows, its old and its new
/// buffer both count.
#[derive(Clone)]
pub(crate) struct Budget {
    limit: usize,
    left: usize,
    deadline: Option<Instant>,
    /// How many values are read until the next look at the clock.
    until_look: u32,
    exceeded: Option<Exceeded>,
}

/// The bound at which reading a value stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exceeded {
    /// The value takes more than this many bytes of memory.
    Memory(usize),
    /// The deadline passed.
    Deadline,
}

impl Budget {
    /// A budget of so many bytes until a deadline.
    pub(crate) fn new(limit: usize, deadline: Instant) -> Self {
        Self { limit, left: limit, deadline: Some(deadline), until_look: STRIDE, exceeded: None }
    }

    /// The same budget with nothing spent.
    pub(super) fn renewed(&self) -> Self {
        Self { left: self.limit, until_look: STRIDE, exceeded: None, ..*self }
    }

    /// The bound at which reading stopped, if it did.
    pub(crate) fn exceeded(&self) -> Option<Exceeded> {
        self.exceeded
    }

    /// Takes memory off the budget, if there is so much left.
    #[inline]
    pub(super) fn charge(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// Stops because there is not enough memory left.
    pub(super) fn stop_short(&mut self) -> Exceeded {
        self.stop(Exceeded::Memory(self.limit))
    }

    /// Gives memory back that was freed.
    #[inline]
    pub(super) fn refund(&mut self, bytes: usize) {
        self.left = self.left.saturating_add(bytes).min(self.limit);
    }

    /// Counts a value that is read; true if it is time to look at the clock.
    #[inline]
    pub(super) fn count(&mut self) -> bool {
        self.until_look -= 1;
        self.until_look == 0
    }

    /// Looks at the clock.
    pub(super) fn look(&mut self) -> Result<(), Exceeded> {
        self.until_look = STRIDE;
        match self.deadline {
            Some(deadline) if deadline <= Instant::now() => Err(self.stop(Exceeded::Deadline)),
            _ => Ok(()),
        }
    }

    fn stop(&mut self, why: Exceeded) -> Exceeded {
        self.exceeded = Some(why);
        why
    }
}

/// No limit and no deadline.
impl Default for Budget {
    fn default() -> Self {
        Self { limit: usize::MAX, left: usize::MAX, deadline: None, until_look: STRIDE, exceeded: None }
    }
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory(limit) => {
                write!(f, "it takes more than {limit} bytes of memory, the limit that `Options::max_decoded` sets")
            }
            Self::Deadline => f.write_str("the deadline passed while it was being read"),
        }
    }
}

/// What an allocation of so many bytes costs at most, with the overhead and the rounding of common allocators.
#[inline]
pub(crate) fn allocation(bytes: usize) -> usize {
    bytes.saturating_add(32)
}

/// The capacity of a list after it grew: twice the old one, so that pushing stays cheap, and few of large items.
pub(super) fn next_capacity(capacity: usize, item: usize) -> usize {
    let first = if item <= 1024 { 4 } else { 1 };
    capacity.saturating_mul(2).max(first)
}

/// What one more entry of a map of so many costs, without the text of its key. The first one allocates a whole node. This
/// covers the other layout of `serde_json`'s maps as well, which its feature `preserve_order` brings.
pub(super) fn map_growth(count: usize, value: usize) -> usize {
    let node = allocation(NODE * (size_of::<String>() + value) + 2 * size_of::<usize>());
    match count {
        0 => node,
        1..NODE => 0,
        _ => node / 3,
    }
}

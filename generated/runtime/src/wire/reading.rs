//! What reading a value has shown so far, and what it may still cost.

use serde::de::Error;

use super::budget::Budget;
use super::{Exceeded, FieldError, FieldErrors, Path, Wire};

/// What reading a value showed.
#[derive(Default)]
pub(crate) struct Reading {
    /// What does not fit.
    pub(crate) errors: FieldErrors,
    /// The known fields of the outermost object that were there and not null.
    pub(crate) present: Vec<&'static str>,
    /// What reading may still cost.
    pub(super) budget: Budget,
    /// Numbers are read by their text, see `exact.rs`.
    pub(super) is_exact: bool,
    /// The parser has rounded a number whose digits matter.
    pub(super) is_rounded: bool,
    /// The innermost value at which reading by the text of numbers failed.
    pub(super) failed: Option<FieldError>,
}

impl Reading {
    /// A reading that has this budget.
    pub(crate) fn new(budget: Budget) -> Self {
        Self { budget, ..Self::default() }
    }

    /// The bound at which reading stopped, if it did.
    pub(crate) fn exceeded(&self) -> Option<Exceeded> {
        self.budget.exceeded()
    }

    /// Charges memory that is about to be allocated.
    #[inline]
    pub(super) fn charge<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        if self.budget.charge(bytes) { Ok(()) } else { self.run_short() }
    }

    #[cold]
    fn run_short<E: Error>(&mut self) -> Result<(), E> {
        // A value with errors does not grow any more.
        if self.errors.is_empty() { Err(E::custom(self.budget.stop_short())) } else { Ok(()) }
    }

    /// Counts a list item, a map entry or an object.
    #[inline]
    pub(super) fn count<E: Error>(&mut self) -> Result<(), E> {
        if self.budget.count() { self.look() } else { Ok(()) }
    }

    #[cold]
    fn look<E: Error>(&mut self) -> Result<(), E> {
        self.budget.look().map_err(E::custom)
    }

    /// Adds that a value is null and must not be.
    pub(super) fn reject_null(&mut self, value: &mut dyn Wire, path: &Path<'_>) {
        self.errors.add(path, value.slot().expected(), "null");
    }
}

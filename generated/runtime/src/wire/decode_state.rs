//! The state of decoding a value.

use serde_core::de::Error;

use super::budget::DecodeBudget;
use super::{ExceededLimit, FieldError, FieldErrors, Path, Wire};

/// The state of decoding a value.
#[derive(Default)]
pub(crate) struct DecodeState {
    /// The errors so far.
    pub(crate) errors: FieldErrors,
    /// The documented fields of the outermost object that are present and not null.
    pub(crate) present: Vec<&'static str>,
    /// The names of codes, which may stand beside the fields of the outermost object or in their place.
    codes: &'static [&'static str],
    /// True if the outermost object has a field with the name of a code.
    pub(crate) has_code: bool,
    /// The remaining budget.
    pub(super) budget: DecodeBudget,
    /// True if numbers are decoded from their text, see `exact.rs`.
    pub(super) is_exact: bool,
    /// True if the parser has rounded a number whose digits matter.
    pub(super) is_rounded: bool,
    /// The innermost value at which decoding from the text of numbers failed.
    pub(super) failed: Option<FieldError>,
}

impl DecodeState {
    /// Starts decoding with this budget, and looks for codes.
    pub(crate) fn new(budget: DecodeBudget, codes: &'static [&'static str]) -> Self {
        Self { codes, budget, ..Self::default() }
    }

    /// The same with nothing decoded, to decode numbers from their text.
    pub(super) fn restarted(&self) -> Self {
        Self { is_exact: true, ..Self::new(self.budget.reset(), self.codes) }
    }

    /// The names of codes among the fields of the object at `path`.
    pub(super) fn codes(&self, path: &Path<'_>) -> &'static [&'static str] {
        if matches!(path, Path::Root) { self.codes } else { &[] }
    }

    /// The limit that was exceeded, if any.
    pub(crate) fn exceeded(&self) -> Option<ExceededLimit> {
        self.budget.exceeded()
    }

    /// Charges memory before it is allocated.
    #[inline]
    pub(super) fn charge<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        if self.budget.charge(bytes) { Ok(()) } else { self.exceed_memory() }
    }

    #[cold]
    fn exceed_memory<E: Error>(&mut self) -> Result<(), E> {
        // A value with errors does not grow.
        if self.errors.is_empty() { Err(E::custom(self.budget.exceed_memory())) } else { Ok(()) }
    }

    /// Counts a list item, a map entry, a field or an object. Fails if the deadline has passed.
    #[inline]
    pub(super) fn count<E: Error>(&mut self) -> Result<(), E> {
        self.budget.count().map_err(E::custom)
    }

    /// Records a null that is not allowed.
    pub(super) fn reject_null(&mut self, value: &mut dyn Wire, path: &Path<'_>) {
        self.errors.add(path, value.slot().expected(), "null");
    }
}

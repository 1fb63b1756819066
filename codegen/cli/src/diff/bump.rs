//! The version bump that a change requires.

use std::fmt;

/// The version bump that a change of the spec requires. A greater one includes a smaller one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub enum Bump {
    /// The public surface and the behaviour of the client stay the same.
    Patch,
    /// The surface has more items, an item is deprecated, or the client behaves differently: it retries more or fewer calls, gets or discards
    /// tokens otherwise, or reads a text as another value of an enumeration.
    Minor,
    /// The surface loses an item, so code of callers may not compile any more, or mean something else.
    Major,
}

impl Bump {
    /// The bump as a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The effect on callers, and on versions. Below 1.0, Cargo takes the first number that is not 0 for the major version.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Patch => "callers need no changes: 1.2.3 becomes 1.2.4, and below 1.0, 0.2.3 becomes 0.2.4",
            Self::Minor => "callers compile as before: 1.2.3 becomes 1.3.0, and below 1.0, 0.2.3 becomes 0.2.4",
            Self::Major => {
                "code of callers may have to change: 1.2.3 becomes 2.0.0, and below 1.0, 0.2.3 becomes 0.3.0"
            }
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

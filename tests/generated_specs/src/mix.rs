//! Mixes of properties of generated specs.

/// The properties of a generated spec: the frequency of rare constructs, and the content of its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mix {
    /// The factor by which rare constructs are more frequent than in the real API.
    pub rare: u32,
    /// The content of free texts.
    pub texts: Texts,
}

/// The content of free texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Texts {
    /// Ordinary sentences.
    Plain,
    /// Texts that could end a literal, a comment or a table, or begin a block of Markdown or code.
    Hostile,
}

impl Mix {
    /// The frequencies of the real API.
    pub const REAL: Self = Self { rare: 1, texts: Texts::Plain };

    /// Everything rare within a few operations.
    pub const DENSE: Self = Self { rare: 30, texts: Texts::Plain };

    /// Everything rare within a few operations, with hostile texts.
    pub const HOSTILE: Self = Self { rare: 30, texts: Texts::Hostile };
}

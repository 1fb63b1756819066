//! What made specs are like.

/// What a made spec is like: how often it has what is rare, and what its texts hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mix {
    /// How many times as often as in the real API everything occurs that is rare there.
    pub rare: u32,
    /// What stands wherever the spec may say anything.
    pub texts: Texts,
}

/// What stands wherever a spec may say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Texts {
    /// Sentences such as people write.
    Plain,
    /// Whatever might end a literal, a comment or a table, or begin a block of Markdown or of code.
    Hostile,
}

impl Mix {
    /// What the real API has, as often as it has it.
    pub const REAL: Self = Self { rare: 1, texts: Texts::Plain };

    /// Everything rare within a few operations.
    pub const DENSE: Self = Self { rare: 30, texts: Texts::Plain };

    /// Everything rare within a few operations, and texts that try to be more than text.
    pub const HOSTILE: Self = Self { rare: 30, texts: Texts::Hostile };
}

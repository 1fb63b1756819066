//! Secret text.

use std::fmt;

use zeroize::Zeroizing;

use super::wire::{Slot, Text, View, Wire};

/// Secret text. `Debug` redacts it, it has no `Display`, and its memory is zeroed on drop.
///
/// `Serialize` does write the text, because requests and responses contain it.
///
/// ```
/// let token = dingtalk_runtime::Secret::from("a token");
///
/// assert_eq!(format!("{token:?}"), "Secret([REDACTED])");
/// assert_eq!(token.expose(), "a token");
/// ```
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Creates a secret from its text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([REDACTED])")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl Text for Secret {
    fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }
}

impl Wire for Secret {
    fn blank() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Secret(self.expose())
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }
}

crate::__serde!(Secret);

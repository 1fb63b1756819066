//! The macros that implement the codec for generated types of one text or number: `identifier!` and `open_enum!`.

/// Implements constructors, conversions, `Display`, serde and the codec for an identifier, a newtype around a `String`.
///
/// ```
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct SpaceId(String);
/// dingtalk_runtime::identifier!(SpaceId);
///
/// assert_eq!(SpaceId::new("786").as_str(), "786");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! identifier {
    ($type:ident) => {
        impl $type {
            /// Creates a value from the service's text.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Returns the text.
            #[must_use]
            pub fn into_inner(self) -> String {
                self.0
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(String::from(text))
            }
        }

        impl From<String> for $type {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$type> for String {
            fn from(identifier: $type) -> Self {
                identifier.0
            }
        }

        impl $crate::wire::Wire for $type {
            fn blank() -> Self {
                Self(String::new())
            }

            fn view(&self) -> $crate::wire::View<'_> {
                $crate::wire::View::Text(&self.0)
            }

            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::Text(&mut self.0)
            }
        }

        $crate::__text!($type);
    };
}

/// Implements an open enum. Its variant `Other(String)` holds texts that the table does not list.
///
/// Each line is `Variant = "TEXT"`, the canonical text, followed by alternative spellings, each after a `|`. A value
/// decoded from an alternative spelling equals the variant; it is displayed and written with the canonical text.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// pub enum FileType {
///     File,
///     Other(String),
/// }
/// dingtalk_runtime::open_enum! {
///     FileType {
///         File = "FILE" | "file",
///     }
/// }
///
/// assert_eq!(FileType::from("FILE"), FileType::File);
/// assert_eq!(FileType::from("file"), FileType::File);
/// assert_eq!(FileType::from("file").as_str(), "FILE");
/// assert_eq!(FileType::from("folder").as_str(), "folder");
/// assert_eq!(FileType::default(), FileType::Other(String::new()));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($($type:ident { $($variant:ident = $text:literal $(| $also:literal)*),* $(,)? })+) => {$(
        impl $type {
            /// The canonical text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                match text {
                    $($text $(| $also)* => Self::$variant,)*
                    other => Self::Other(String::from(other)),
                }
            }
        }

        impl From<String> for $type {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text $(| $also)* => Self::$variant,)*
                    _ => Self::Other(text),
                }
            }
        }

        /// An empty text, which is never documented.
        impl Default for $type {
            fn default() -> Self {
                Self::Other(String::new())
            }
        }

        impl $crate::wire::Text for $type {
            fn set(&mut self, text: &str) {
                *self = Self::from(text);
            }

            fn set_verbatim(&mut self, text: &str) {
                *self = Self::Other(String::from(text));
            }
        }

        impl $crate::wire::Wire for $type {
            fn blank() -> Self {
                Default::default()
            }

            fn view(&self) -> $crate::wire::View<'_> {
                match self {
                    Self::Other(text) => $crate::wire::View::Text(text),
                    variant => $crate::wire::View::Variant(variant.as_str()),
                }
            }

            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::Text(self)
            }
        }

        $crate::__text!($type);
    )+};
}

/// Implements the codec of enums of numbers, whose variant `Other` holds any other number.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// pub enum ConversationTag {
///     Standard,
///     Other(i32),
/// }
/// dingtalk_runtime::number_enum! {
///     ConversationTag: i32 {
///         Standard = 0,
///     }
/// }
///
/// assert_eq!(ConversationTag::from(0), ConversationTag::Standard);
/// assert_eq!(ConversationTag::from(7).get(), 7);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! number_enum {
    ($($type:ident: $number:ident { $($variant:ident = $value:literal),* $(,)? })+) => {$(
        impl $type {
            /// The number on the wire.
            #[must_use]
            pub const fn get(&self) -> $number {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Other(number) => *number,
                }
            }
        }

        impl From<$number> for $type {
            fn from(number: $number) -> Self {
                match number {
                    $($value => Self::$variant,)*
                    other => Self::Other(other),
                }
            }
        }

        impl From<$type> for $number {
            fn from(value: $type) -> Self {
                value.get()
            }
        }

        /// The value of 0.
        impl Default for $type {
            fn default() -> Self {
                Self::from(0)
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.get(), f)
            }
        }

        impl $crate::wire::Integer for $type {
            fn set(&mut self, number: i64) -> bool {
                let number = <$number>::try_from(number);
                number.map(|number| *self = Self::from(number)).is_ok()
            }

            fn set_verbatim(&mut self, number: i64) {
                *self = Self::Other(<$number>::try_from(number).unwrap_or_default());
            }
        }

        impl $crate::wire::Wire for $type {
            fn blank() -> Self {
                Default::default()
            }

            fn view(&self) -> $crate::wire::View<'_> {
                match self {
                    Self::Other(number) => $crate::wire::View::Int(i64::from(*number)),
                    variant => $crate::wire::View::NumberVariant(i64::from(variant.get())),
                }
            }

            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::Integer(self)
            }
        }

        $crate::__serde!($type);
    )+};
}

/// Implements the traits that identifiers and open enums share, through `as_str` and `From<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __text {
    ($type:ident) => {
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.as_str(), f)
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, ::core::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        $crate::__serde!($type);
    };
}

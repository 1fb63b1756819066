//! The stable codes of the mistakes that a spec can have.

use std::fmt;

/// Lists each code once, with its number and its title.
macro_rules! codes {
    ($($name:ident $number:literal $title:literal)+) => {
        /// The kind of a mistake. A code keeps its number for good, so that it can be looked up and searched for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $number, "`: ", $title, ".")] $name,)+
        }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as it is printed, such as `D0005`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $number,)+ }
            }

            /// What the code stands for, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }
        }
    };
}

codes! {
    Syntax "D0001" "not YAML"
    NotUtf8 "D0002" "not UTF-8"
    EmptyFile "D0003" "an empty file"
    DuplicateKey "D0004" "a key that stands there twice"
    UnknownKey "D0005" "an unknown key"
    MissingKey "D0006" "a missing key"
    WrongType "D0007" "a value of the wrong type"
    UnknownWord "D0008" "a text outside a fixed list"
    TooLarge "D0009" "too large"
    UnknownType "D0010" "an unknown type"
    ParameterWithoutPlace "D0011" "a path parameter without a place in the path"
    PlaceWithoutParameter "D0012" "a place in the path without a parameter"
    MalformedPath "D0013" "a malformed path"
    NameClash "D0014" "two names become one Rust name"
    Unnameable "D0015" "no Rust name can be made"
    RepeatedRow "D0016" "a repeated error row"
    Unreadable "D0017" "a file that cannot be read"
    OutOfPlace "D0018" "a file out of place"
    ExampleMismatch "D0019" "an example that does not fit"
    ForeignKey "D0020" "a key that does not go with this type"
    NotAStatus "D0021" "not an HTTP status"
    NotAHeader "D0022" "not a header name"
    MalformedUrl "D0023" "a malformed URL"
    Empty "D0024" "an empty list or text where one is needed"
    Unprintable "D0025" "a character that may not stand in a text"
    EndlessShape "D0026" "a shape that requires itself"
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

//! The macro that declares a mirror struct and its reader in one table.

/// Declares a struct that mirrors a map of the spec, together with its reader.
///
/// A key is `name: required Type` or `name: optional Type`; `name as "key"` if the key is a Rust keyword;
/// `[Check]` after the type runs checks of `checks.rs`; `as Keywords` names the list that contains the text.
/// `short for key` makes a text short for the map that has that key alone. The first line of a key's doc comment is the help for a missing key.
macro_rules! mirror {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident $(short for $short:ident)? {
            $(
                $(#[doc = $key_doc:literal])+
                $field:ident $(as $key:literal)? : $need:ident $kind:ty $([$($check:ident),+])? $(as $words:ident)?,
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            /// Its path in the file.
            pub place: $crate::diag::NodePath,
            $($(#[doc = $key_doc])+ pub $field: $crate::reader::mirror::mirror!(@type $need $kind),)+
        }

        impl $name {
            fn declaration() -> &'static $crate::Declaration {
                &$crate::Declaration {
                    name: stringify!($name),
                    doc: &[$($doc),+],
                    short: $crate::reader::mirror::mirror!(@short $($short)?),
                    keys: &[$($crate::DeclaredKey {
                        key: $crate::reader::mirror::mirror!(@key $field $($key)?),
                        required: $crate::reader::mirror::mirror!(@required $need),
                        doc: &[$($key_doc),+],
                        checks: &[$($($crate::Check::$check),+)?],
                        keywords: $crate::reader::mirror::mirror!(@keywords $($words)?),
                        value_type: <$kind as $crate::reader::node_reader::FromNode>::value_type,
                    }),+],
                }
            }

            /// Returns true if the file has the key.
            pub fn has_key(&self, key: &str) -> bool {
                let keys = [$(($crate::reader::mirror::mirror!(@key $field $($key)?), $crate::reader::mirror::mirror!(@given $need self.$field))),+];
                keys.contains(&(key, true))
            }
        }

        impl $crate::reader::node_reader::FromNode for $name {
            const EXPECTED: &'static str =
                $crate::reader::mirror::mirror!(@expected $($short)?);

            fn value_type() -> $crate::ValueType {
                $crate::ValueType::Declaration(Self::declaration())
            }

            fn read(
                node: &$crate::Node,
                place: &$crate::diag::NodePath,
                sink: &mut $crate::diag::Sink,
            ) -> Option<Self> {
                let declaration = Self::declaration();
                let long = $crate::reader::node_reader::long_form(node, declaration.short);
                let mut keys =
                    $crate::reader::node_reader::KnownKeys::open(&long, place, sink, Self::EXPECTED, declaration)?;
                $(let $field = keys.$need($crate::reader::mirror::mirror!(@key $field $($key)?));)+
                Some(Self { place: place.clone(), $($field,)+ })
            }

            fn placeholder(place: &$crate::diag::NodePath) -> Self {
                Self {
                    place: place.clone(),
                    $($field: $crate::reader::mirror::mirror!(@placeholder $need place, $field $($key)?),)+
                }
            }
        }
    };
    (@type required $kind:ty) => { $kind };
    (@type optional $kind:ty) => { Option<$kind> };
    (@required required) => { true };
    (@required optional) => { false };
    (@given required $value:expr) => { true };
    (@given optional $value:expr) => { $value.is_some() };
    (@keywords) => { None };
    (@keywords $words:ident) => { Some($crate::KeywordList::$words) };
    (@placeholder required $place:ident, $field:ident $($key:literal)?) => {
        $crate::reader::node_reader::FromNode::placeholder(&$place.key($crate::reader::mirror::mirror!(@key $field $($key)?)))
    };
    (@placeholder optional $place:ident, $field:ident $($key:literal)?) => { None };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@short) => { None };
    (@short $short:ident) => { Some(stringify!($short)) };
    (@expected) => { "a map" };
    (@expected $short:ident) => { "a text or a map" };
}
pub(crate) use mirror;

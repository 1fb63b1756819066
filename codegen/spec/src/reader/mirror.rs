//! The macro that declares a mirror struct and its reader in one table.

/// Declares a struct that mirrors a map of the spec, together with its reader.
///
/// A key is `name: required Type` or `name: optional Type`; `name as "key"` if the key is a Rust keyword;
/// `[check]` after the type runs checks of `checks.rs`; `as keywords` names the list in `schema.rs` that contains the text. `short for key` makes a text short for the map that
/// has that key alone. The first line of a key's doc comment is the help for a missing key.
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
            $($(#[doc = $key_doc])+ pub $field: $crate::mirror::mirror!(@type $need $kind),)+
        }

        impl $name {
            /// Returns true if the file has the key.
            pub fn has_key(&self, key: &str) -> bool {
                let keys = [$(($crate::mirror::mirror!(@key $field $($key)?), $crate::mirror::mirror!(@given $need self.$field))),+];
                keys.contains(&(key, true))
            }
        }

        impl $crate::schema::JsonSchema for $name {
            fn schema(definitions: &mut $crate::schema::SchemaDefinitions) -> $crate::json::Json {
                definitions.refer(stringify!($name), |definitions| {
                    let short = $crate::mirror::mirror!(@short $($short)?);
                    let properties = vec![$({
                        let schema = $crate::mirror::mirror!(@schema definitions $kind $(, $words)?);
                        $($(let schema = $crate::schema::limits::$check(schema);)+)?
                        $crate::schema::Property {
                            key: $crate::mirror::mirror!(@key $field $($key)?),
                            required: $crate::mirror::mirror!(@required $need),
                            doc: &[$($key_doc),+],
                            schema,
                        }
                    }),+];
                    $crate::schema::object(&[$($doc),+], short, properties)
                })
            }
        }

        impl $crate::node_reader::FromNode for $name {
            const EXPECTED: &'static str =
                $crate::mirror::mirror!(@expected $($short)?);

            fn read(
                node: &$crate::Node,
                place: &$crate::diag::NodePath,
                sink: &mut $crate::diag::Sink,
            ) -> Option<Self> {
                const KEYS: &[&str] = &[$($crate::mirror::mirror!(@key $field $($key)?)),+];
                const SHORT: Option<&str> = $crate::mirror::mirror!(@short $($short)?);
                let long = $crate::node_reader::long_form(node, SHORT);
                let mut keys =
                    $crate::node_reader::KnownKeys::open(&long, place, sink, Self::EXPECTED, KEYS)?;
                $(
                    let $field = keys.$need(&$crate::node_reader::KnownKey {
                        key: $crate::mirror::mirror!(@key $field $($key)?),
                        doc: &[$($key_doc),+],
                        checks: &[$($($check),+)?],
                    });
                )+
                Some(Self { place: place.clone(), $($field,)+ })
            }

            fn placeholder(place: &$crate::diag::NodePath) -> Self {
                Self {
                    place: place.clone(),
                    $($field: $crate::mirror::mirror!(@placeholder $need place, $field $($key)?),)+
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
    (@schema $definitions:ident $kind:ty) => {
        <$kind as $crate::schema::JsonSchema>::schema($definitions)
    };
    (@schema $definitions:ident $kind:ty, $words:ident) => {
        $crate::schema::keywords::$words($definitions)
    };
    (@placeholder required $place:ident, $field:ident $($key:literal)?) => {
        $crate::node_reader::FromNode::placeholder(&$place.key($crate::mirror::mirror!(@key $field $($key)?)))
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

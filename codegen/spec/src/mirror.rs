//! The macro that declares a mirror struct and its reader in one table.

/// Declares a struct that mirrors a map of the spec, together with its reader.
///
/// A member is `name: required Type` or `name: optional Type`; `name as "key"` where the key is a Rust keyword;
/// `[check]` behind the type runs checks of `checks.rs`; `as words` names the list in `schema.rs` whose words the text is one of. `short for key` lets a text stand for the map that
/// has that key alone. The first line of a member's doc comment is shown to people who left the member out.
macro_rules! mirror {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident $(short for $short:ident)? {
            $(
                $(#[doc = $about:literal])+
                $member:ident $(as $key:literal)? : $need:ident $kind:ty $([$($check:ident),+])? $(as $words:ident)?,
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            /// Where it stands.
            pub place: $crate::diag::NodePath,
            $($(#[doc = $about])+ pub $member: $crate::mirror::mirror!(@type $need $kind),)+
        }

        impl $crate::schema::Described for $name {
            fn schema(definitions: &mut $crate::schema::Definitions) -> $crate::json::Json {
                definitions.refer(stringify!($name), |definitions| {
                    let short = $crate::mirror::mirror!(@short $($short)?);
                    let entries = vec![$({
                        let schema = $crate::mirror::mirror!(@schema definitions $kind $(, $words)?);
                        $($(let schema = $crate::schema::limits::$check(schema);)+)?
                        $crate::schema::Entry {
                            key: $crate::mirror::mirror!(@key $member $($key)?),
                            required: $crate::mirror::mirror!(@required $need),
                            about: &[$($about),+],
                            schema,
                        }
                    }),+];
                    $crate::schema::mirror(&[$($doc),+], short, entries)
                })
            }
        }

        impl $crate::node_reader::Read for $name {
            const EXPECTED: &'static str =
                $crate::mirror::mirror!(@expected $($short)?);

            fn read(
                node: &$crate::Node,
                place: &$crate::diag::NodePath,
                sink: &mut $crate::diag::Sink,
            ) -> Option<Self> {
                const KEYS: &[&str] = &[$($crate::mirror::mirror!(@key $member $($key)?)),+];
                const SHORT: Option<&str> = $crate::mirror::mirror!(@short $($short)?);
                let long = $crate::node_reader::long_form(node, SHORT);
                let mut members =
                    $crate::node_reader::Members::open(&long, place, sink, Self::EXPECTED, KEYS)?;
                $(
                    let $member = members.$need(&$crate::node_reader::Member {
                        key: $crate::mirror::mirror!(@key $member $($key)?),
                        about: &[$($about),+],
                        checks: &[$($($check),+)?],
                    });
                )+
                Some(Self { place: place.clone(), $($member,)+ })
            }

            fn stand_in(place: &$crate::diag::NodePath) -> Self {
                Self {
                    place: place.clone(),
                    $($member: $crate::mirror::mirror!(@stand_in $need place, $member $($key)?),)+
                }
            }
        }
    };
    (@type required $kind:ty) => { $kind };
    (@type optional $kind:ty) => { Option<$kind> };
    (@required required) => { true };
    (@required optional) => { false };
    (@schema $definitions:ident $kind:ty) => {
        <$kind as $crate::schema::Described>::schema($definitions)
    };
    (@schema $definitions:ident $kind:ty, $words:ident) => {
        $crate::schema::words::$words($definitions)
    };
    (@stand_in required $place:ident, $member:ident $($key:literal)?) => {
        $crate::node_reader::Read::stand_in(&$place.key($crate::mirror::mirror!(@key $member $($key)?)))
    };
    (@stand_in optional $place:ident, $member:ident $($key:literal)?) => { None };
    (@key $member:ident) => { stringify!($member) };
    (@key $member:ident $key:literal) => { $key };
    (@short) => { None };
    (@short $short:ident) => { Some(stringify!($short)) };
    (@expected) => { "a map" };
    (@expected $short:ident) => { "a text or a map" };
}
pub(crate) use mirror;

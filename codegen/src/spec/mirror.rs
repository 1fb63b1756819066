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
            pub place: $crate::diag::Place,
            $($(#[doc = $about])+ pub $member: $crate::spec::mirror::mirror!(@type $need $kind),)+
        }

        impl $crate::spec::schema::Described for $name {
            fn schema(definitions: &mut $crate::spec::schema::Definitions) -> $crate::json::Json {
                definitions.refer(stringify!($name), |definitions| {
                    let short = $crate::spec::mirror::mirror!(@short $($short)?);
                    let entries = vec![$({
                        let schema = $crate::spec::mirror::mirror!(@schema definitions $kind $(, $words)?);
                        $($(let schema = $crate::spec::schema::limits::$check(schema);)+)?
                        $crate::spec::schema::Entry {
                            key: $crate::spec::mirror::mirror!(@key $member $($key)?),
                            required: $crate::spec::mirror::mirror!(@required $need),
                            about: &[$($about),+],
                            schema,
                        }
                    }),+];
                    $crate::spec::schema::mirror(&[$($doc),+], short, entries)
                })
            }
        }

        impl $crate::spec::reader::Read for $name {
            const EXPECTED: &'static str =
                $crate::spec::mirror::mirror!(@expected $($short)?);

            fn read(
                node: &$crate::spec::Node,
                place: &$crate::diag::Place,
                sink: &mut $crate::diag::Sink,
            ) -> Option<Self> {
                const KEYS: &[&str] = &[$($crate::spec::mirror::mirror!(@key $member $($key)?)),+];
                const SHORT: Option<&str> = $crate::spec::mirror::mirror!(@short $($short)?);
                let long = $crate::spec::reader::long_form(node, SHORT);
                let mut members =
                    $crate::spec::reader::Members::open(&long, place, sink, Self::EXPECTED, KEYS)?;
                $(
                    let $member = members.$need(&$crate::spec::reader::Member {
                        key: $crate::spec::mirror::mirror!(@key $member $($key)?),
                        about: &[$($about),+],
                        checks: &[$($($check),+)?],
                    });
                )+
                Some(Self { place: place.clone(), $($member,)+ })
            }

            fn stand_in(place: &$crate::diag::Place) -> Self {
                Self {
                    place: place.clone(),
                    $($member: $crate::spec::mirror::mirror!(@stand_in $need place, $member $($key)?),)+
                }
            }
        }
    };
    (@type required $kind:ty) => { $kind };
    (@type optional $kind:ty) => { Option<$kind> };
    (@required required) => { true };
    (@required optional) => { false };
    (@schema $definitions:ident $kind:ty) => {
        <$kind as $crate::spec::schema::Described>::schema($definitions)
    };
    (@schema $definitions:ident $kind:ty, $words:ident) => {
        $crate::spec::schema::words::$words($definitions)
    };
    (@stand_in required $place:ident, $member:ident $($key:literal)?) => {
        $crate::spec::reader::Read::stand_in(&$place.key($crate::spec::mirror::mirror!(@key $member $($key)?)))
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

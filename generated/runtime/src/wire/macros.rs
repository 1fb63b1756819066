//! The macro `wire!`, which implements the codec for generated structs.

/// Implements the codec, serde, `Clone`, `Debug`, `PartialEq` and setters for structs, from a table of the fields of each.
///
/// Each line is `field = "wireName"`, followed by optional parts: `in path`, `in query`, `in header` or `in whole` for
/// a field outside the body, with a style such as `(comma)` for lists; `in body(json_text)` for JSON text in a string; `as "key"`, its name in serde's representation
/// if two places of a request share a wire name; `set with_field(Type)`, its setter with the type of its argument,
/// followed by `required` if the field always has a value, by `nullable` if it is a [`Nullable`](crate::Nullable), and by
/// `boxed` if it is an `Option` whose value is boxed.
///
/// `Name: Default { … }` implements `Default` as well. A derived one is a second copy of `Object::blank` to compile.
///
/// Every further macro call of a row costs as much as the code that it stands for, so there are few.
///
/// ```
/// pub struct Request {
///     pub chat_id: String,
///     pub query_union_id: Option<Vec<String>>,
///     pub union_id: Option<String>,
/// }
///
/// dingtalk_runtime::wire! {
///     Request {
///         chat_id = "chatId" in path,
///         query_union_id = "unionId" in query(comma) as "query.unionId" set with_query_union_id(Vec<String>),
///         union_id = "unionId" set with_union_id(impl Into<String>),
///     }
/// }
///
/// let request = Request { chat_id: "c".to_owned(), query_union_id: None, union_id: None };
/// assert_eq!(request.with_union_id("u").union_id.as_deref(), Some("u"));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! wire {
    // Literals only: a function call would be evaluated for each type.
    (@fields $($name:literal,)*) => { $crate::wire::Fields::Body(&[$($name),*]) };
    (@fields $($name:literal $(in $place:ident $(($style:ident))?)? $(as $key:literal)?,)*) => {
        $crate::wire::Fields::Placed(&[$(
            $crate::wire::Field {
                name: $name,
                place: $crate::wire!(@place $($place)?),
                style: $crate::wire!(@style $($($style)?)?),
                key: $crate::wire!(@key $name $($key)?),
            }
        ),*])
    };
    (@place) => { $crate::wire::Place::Body };
    (@place body) => { $crate::wire::Place::Body };
    (@place path) => { $crate::wire::Place::Path };
    (@place query) => { $crate::wire::Place::Query };
    (@place header) => { $crate::wire::Place::Header };
    (@place whole) => { $crate::wire::Place::Whole };
    (@style) => { $crate::wire::Style::Json };
    (@style repeated) => { $crate::wire::Style::Repeated };
    (@style comma) => { $crate::wire::Style::Comma };
    (@style json) => { $crate::wire::Style::Json };
    (@style json_text) => { $crate::wire::Style::JsonText };
    (@key $name:literal) => { $name };
    (@key $name:literal $key:literal) => { $key };
    ($($type:ident $(: $default:ident)? { $(
        $field:ident = $name:literal
        $(in $place:ident $(($style:ident))?)?
        $(as $key:literal)?
        $(set $(#[$attribute:meta])* $setter:ident($($value:tt)+) $($holder:ident)?)?
    ),* $(,)? })+) => {$(
        impl $type {
            $($(
                #[doc = concat!("Sets [`", stringify!($field), "`](Self::", stringify!($field), ").")]
                $(#[$attribute])*
                #[must_use]
                pub fn $setter(mut self, value: $($value)+) -> Self {
                    $crate::wire::set $(::$holder)? ::field(&mut self.$field, value);
                    self
                }
            )?)*
        }

        impl $crate::wire::Object for $type {
            fn blank() -> Self {
                Self { $($field: $crate::wire::Wire::blank(),)* }
            }

            fn views(&self, visit: &mut dyn $crate::wire::VisitViews) {
                visit.views(
                    $crate::wire!(@fields $($name $(in $place $(($style))?)? $(as $key)?,)*),
                    &[$(&self.$field,)*],
                );
            }

            fn slots(&mut self, visit: &mut dyn $crate::wire::VisitSlots) {
                visit.slots(&mut [$(&mut self.$field,)*]);
            }
        }

        $(impl $default for $type {
            fn default() -> Self {
                $crate::wire::Object::blank()
            }
        })?

        impl Clone for $type {
            fn clone(&self) -> Self {
                $crate::wire::clone(self)
            }
        }

        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug(self, stringify!($type $($field)*), f)
            }
        }

        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                $crate::wire::equal(self, other)
            }
        }

        $crate::__serde!($type);
    )+};
}

/// Implements serde's traits by delegation to the codec, so that nothing of theirs is monomorphized per type.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($type:ident) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::wire::serialize(self, to)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::wire::deserialize(from)
            }
        }
    };
}

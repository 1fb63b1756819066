//! A serializer that requires lengths, as some binary formats do.

use std::collections::BTreeMap;
use std::fmt::Display;

use dingtalk_client::runtime::serde::ser::{self, Impossible, Serialize, Serializer};

use crate::api::{EveryType, Item};

/// All lengths of a value, in order.
#[derive(Default)]
struct Lengths(Vec<usize>);

#[derive(Debug)]
struct Unexpected;

impl Display for Unexpected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unexpected")
    }
}

impl std::error::Error for Unexpected {}

impl ser::Error for Unexpected {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

impl ser::SerializeSeq for &mut Lengths {
    type Ok = ();
    type Error = Unexpected;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unexpected> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unexpected> {
        Ok(())
    }
}

impl ser::SerializeMap for &mut Lengths {
    type Ok = ();
    type Error = Unexpected;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unexpected> {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unexpected> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unexpected> {
        Ok(())
    }
}

type Never = Impossible<(), Unexpected>;

/// Methods that all return the same.
macro_rules! methods {
    ($result:expr => $($name:ident($($argument:ty),*) -> $ok:ty;)*) => {
        $(fn $name(self, $(_: $argument),*) -> Result<$ok, Unexpected> {
            $result
        })*
    };
}

impl Serializer for &mut Lengths {
    type Ok = ();
    type Error = Unexpected;
    type SerializeSeq = Self;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Self;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    methods! { Ok(()) =>
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
    }

    methods! { Err(Unexpected) =>
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_struct(&'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unexpected> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Unexpected> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unexpected> {
        Err(Unexpected)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self, Unexpected> {
        self.0.push(len.ok_or(Unexpected)?);
        Ok(self)
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Self, Unexpected> {
        self.serialize_seq(len)
    }
}

#[test]
fn lengths_are_announced() {
    let item = |id: &str, size| Item { id: id.into(), size };
    let value = EveryType {
        text: Some("t".into()),
        items: Some(vec![item("a", None), item("b", Some(2))]),
        table: Some(BTreeMap::from([("k".into(), item("c", None))])),
        ..EveryType::default()
    };
    let mut lengths = Lengths::default();
    value.serialize(&mut lengths).expect("lengths");
    assert_eq!(lengths.0, [3, 2, 1, 2, 1, 1]);
}

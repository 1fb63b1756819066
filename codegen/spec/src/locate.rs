//! Finds the line of a node. The YAML library keeps no positions in values, but its errors have them: so the text is
//! read again along the way to the node, and reading fails there on purpose.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diag::{NodePath, PathSegment};

/// The byte at which the node of a place starts, or the nearest node above it that exists.
pub fn node(source: &str, place: &NodePath) -> Option<usize> {
    let segments = place.segments();
    let walk = Walk { segments: &segments, on_key: place.is_on_key() };
    failing_byte(walk, serde_yaml::Deserializer::from_str(source).next()?)
}

/// The byte at which a document starts, or at which it stops being YAML.
pub(super) fn start(document: serde_yaml::Deserializer<'_>) -> Option<usize> {
    let walk = Walk { segments: &[], on_key: false };
    failing_byte(walk, document)
}

fn failing_byte(walk: Walk<'_>, document: serde_yaml::Deserializer<'_>) -> Option<usize> {
    let error = walk.deserialize(document).err()?;
    error.location().map(|location| location.index())
}

/// Follows the segments and fails at their end: the default methods of [`Visitor`] fail at every scalar.
struct Walk<'p> {
    segments: &'p [&'p PathSegment],
    on_key: bool,
}

impl<'p> Walk<'p> {
    /// The first segment, and the walk behind it; the error ends the walk here.
    fn split<E: serde::de::Error>(self) -> Result<(&'p PathSegment, Self), E> {
        let (first, segments) = self.segments.split_first().ok_or_else(found)?;
        Ok((first, Self { segments, ..self }))
    }
}

fn found<E: serde::de::Error>() -> E {
    E::custom("found")
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the end of the way")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let (PathSegment::Index(index), rest) = self.split()? else {
            return Err(found());
        };
        for _ in 0..*index {
            if access.next_element::<IgnoredAny>()?.is_none() {
                return Err(found());
            }
        }
        access.next_element_seed(rest)?;
        Err(found())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let (segment, rest) = self.split()?;
        for entry in 0.. {
            let wanted = Wanted { segment, entry, fail: rest.segments.is_empty() && rest.on_key };
            match access.next_key_seed(wanted)? {
                None => break,
                Some(true) => return access.next_value_seed(rest),
                Some(false) => access.next_value::<IgnoredAny>()?,
            };
        }
        Err(found())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        if self.segments.is_empty() {
            return Err(found());
        }
        let (_, content) = access.variant::<IgnoredAny>()?;
        content.newtype_variant_seed(self)
    }
}

/// Looks at a key: whether it is the one to follow, or, where the key itself is meant, to fail at.
struct Wanted<'p> {
    segment: &'p PathSegment,
    /// The number of the entry that the key belongs to.
    entry: usize,
    fail: bool,
}

impl Wanted<'_> {
    fn is_met<E: serde::de::Error>(&self, key: Option<&str>) -> Result<bool, E> {
        let met = match self.segment {
            PathSegment::Key(name) => key == Some(&**name),
            PathSegment::Entry(index) => *index == self.entry,
            PathSegment::Index(_) => false,
        };
        if met && self.fail { Err(found()) } else { Ok(met) }
    }
}

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Every kind of key is taken, since a key that is no text must not hide the entries behind it.
impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<bool, E> {
        self.is_met(Some(key))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<bool, E> {
        self.is_met(None)
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<bool, E> {
        self.is_met(None)
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<bool, E> {
        self.is_met(None)
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<bool, E> {
        self.is_met(None)
    }

    fn visit_i128<E: serde::de::Error>(self, _: i128) -> Result<bool, E> {
        self.is_met(None)
    }

    fn visit_u128<E: serde::de::Error>(self, _: u128) -> Result<bool, E> {
        self.is_met(None)
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<bool, E> {
        self.is_met(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<bool, A::Error> {
        IgnoredAny.visit_seq(access)?;
        self.is_met(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<bool, A::Error> {
        IgnoredAny.visit_map(access)?;
        self.is_met(None)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<bool, A::Error> {
        let (_, content) = access.variant::<IgnoredAny>()?;
        content.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests {
    use super::node;
    use crate::diag::NodePath;

    const BLOCK: &str = "\
# A comment.
name: x
rows:
  - code: a
    status: [400, 403]
  - code: b
    code: c
1: number
last: *a
";
    const FLOW: &str =
        "{ name: x, rows: [{ code: a, status: [400, 403] }, { code: b, code: c }], ? [1] : list, last: !tag y }";

    /// What stands in the text from the place on, up to the next blank or bracket.
    fn found<'a>(text: &'a str, place: &NodePath) -> Option<&'a str> {
        let rest = text.get(node(text, place)?..)?;
        rest.split([' ', '\n', ',', ']', ':']).next()
    }

    #[test]
    fn a_node_is_found_in_block_and_flow_style() {
        let root = NodePath::file("x.yaml");
        let rows = root.key("rows");
        for text in [BLOCK.replace("*a", "!tag y").as_str(), FLOW] {
            let find = |place: &NodePath| found(text, place);
            assert_eq!(find(&root.key("name").on_key()), Some("name"));
            assert_eq!(find(&root.key("name")), Some("x"));
            assert_eq!(find(&rows.index(0).key("status").index(1)), Some("403"));
            assert_eq!(find(&rows.index(1).key("code")), Some("b"));
            assert_eq!(find(&rows.index(1).entry(1)), Some("c"));
            assert_eq!(find(&rows.index(1).entry(1).on_key()), Some("code"));
            assert_eq!(find(&root.key("last")), Some("!tag"));
        }
    }

    #[test]
    fn what_does_not_exist_is_found_at_its_nearest_ancestor() {
        let root = NodePath::file("x.yaml");
        let name = root.key("name");
        assert_eq!(found(FLOW, &name.key("inner").index(3)), Some("x"));
        assert_eq!(found(FLOW, &root.key("rows").index(7)), Some("[{"));
        assert_eq!(found(FLOW, &root.key("missing").on_key()), Some("{"));
    }

    #[test]
    fn a_text_that_is_not_yaml_has_places_up_to_the_mistake() {
        assert_eq!(found(BLOCK, &NodePath::file("x.yaml").key("rows").index(1).key("code")), Some("b"));
        assert_eq!(found(BLOCK, &NodePath::file("x.yaml").key("last")), Some("*a"));
    }
}

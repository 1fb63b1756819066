//! Tags such as `!!binary`, and directives that define them: the language has no use for either. The YAML library names tags of one
//! `!` and passes over the others; so a file that may have one is read again with each of them made into one that is named.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diag::{Code, NodePath, Sink};

/// Reports the directives of a file, and each tag that the first reading passes over.
pub(super) fn report(source: &str, root: &NodePath, sink: &mut Sink) {
    let directive = source.lines().position(|line| line.starts_with('%'));
    let is_first = |line: &str| !line.trim_start().is_empty() && !line.trim_start().starts_with(['#', '%']);
    if let Some(number) = directive
        && !source.lines().take(number).any(is_first)
    {
        sink.error(Code::Syntax, &root.exact(number + 1, 1), "directives have no meaning here")
            .help("take the line out, and the `---` below it");
    }
    if !source.contains("!!") && !source.contains("!<") {
        return;
    }
    let named = named(source);
    let Some(document) = serde_yaml::Deserializer::from_str(&named).next() else { return };
    let mut tags = Vec::new();
    // What cannot be read is reported by the first reading.
    let _ = Find { place: root.clone(), tags: &mut tags }.deserialize(document);
    for (place, tag) in tags {
        sink.error(Code::Syntax, &place, format!("the tag `{tag}` has no meaning here"))
            .help("take it out; quote the value if it is a text");
    }
}

/// The text with each tag made into one of one `!`. What else changes is within texts and comments, and every byte keeps its place.
fn named(source: &str) -> String {
    let mut text = source.replace("!!", "!_");
    let mut from = 0;
    while let Some(start) = text[from..].find("!<").map(|at| from + at) {
        let rest = &text[start + 2..];
        let end = start + 2 + rest.find(|c: char| c == '>' || c.is_whitespace()).unwrap_or(rest.len());
        // Signs that end a tag of one `!`.
        let tag = text[start + 2..end].replace([',', '[', ']', '{', '}', '!'], ".");
        text.replace_range(start..end, &format!("!={tag}"));
        if text[end..].starts_with('>') {
            text.replace_range(end..=end, ".");
        }
        from = end;
    }
    text
}

/// Finds tags in the nodes from a place on.
struct Find<'t> {
    place: NodePath,
    tags: &'t mut Vec<(NodePath, String)>,
}

impl<'de> DeserializeSeed<'de> for Find<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Takes every scalar, and looks below the rest.
impl<'de> Visitor<'de> for Find<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        for index in 0.. {
            let item = Find { place: self.place.index(index), tags: &mut *self.tags };
            if access.next_element_seed(item)?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        for index in 0.. {
            let place = self.place.entry(index);
            if access.next_key_seed(Find { place: place.on_key(), tags: &mut *self.tags })?.is_none() {
                break;
            }
            access.next_value_seed(Find { place, tags: &mut *self.tags })?;
        }
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let (tag, content) = access.variant::<String>()?;
        // One that begins otherwise is named by the first reading.
        if let Some(name) = tag.strip_prefix('_') {
            self.tags.push((self.place.clone(), format!("!!{name}")));
        } else if tag.starts_with('=') {
            self.tags.push((self.place.clone(), "!<…>".to_owned()));
        }
        content.newtype_variant_seed(self)
    }
}

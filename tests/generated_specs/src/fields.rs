//! Fields: their types and their documentation.

use crate::dice::Dice;
use crate::names::{self, Names};
use crate::yaml::{list, map, put};
use crate::{example, text};
use serde_yaml::{Mapping, Value};

/// The types that a file can refer to.
pub(crate) struct TypeContext<'a> {
    pub(crate) identifiers: &'a [String],
    /// The types of the service's `types.yaml`.
    pub(crate) shared: &'a Mapping,
}

/// The use of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Response,
}

/// The location of a field outside JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    Path,
    Query,
    Header,
    Form,
}

/// Generates the fields of one file.
pub(crate) struct FieldGenerator<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) around: &'a TypeContext<'a>,
    /// The types of the file's module.
    pub(crate) types: Names,
    /// The types that the file itself names.
    pub(crate) named: Vec<String>,
}

/// The kind of a field's type.
#[derive(Clone, Copy)]
enum Kind {
    Scalar(&'static str),
    Identifier,
    Enum,
    Object,
    Array,
    Map,
    /// A type defined elsewhere in the file.
    Named,
    /// A type of `types.yaml`.
    Shared,
}

const SCALARS: &[(u32, Kind)] = &[
    (560, Kind::Scalar("string")),
    (110, Kind::Scalar("int64")),
    (60, Kind::Scalar("int32")),
    (90, Kind::Scalar("bool")),
    (12, Kind::Scalar("float64")),
    (40, Kind::Scalar("datetime")),
    (4, Kind::Scalar("secret")),
    (90, Kind::Identifier),
    (20, Kind::Enum),
];

/// The kinds of fields of a body or a response, by depth.
const COMPOSITES: [&[(u32, Kind)]; 2] = [
    &[(70, Kind::Object), (100, Kind::Array), (6, Kind::Map), (8, Kind::Scalar("any"))],
    &[(22, Kind::Object), (45, Kind::Array), (5, Kind::Map), (8, Kind::Scalar("any"))],
];

/// The maximum nesting of a page; a chain adds to it.
const USUAL_DEPTH: usize = 3;
const GREATEST_DEPTH: usize = 9;

impl<'a> FieldGenerator<'a> {
    pub(crate) fn new(dice: &'a mut Dice, around: &'a TypeContext<'a>) -> Self {
        let mut types = Names::new(&["Request", "Response", "Error", "Client", "Value", "Secret", "DateTime", "Bytes"]);
        for identifier in around.identifiers {
            types.claim(identifier, "");
        }
        let mut shared = around.shared.clone();
        example::add_named(&around.shared.clone().into(), &mut shared);
        for name in shared.keys().filter_map(Value::as_str) {
            types.claim(name, "");
        }
        Self { dice, around, types, named: Vec::new() }
    }

    /// Generates this number of fields of a body, a response or an object.
    pub(crate) fn fields(&mut self, names: &mut Names, owner: &str, count: usize, depth: usize, side: Side) -> Mapping {
        let mut fields = Mapping::new();
        for _ in 0..count {
            let wire = names::wire(self.dice);
            if !fields.contains_key(Value::from(wire.as_str())) {
                let kind = self.kind(depth);
                let mut field = self.field(names, kind, &wire, &format!("{owner}{wire}"), depth, side);
                let may_be_text = matches!(kind, Kind::Object | Kind::Array | Kind::Map | Kind::Scalar("any"));
                if may_be_text && self.dice.rarely(150) {
                    put(&mut field, "style", "json");
                }
                self.may_be_null(&mut field);
                put(&mut fields, &wire, field);
            }
        }
        fields
    }

    fn field(&mut self, names: &mut Names, kind: Kind, wire: &str, hint: &str, depth: usize, side: Side) -> Mapping {
        let mut field = self.declaration(kind, hint, depth, side);
        // Recursive fields cannot be required.
        let may_be_required = !matches!(kind, Kind::Named);
        if may_be_required && self.dice.often(if side == Side::Request { 400 } else { 30 }) {
            put(&mut field, "required", true);
            if side == Side::Response && self.dice.often(900) {
                put(&mut field, "reason", text::sentence(self.dice));
            }
        }
        if self.dice.rarely(400) {
            put(&mut field, "deprecated", text::sentence(self.dice));
        }
        names::rename(names, wire, "n", "field", "_", &mut field);
        field
    }

    /// Makes an optional field within JSON nullable.
    fn may_be_null(&mut self, field: &mut Mapping) {
        if !field.contains_key("required") && self.dice.rarely(300) {
            put(field, "nullable", true);
        }
    }

    /// A parameter, or a field of a form: one value, or one with a style.
    pub(crate) fn parameter(&mut self, names: &mut Names, wire: &str, carrier: Carrier) -> Mapping {
        let kind = match carrier {
            Carrier::Path => self.dice.weigh(SCALARS),
            _ if self.dice.rarely(3_000) => Kind::Array,
            _ if self.dice.rarely(500) => self.dice.weigh(COMPOSITES[0]),
            _ => self.dice.weigh(SCALARS),
        };
        let hint = format!("Request{wire}");
        let mut field = if carrier == Carrier::Path {
            let mut field = self.declaration(kind, &hint, 0, Side::Request);
            names::rename(names, wire, "n", "parameter", "_", &mut field);
            field
        } else {
            self.field(names, kind, wire, &hint, 1, Side::Request)
        };
        let styles: &[&str] = match (kind, carrier) {
            (Kind::Array, Carrier::Header) if self.is_single(&field["items"]) => &["comma", "json"],
            (Kind::Array, _) if self.is_single(&field["items"]) => &["repeated", "repeated", "comma", "json"],
            (Kind::Array | Kind::Map | Kind::Object | Kind::Scalar("any"), _) => &["json"],
            _ => &[],
        };
        if !styles.is_empty() {
            put(&mut field, "style", self.dice.pick(styles));
        }
        field
    }

    fn is_single(&self, field: &Value) -> bool {
        let word = field["type"].as_str().unwrap_or_default();
        let is_scalar = |(_, kind): &(u32, Kind)| matches!(kind, Kind::Scalar(scalar) if *scalar == word);
        word == "enum" || SCALARS.iter().any(is_scalar) || self.around.identifiers.iter().any(|name| name == word)
    }

    /// A whole body or a whole response.
    pub(crate) fn whole(&mut self, hint: &str, item_hint: &str, side: Side) -> Mapping {
        let kinds = [
            (48, Kind::Array),
            (10, Kind::Map),
            (8, Kind::Scalar("bool")),
            (4, Kind::Scalar("bytes")),
            (4, Kind::Scalar("any")),
            (2, Kind::Scalar("string")),
            (2, Kind::Enum),
            (4, Kind::Shared),
        ];
        let kind = match self.dice.weigh(&kinds) {
            Kind::Shared if self.around.shared.is_empty() => Kind::Array,
            kind => kind,
        };
        let hint = if matches!(kind, Kind::Array | Kind::Map) { item_hint } else { hint };
        self.declaration(kind, hint, 0, side)
    }

    fn kind(&mut self, depth: usize) -> Kind {
        if self.dice.rarely(170) {
            return Kind::Scalar("bytes");
        }
        if !self.named.is_empty() && self.dice.rarely(150) {
            return Kind::Named;
        }
        if !self.around.shared.is_empty() && self.dice.often(40) {
            return Kind::Shared;
        }
        let deepest = if self.dice.rarely(300) { GREATEST_DEPTH } else { USUAL_DEPTH };
        let composite = [170, 60].get(depth).copied().unwrap_or(30);
        if depth < deepest && self.dice.often(composite) {
            self.dice.weigh(COMPOSITES[depth.min(1)])
        } else {
            self.dice.weigh(SCALARS)
        }
    }

    fn declaration(&mut self, kind: Kind, hint: &str, depth: usize, side: Side) -> Mapping {
        let mut field = match kind {
            Kind::Scalar(word) => map([("type", word.into())]),
            Kind::Identifier => map([("type", self.dice.pick(self.around.identifiers).into())]),
            Kind::Enum => self.open_enum(hint),
            Kind::Object => self.object(hint, depth, side),
            Kind::Array => self.items("array", hint, depth, side),
            Kind::Map => self.items("map", hint, depth, side),
            Kind::Named => map([("type", self.dice.pick(&self.named).into())]),
            Kind::Shared => {
                let names: Vec<Value> = self.around.shared.keys().cloned().collect();
                map([("type", self.dice.pick(&names))])
            }
        };
        if self.dice.often(970) {
            put(&mut field, "doc", text::sentence(self.dice));
        }
        self.notes(kind, &mut field);
        field
    }

    /// A type of `types.yaml`.
    pub(crate) fn shared(&mut self, name: &str) -> Mapping {
        let mut field = if self.dice.often(200) { self.values() } else { self.fields_of(name, 0, Side::Response) };
        put(&mut field, "doc", text::sentence(self.dice));
        field
    }

    fn open_enum(&mut self, hint: &str) -> Mapping {
        let mut field = self.values();
        self.name_type(hint, &mut field);
        field
    }

    fn values(&mut self) -> Mapping {
        let mut names = Names::new(&["Other"]);
        let mut values = Mapping::new();
        if self.dice.rarely(150) {
            return self.numbers();
        }
        for _ in 0..self.dice.between(1..=6) {
            let wire = match self.dice.between(0..=5) {
                0 => self.dice.between(0..=99).to_string(),
                1 => text::word(self.dice),
                2 => names::wire(self.dice),
                _ => names::wire(self.dice).to_ascii_uppercase(),
            };
            if values.contains_key(Value::from(wire.as_str())) {
                continue;
            }
            let mut value = map([("doc", text::phrase(self.dice).into())]);
            if self.dice.rarely(400) {
                put(&mut value, "deprecated", text::phrase(self.dice));
            }
            if self.dice.rarely(1_000) {
                // Generated values never end with this sign.
                put(&mut value, "also", list([format!("{wire}+")]));
            }
            names::rename(&mut names, &wire, "value", "Meaning", "", &mut value);
            let short = value.len() == 1 && self.dice.often(700);
            let doc = value["doc"].clone();
            put(&mut values, &wire, if short { doc } else { value.into() });
        }
        map([("type", "enum".into()), ("values", values.into())])
    }

    /// An enum of numbers, each of which has an explicit name.
    fn numbers(&mut self) -> Mapping {
        let mut names = Names::new(&["Other"]);
        let mut values = Mapping::new();
        for _ in 0..self.dice.between(1..=4) {
            let number = self.dice.pick(&["0", "1", "2", "99", "-1", "2147483647"]);
            let value = map([("doc", text::phrase(self.dice).into()), ("rename", names.invent("Meaning", "").into())]);
            put(&mut values, number, value);
        }
        let of = self.dice.pick(&["int32", "int64"]);
        map([("type", "enum".into()), ("of", of.into()), ("values", values.into())])
    }

    fn object(&mut self, hint: &str, depth: usize, side: Side) -> Mapping {
        let mut name = Mapping::new();
        let owner = self.name_type(hint, &mut name);
        let mut field = self.fields_of(&owner, depth, side);
        field.extend(name);
        field
    }

    fn fields_of(&mut self, owner: &str, depth: usize, side: Side) -> Mapping {
        let usual = [(10, 1), (20, 2), (20, 3), (20, 5), (15, 8), (10, 12), (5, 20)];
        let count = if self.dice.rarely(150) { 71 } else { self.dice.weigh(&usual) };
        let mut fields = self.fields(&mut Names::new(&["chain"]), owner, count, depth + 1, side);
        if self.dice.rarely(150) && depth + 1 < GREATEST_DEPTH {
            let below = self.object(&format!("{owner}chain"), depth + 1, side);
            put(&mut fields, "chain", below);
        }
        map([("type", "object".into()), ("fields", fields.into())])
    }

    fn items(&mut self, word: &str, hint: &str, depth: usize, side: Side) -> Mapping {
        let kind = match self.dice.weigh(&[(60, 0), (34, 1), (3, 2), (3, 3)]) {
            0 if depth < GREATEST_DEPTH => Kind::Object,
            2 if depth < GREATEST_DEPTH => Kind::Array,
            3 if depth < GREATEST_DEPTH => Kind::Map,
            _ => self.dice.weigh(SCALARS),
        };
        let items = self.declaration(kind, hint, depth + 1, side);
        map([("type", word.into()), ("items", items.into())])
    }

    /// Names the type, unless its default name is free. Returns the name.
    fn name_type(&mut self, hint: &str, field: &mut Mapping) -> String {
        if !self.dice.often(300) && self.types.claim(hint, "") {
            return hint.to_owned();
        }
        let name = names::ty(self.dice);
        let name = if self.types.claim(&name, "") { name } else { self.types.invent("Object", "") };
        put(field, "name", name.as_str());
        self.named.push(name.clone());
        name
    }

    /// Documented constraints, which are not enforced.
    fn notes(&mut self, kind: Kind, field: &mut Mapping) {
        if !self.dice.often(80) {
            return;
        }
        match kind {
            Kind::Scalar("int32" | "int64" | "float64") => {
                put(field, "min", 0);
                put(field, "max", self.dice.between(1..=1000));
                put(field, "unit", text::word(self.dice));
                put(field, "default", 1);
            }
            Kind::Scalar("string") | Kind::Identifier => {
                put(field, "max_length", self.dice.between(1..=4000));
                put(field, "format", text::phrase(self.dice));
                put(field, "default", text::phrase(self.dice));
            }
            Kind::Array => {
                put(field, "max_items", self.dice.between(1..=100));
                put(field, "required_when", text::phrase(self.dice));
            }
            _ => put(field, "required_when", text::phrase(self.dice)),
        }
    }
}

//! Members: what they hold, and all that is said of them.

use crate::dice::Dice;
use crate::names::{self, Names};
use crate::text;
use crate::yaml::{map, put};
use serde_yaml::{Mapping, Value};

/// What the types of an operation can name.
pub(crate) struct Surroundings<'a> {
    pub(crate) identifiers: &'a [String],
}

/// Where a member goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Response,
}

/// Makes the members of one operation.
pub(crate) struct Fields<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) around: &'a Surroundings<'a>,
    /// The types of the operation's module.
    pub(crate) types: Names,
}

/// What a member holds.
#[derive(Clone, Copy)]
enum Kind {
    Scalar(&'static str),
    Identifier,
    Enum,
    Object,
    Array,
    Map,
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

/// What stands in the members of a body or an answer, by how deep that is.
const COMPOSITES: [&[(u32, Kind)]; 2] = [
    &[(70, Kind::Object), (100, Kind::Array), (6, Kind::Map), (8, Kind::Scalar("any"))],
    &[(22, Kind::Object), (45, Kind::Array), (5, Kind::Map), (8, Kind::Scalar("any"))],
];

/// How deep a page nests what is nested at all; a chain adds to it.
const USUAL_DEPTH: usize = 3;
const GREATEST_DEPTH: usize = 9;

impl<'a> Fields<'a> {
    pub(crate) fn new(dice: &'a mut Dice, around: &'a Surroundings<'a>) -> Self {
        let mut types = Names::new(&["Request", "Response", "Error", "Client", "Value", "Secret", "DateTime"]);
        for identifier in around.identifiers {
            types.claim(identifier, "");
        }
        Self { dice, around, types }
    }

    /// So many members of a body, an answer or an object.
    pub(crate) fn members(&mut self, names: &mut Names, owner: &str, count: usize, depth: usize, side: Side) -> Mapping {
        let mut members = Mapping::new();
        for _ in 0..count {
            let wire = names::wire(self.dice);
            if members.contains_key(Value::from(wire.as_str())) {
                continue;
            }
            let kind = self.kind(depth);
            let hint = format!("{owner}{wire}");
            let mut member = self.field(kind, &hint, depth, side);
            if self.dice.often(if side == Side::Request { 400 } else { 30 }) {
                put(&mut member, "required", true);
            }
            names::rename(names, &wire, "n", "member", "_", &mut member);
            put(&mut members, &wire, member);
        }
        members
    }

    /// A parameter outside of the body.
    pub(crate) fn parameter(&mut self) -> Mapping {
        let kind = self.dice.weigh(SCALARS);
        let hint = format!("Request{}", self.types.invent("Parameter", ""));
        self.field(kind, &hint, 0, Side::Request)
    }

    fn kind(&mut self, depth: usize) -> Kind {
        let deepest = if self.dice.rarely(300) { GREATEST_DEPTH } else { USUAL_DEPTH };
        let composite = [170, 60].get(depth).copied().unwrap_or(30);
        if depth < deepest && self.dice.often(composite) {
            self.dice.weigh(COMPOSITES[depth.min(1)])
        } else {
            self.dice.weigh(SCALARS)
        }
    }

    fn field(&mut self, kind: Kind, hint: &str, depth: usize, side: Side) -> Mapping {
        let mut field = match kind {
            Kind::Scalar(word) => map([("type", word.into())]),
            Kind::Identifier => map([("type", self.dice.pick(self.around.identifiers).into())]),
            Kind::Enum => self.open_enum(hint),
            Kind::Object => self.object(hint, depth, side),
            Kind::Array => self.items("array", hint, depth, side),
            Kind::Map => self.items("map", hint, depth, side),
        };
        if self.dice.often(970) {
            put(&mut field, "doc", text::sentence(self.dice));
        }
        self.notes(kind, &mut field);
        field
    }

    fn open_enum(&mut self, hint: &str) -> Mapping {
        let mut field = map([("type", "enum".into())]);
        self.name_type(hint, &mut field);
        let mut names = Names::new(&["Other"]);
        let mut values = Mapping::new();
        for _ in 0..self.dice.between(1..=6) {
            let wire = match self.dice.between(0..=5) {
                0 => self.dice.between(0..=99).to_string(),
                1 => text::word(self.dice).replace(['\n', '\t'], ""),
                2 => names::wire(self.dice),
                _ => names::wire(self.dice).to_ascii_uppercase(),
            };
            let mut value = map([("doc", text::phrase(self.dice).into())]);
            names::rename(&mut names, &wire, "value", "Meaning", "", &mut value);
            let short = value.len() == 1 && self.dice.often(700);
            let doc = value["doc"].clone();
            put(&mut values, &wire, if short { doc } else { value.into() });
        }
        put(&mut field, "values", values);
        field
    }

    fn object(&mut self, hint: &str, depth: usize, side: Side) -> Mapping {
        let mut field = map([("type", "object".into())]);
        let owner = self.name_type(hint, &mut field);
        let count = match self.dice.rarely(150) {
            true => 71,
            false => self.dice.weigh(&[(10, 1), (20, 2), (20, 3), (20, 5), (15, 8), (10, 12), (5, 20)]),
        };
        let mut names = Names::new(&[]);
        let mut members = self.members(&mut names, &owner, count, depth + 1, side);
        if self.dice.rarely(150) && depth + 1 < GREATEST_DEPTH {
            let below = self.object(&format!("{owner}chain"), depth + 1, side);
            put(&mut members, "chain", below);
        }
        put(&mut field, "fields", members);
        field
    }

    fn items(&mut self, word: &str, hint: &str, depth: usize, side: Side) -> Mapping {
        let kind = match self.dice.weigh(&[(60, 0), (34, 1), (3, 2), (3, 3)]) {
            0 if depth < GREATEST_DEPTH => Kind::Object,
            2 if depth < GREATEST_DEPTH => Kind::Array,
            3 if depth < GREATEST_DEPTH => Kind::Map,
            _ => self.dice.weigh(SCALARS),
        };
        let items = self.field(kind, hint, depth + 1, side);
        map([("type", word.into()), ("items", items.into())])
    }

    /// Names the type, unless the name that it gets by itself is free. Returns the name.
    fn name_type(&mut self, hint: &str, field: &mut Mapping) -> String {
        if !self.dice.often(300) && self.types.claim(hint, "") {
            return hint.to_owned();
        }
        let name = names::ty(self.dice);
        let name = if self.types.claim(&name, "") { name } else { self.types.invent("Shape", "") };
        put(field, "name", name.as_str());
        name
    }

    /// What the documentation says and nobody enforces.
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
            _ => put(field, "required_when", text::phrase(self.dice)),
        }
    }
}

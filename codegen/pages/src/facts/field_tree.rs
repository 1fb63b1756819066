//! Fields of one part of an operation, as the rows that a page has for them.

use crate::page::{Part, RequiredFlag, TypeMeaning};
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::{ContentDecl, EnumValueDecl, FieldDecl, PlacedEntry, PlacedMap, digest_letters};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// Maximum number of expansions of a recursive type, as on pages.
const MAX_REPEATS: usize = 2;

/// Maximum number of rows per part. Types that contain each other would expand exponentially.
const MAX_ROWS: usize = 10_000;

/// Maximum length of a path in bytes, without its digest. YAML keys are limited to 1,024 characters.
const MAX_PATH: usize = 600;

/// Maximum depth of element types. Checked specs nest less deep.
const MAX_DEPTH: usize = 40;

/// Rows of one part, parents first.
#[derive(Debug)]
pub(crate) struct FieldTree {
    pub(crate) part: Part,
    pub(crate) nodes: Vec<FieldNode>,
    /// Place of new rows.
    pub(crate) place: NodePath,
    /// Row of the field that holds the whole response, which a spec does not declare.
    payload: Option<usize>,
}

/// A row.
#[derive(Debug)]
pub(crate) struct FieldNode {
    /// Wire name; empty for list items, map values, and a whole body or response.
    pub(crate) name: String,
    /// Name of the fact, such as `body detail.items[].id`.
    pub(crate) key: String,
    pub(crate) kind: TypeMeaning,
    /// Type, as written.
    pub(crate) word: String,
    /// Required flag; `None` if it is not stated.
    pub(crate) required: Option<RequiredFlag>,
    /// Values of an enum.
    pub(crate) values: Option<Vec<EnumValueFact>>,
    pub(crate) parent: Option<usize>,
    /// Set if every page that agrees has a row for it.
    pub(crate) expected: bool,
    /// Set for a field beside the payload, which is the same in all responses of a dialect.
    pub(crate) is_envelope: bool,
    /// Place of the key.
    pub(crate) place: NodePath,
    /// Place of the declaration.
    pub(crate) field: NodePath,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct EnumValueFact {
    /// All spellings; requests have the first.
    pub(crate) spellings: Vec<String>,
    /// Place of the first spelling.
    pub(crate) place: NodePath,
}

impl FieldNode {
    /// Creates an outermost row of which only the name and the type are known.
    pub(crate) fn plain(part: Part, name: &str, kind: TypeMeaning, word: &str, place: &NodePath) -> Self {
        Self {
            name: name.to_owned(),
            key: key(part, name),
            kind,
            word: word.to_owned(),
            required: None,
            values: None,
            parent: None,
            expected: false,
            is_envelope: false,
            place: place.clone(),
            field: place.clone(),
        }
    }

    /// Returns the path without the part.
    pub(crate) fn path(&self) -> &str {
        self.key.split_once(' ').map_or("", |(_, path)| path)
    }

    /// Returns `true` for items, values and whole values.
    pub(crate) fn is_nameless(&self) -> bool {
        self.name.is_empty()
    }

    /// Returns the enum value that a text is a spelling of.
    pub(crate) fn value(&self, text: &str) -> Option<&EnumValueFact> {
        let mut values = self.values.iter().flatten();
        values.find(|value| value.spellings.iter().any(|spelling| spelling == text))
    }

    /// Returns the place of a cell, such as `type`.
    pub(crate) fn cell(&self, key: &str) -> NodePath {
        self.field.key(key)
    }
}

impl FieldTree {
    pub(crate) fn new(part: Part, place: NodePath) -> Self {
        Self { part, nodes: Vec::new(), place, payload: None }
    }

    /// Returns the element of a list or map, or the row of a whole body or response.
    pub(crate) fn item(&self, holder: Option<usize>) -> Option<usize> {
        self.nodes.iter().position(|node| node.parent == holder && node.is_nameless())
    }

    /// Returns `true` if a row or its element type is an enum with this spelling.
    pub(crate) fn reads(&self, row: usize, text: &str) -> bool {
        // An element directly follows its list or map.
        let item = |above: &usize| {
            let is_item = |node: &&FieldNode| node.is_nameless() && node.parent == Some(*above);
            self.nodes.get(above + 1).filter(is_item).map(|_| above + 1)
        };
        std::iter::successors(Some(row), item).any(|row| self.nodes[row].value(text).is_some())
    }

    /// Returns the direct children of a row or of the top level, skipping unnamed elements.
    pub(crate) fn below(&self, parent: Option<usize>) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(move |index| {
            let mut above = self.path_from(self.nodes[*index].parent).map(Some).chain([None]);
            let is_nameless = |above: Option<usize>| above.is_some_and(|above| self.nodes[above].is_nameless());
            above.find(|above| *above == parent || !is_nameless(*above)) == Some(parent)
        })
    }

    /// Returns a row and its ancestors, from the innermost.
    pub(crate) fn path_from(&self, row: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(row, |row| self.nodes[*row].parent)
    }

    /// Returns the place of new rows below a row.
    pub(crate) fn place_below(&self, parent: Option<usize>) -> NodePath {
        let Some(parent) = parent.filter(|parent| self.payload != Some(*parent)) else { return self.place.clone() };
        let node = &self.nodes[parent];
        match node.kind {
            TypeMeaning::Object => node.cell("fields"),
            _ => match self.item(Some(parent)).map(|item| &self.nodes[item]) {
                None => node.field.clone(),
                Some(item) if item.kind == TypeMeaning::Object => item.cell("fields"),
                Some(item) => item.field.clone(),
            },
        }
    }
}

/// Named types.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeclaredTypes<'a>(HashMap<&'a str, &'a FieldDecl>);

impl<'a> DeclaredTypes<'a> {
    /// Collects the types of `types.yaml`.
    pub(crate) fn shared(types: &'a PlacedMap<FieldDecl>) -> Self {
        let mut named_types = Self::default();
        for entry in types {
            named_types.0.insert(entry.key.as_str(), &entry.value);
            named_types.inside(&entry.value);
        }
        named_types
    }

    pub(crate) fn add(&mut self, fields: &'a PlacedMap<FieldDecl>) {
        fields.iter().for_each(|entry| self.field(&entry.value));
    }

    pub(crate) fn content(&mut self, content: &'a ContentDecl) {
        match content {
            ContentDecl::Fields(fields) => self.add(fields),
            ContentDecl::Whole(field) => self.field(field),
        }
    }

    fn field(&mut self, field: &'a FieldDecl) {
        if let Some(name) = &field.name {
            self.0.insert(name.as_str(), field);
        }
        self.inside(field);
    }

    fn inside(&mut self, field: &'a FieldDecl) {
        field.fields.iter().for_each(|fields| self.add(fields));
        field.items.iter().for_each(|items| self.field(items));
    }
}

/// Builds the rows of a part.
pub(crate) struct FieldTreeBuilder<'a> {
    pub(crate) tree: FieldTree,
    named_types: &'a DeclaredTypes<'a>,
    /// Named types around the current row.
    within: Vec<String>,
    /// True for the fields of a JSON object, false for those of a form.
    is_json: bool,
    /// True within JSON text in a string, whose content pages may leave out.
    is_within_text: bool,
}

/// Parent of a row.
#[derive(Clone, Copy)]
struct ParentRow<'a> {
    parent: Option<usize>,
    path: &'a str,
}

impl<'a> FieldTreeBuilder<'a> {
    pub(crate) fn new(part: Part, place: NodePath, named_types: &'a DeclaredTypes<'a>) -> Self {
        Self {
            tree: FieldTree::new(part, place),
            named_types,
            within: Vec::new(),
            is_json: false,
            is_within_text: false,
        }
    }

    /// Adds the rows of parameters.
    pub(crate) fn parameters(&mut self, fields: &'a PlacedMap<FieldDecl>) {
        self.fields(fields, ParentRow { parent: None, path: "" });
    }

    /// Adds the rows of a body or response. If `payload` names a field of the body, they are in it.
    pub(crate) fn content(&mut self, payload: Option<&str>, content: &'a ContentDecl, is_json: bool) {
        self.is_json = is_json;
        let top = ParentRow { parent: None, path: "" };
        match (content, payload) {
            (ContentDecl::Whole(field), _) => self.row(payload.unwrap_or_default(), field, &field.place, top),
            (ContentDecl::Fields(fields), None) => self.fields(fields, top),
            (ContentDecl::Fields(fields), Some(name)) => {
                let node = FieldNode::plain(self.tree.part, name, TypeMeaning::Object, "object", &self.tree.place);
                self.tree.nodes.push(FieldNode { expected: true, ..node });
                self.tree.payload = Some(0);
                self.fields(fields, ParentRow { parent: Some(0), path: name });
            }
        }
    }

    /// Adds rows for fields beside the payload.
    pub(crate) fn envelope(&mut self, names: &[String]) {
        for name in names {
            let node = FieldNode::plain(self.tree.part, name, TypeMeaning::Any, "object", &self.tree.place);
            self.tree.nodes.push(FieldNode { is_envelope: true, ..node });
        }
    }

    fn fields(&mut self, fields: &'a PlacedMap<FieldDecl>, above: ParentRow<'_>) {
        for entry in fields {
            self.row(entry.key.as_str(), &entry.value, &entry.key.place, above);
        }
    }

    fn row(&mut self, name: &str, field: &'a FieldDecl, place: &NodePath, above: ParentRow<'_>) {
        if self.tree.nodes.len() >= MAX_ROWS {
            return;
        }
        let path = field_path(above.path, name, above.parent.is_some());
        let named_type = self.named_types.0.get(field.ty.as_str()).copied();
        let repeats = self.within.iter().filter(|name| *name == field.ty.as_str()).count();
        let own = named_type.unwrap_or(field);
        let index = self.tree.nodes.len();
        let is_json_text = field.style.is_some() && (self.is_json || above.parent.is_some());
        self.tree.nodes.push(FieldNode {
            name: name.to_owned(),
            key: key(self.tree.part, &path),
            kind: if is_json_text { TypeMeaning::String } else { self.kind(field, 0) },
            word: if is_json_text { "string".to_owned() } else { word(field, 0) },
            required: self.required(name, field, above),
            values: own.values.as_ref().map(|values| values.iter().map(enum_value).collect()),
            parent: above.parent,
            expected: (!name.is_empty() || above.parent.is_none()) && !self.is_repeated() && !self.is_within_text,
            is_envelope: false,
            place: place.clone(),
            field: field.place.clone(),
        });
        if repeats > MAX_REPEATS {
            return;
        }
        let named =
            named_type.map(|_| field.ty.value.clone()).or_else(|| field.name.as_ref().map(|name| name.value.clone()));
        let depth = self.within.len();
        self.within.extend(named);
        let above = ParentRow { parent: Some(index), path: &path };
        let is_within_text = self.is_within_text;
        self.is_within_text |= is_json_text;
        own.fields.iter().for_each(|fields| self.fields(fields, above));
        if let Some(items) = &own.items {
            self.row("", items, &items.place, above);
        }
        self.is_within_text = is_within_text;
        self.within.truncate(depth);
    }

    /// Returns `true` within a recursive type, which pages expand to any depth.
    fn is_repeated(&self) -> bool {
        self.within.iter().enumerate().any(|(index, name)| self.within[..index].contains(name))
    }

    fn required(&self, name: &str, field: &FieldDecl, above: ParentRow<'_>) -> Option<RequiredFlag> {
        match self.tree.part {
            Part::Response => None,
            Part::Path => Some(RequiredFlag::Yes),
            _ if name.is_empty() && above.parent.is_some() => None,
            _ if field.required == Some(true) => Some(RequiredFlag::Yes),
            _ => Some(RequiredFlag::No),
        }
    }

    fn kind(&self, field: &FieldDecl, depth: usize) -> TypeMeaning {
        let field = self.named_types.0.get(field.ty.as_str()).copied().unwrap_or(field);
        let items = |builder: &Self| match &field.items {
            Some(items) if depth < MAX_DEPTH => Some(Box::new(builder.kind(items, depth + 1))),
            _ => Some(Box::new(TypeMeaning::Any)),
        };
        match field.ty.as_str() {
            "array" => TypeMeaning::Array(items(self)),
            "map" => TypeMeaning::Map(items(self)),
            "enum" => TypeMeaning::of_spec_word(field.of.as_ref().map_or("enum", |of| of.as_str())),
            word => TypeMeaning::of_spec_word(word),
        }
    }
}

fn enum_value(declared: &PlacedEntry<EnumValueDecl>) -> EnumValueFact {
    let spellings = declared.spellings().map(|spelling| spelling.value.clone()).collect();
    EnumValueFact { spellings, place: declared.key.place.clone() }
}

/// Returns the type as written in the spec.
fn word(field: &FieldDecl, depth: usize) -> String {
    match &field.items {
        Some(items) if depth < MAX_DEPTH => format!("{} of {}", field.ty.value, word(items, depth + 1)),
        _ => field.ty.value.clone(),
    }
}

/// Returns the path of a row, given that of its parent.
pub(crate) fn field_path(above: &str, name: &str, inside: bool) -> String {
    let path = match (name, above) {
        ("", _) if inside => format!("{above}[]"),
        (name, "") => name.to_owned(),
        (name, above) => format!("{above}.{name}"),
    };
    shortened(path)
}

/// Returns the path of a page's row below one with this path and type.
pub(crate) fn path_below(above: &str, meaning: Option<&TypeMeaning>, name: &str) -> String {
    let lists = !name.is_empty() && matches!(meaning, Some(TypeMeaning::Array(_) | TypeMeaning::Map(_)));
    field_path(&if lists { format!("{above}[]") } else { above.to_owned() }, name, true)
}

/// Truncates a long path and appends a digest, which keeps it unique. Every row repeats the names of its ancestors.
fn shortened(path: String) -> String {
    if path.len() <= MAX_PATH {
        return path;
    }
    let end = (0..=MAX_PATH).rev().find(|end| path.is_char_boundary(*end)).unwrap_or(0);
    format!("{}…{}", &path[..end], digest_letters(&Sha256::digest(path.as_bytes())))
}

/// Returns the name of a row's fact.
pub(crate) fn key(part: Part, path: &str) -> String {
    if path.is_empty() { part.word().to_owned() } else { format!("{} {path}", part.word()) }
}

//! Names of the object types and enums that the spec does not name.
//!
//! A type is named after its root, which is `Request`, `Response` or the closest type around it that has a name, and
//! after the field that has it. If another type could have the same name, it is named after all fields from the root.
//! The order of fields does not matter.

use super::names::{self, NameKind};
use super::singular::singular;
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::{BuiltInType, ContentDecl, FieldDecl, OperationDecl, PlacedMap};
use std::collections::HashMap;

/// The types of a file that the spec does not name.
#[derive(Default)]
pub(crate) struct UnnamedTypes(Vec<UnnamedType>);

/// A type without a name.
struct UnnamedType {
    place: NodePath,
    /// Its possible names, the shortest first and no two alike.
    candidates: Vec<String>,
}

/// The names of those types.
pub(crate) struct TypeNames(HashMap<NodePath, String>);

/// The fields from a root to a type.
struct TypePath {
    root: String,
    /// The fields, in the singular where a field has a list or a map.
    singular: String,
    /// The fields as they are called.
    plain: String,
}

impl TypePath {
    fn of_root(root: &str) -> Self {
        Self { root: root.to_owned(), singular: String::new(), plain: String::new() }
    }

    /// The path to the type of a field, and the possible names of that type.
    fn field(&self, field: &str, is_item: bool) -> Option<(Self, Vec<String>)> {
        let word = |text: &str| names::derive(NameKind::Type, text).map(|name| name.bare().to_owned());
        let plain = word(field)?;
        let one = if is_item { word(&singular(field))? } else { plain.clone() };
        let below = Self {
            root: self.root.clone(),
            singular: format!("{}{one}", self.singular),
            plain: format!("{}{plain}", self.plain),
        };
        let mut candidates = [&one, &below.singular, &below.plain].map(|name| format!("{}{name}", self.root)).to_vec();
        candidates.dedup();
        Some((below, candidates))
    }
}

impl UnnamedTypes {
    pub(crate) fn of_operation(file: &OperationDecl) -> Self {
        let mut types = Self::default();
        let request = &file.request;
        let root = TypePath::of_root("Request");
        for fields in [&request.path_parameters, &request.query, &request.headers].into_iter().flatten() {
            types.add_fields(&root, fields);
        }
        types.add_content(&root, request.body.as_ref(), |_| "body");
        // `Response` itself is an alias of a whole response.
        types.add_content(&TypePath::of_root("Response"), file.response.as_ref(), |decl| {
            if decl.item().is_some() { "item" } else { "value" }
        });
        types
    }

    pub(crate) fn of_shared(shared: &PlacedMap<FieldDecl>) -> Self {
        let mut types = Self::default();
        for entry in shared {
            if let Some(fields) = &entry.value.fields {
                types.add_fields(&TypePath::of_root(entry.key.as_str()), fields);
            }
        }
        types
    }

    /// Decides the names. The last candidate of a type is taken even if it is not unique, which is then reported.
    pub(crate) fn decide(self, is_taken: impl Fn(&str) -> bool) -> TypeNames {
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for name in self.0.iter().flat_map(|ty| &ty.candidates) {
            *uses.entry(name).or_default() += 1;
        }
        let is_free = |name: &&String| uses.get(name.as_str()) == Some(&1) && !is_taken(name);
        let name = |ty: &UnnamedType| ty.candidates.iter().find(is_free).or(ty.candidates.last()).cloned();
        TypeNames(self.0.iter().filter_map(|ty| Some((ty.place.clone(), name(ty)?))).collect())
    }

    fn add_content(&mut self, root: &TypePath, content: Option<&ContentDecl>, field: impl Fn(&FieldDecl) -> &str) {
        match content {
            None => {}
            Some(ContentDecl::Fields(fields)) => self.add_fields(root, fields),
            Some(ContentDecl::Whole(decl)) => self.add(root, field(decl), decl),
        }
    }

    fn add_fields(&mut self, owner: &TypePath, fields: &PlacedMap<FieldDecl>) {
        for entry in fields {
            let decl = &entry.value;
            // A field without a Rust name is an error, and its type gets no name.
            if let Some(name) = names::derive(NameKind::Field, decl.rename.as_ref().unwrap_or(&entry.key).as_str()) {
                self.add(owner, name.bare(), decl);
            }
        }
    }

    fn add(&mut self, owner: &TypePath, field: &str, decl: &FieldDecl) {
        let innermost = innermost(decl);
        if !matches!(innermost.built_in(), Some(BuiltInType::Object | BuiltInType::Enum)) {
            return;
        }
        let path = if let Some(name) = &innermost.name {
            TypePath::of_root(name.as_str())
        } else {
            let Some((path, candidates)) = owner.field(field, decl.item().is_some()) else { return };
            self.0.push(UnnamedType { place: innermost.place.clone(), candidates });
            path
        };
        if let Some(fields) = &innermost.fields {
            self.add_fields(&path, fields);
        }
    }
}

impl TypeNames {
    /// The name of the type of a field, or of its items; empty if there is none to name.
    pub(crate) fn of<'a>(&'a self, decl: &'a FieldDecl) -> &'a str {
        let decl = innermost(decl);
        match &decl.name {
            Some(name) => name.as_str(),
            None => self.0.get(&decl.place).map_or("", String::as_str),
        }
    }
}

/// The declaration itself, or that of the items at the bottom of lists and maps.
fn innermost(mut decl: &FieldDecl) -> &FieldDecl {
    while let Some(item) = decl.item() {
        decl = item;
    }
    decl
}

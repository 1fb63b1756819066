//! Facts of a page, which another page is compared with.

use super::read_errors::{ReadErrorRow, read_errors};
use super::resolved_rows::{ResolvedRow, resolved_rows};
use crate::facts::{
    DialectFacts, EnumValueFact, ErrorFact, FieldNode, FieldTree, OperationFacts, PermissionFact, field_path, numbered,
};
use crate::page::{Page, PageText, Part, TypeMeaning};
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::{MessageDecl, PlacedText};
use std::collections::{HashMap, HashSet};

/// Returns the facts of a page. Ambiguous rows take the reading that fits `other`, if it is given.
pub(super) fn page_facts(page: &Page, other: Option<&OperationFacts>) -> OperationFacts {
    let place = NodePath::file(page.file.as_str());
    let placed = |text: &str| PlacedText { value: text.to_owned(), place: place.clone() };
    let stated = |fact: &Option<PageText>| fact.as_ref().map(|fact| placed(&fact.text));
    let basics = &page.basics;
    let permissions = basics.permissions.iter().flatten().map(|listed| PermissionFact {
        code: listed.code.clone(),
        name: listed.name.clone(),
        place: place.clone(),
    });
    OperationFacts {
        method: stated(&basics.method),
        path: stated(&basics.path),
        dialect: DialectFacts { hosts: stated(&basics.host).into_iter().collect(), ..DialectFacts::default() },
        apps: basics.apps.iter().flatten().map(|app| placed(&app.word)).collect(),
        permissions: permissions.collect(),
        trees: Part::ALL.map(|part| tree(page, part, other, &place)).into(),
        errors: errors(page, other, &placed),
        language: page.language.tag().to_owned(),
        place,
    }
}

/// Lists and maps get a node for their items, as in a spec, unless the page has a row for them.
fn tree(page: &Page, part: Part, other: Option<&OperationFacts>, place: &NodePath) -> FieldTree {
    let mut tree = FieldTree::new(part, place.clone());
    let empty = FieldTree::new(part, place.clone());
    let known = other.and_then(|other| other.tree(part)).unwrap_or(&empty);
    let rows = resolved_rows(page, part, known);
    let with_items: HashSet<usize> =
        rows.iter().filter(|row| row.is_nameless()).filter_map(|row| row.row.parent).collect();
    let with_rows: HashSet<usize> = rows.iter().filter_map(|row| row.row.parent).collect();
    let mut holders: Vec<usize> = Vec::new();
    // The row of a whole body or response holds those behind it.
    let mut top = None;
    for (index, row) in rows.iter().enumerate() {
        let parent = row.row.parent.map_or(top, |parent| holders.get(parent).copied());
        let is_described = with_rows.contains(&index) || row.is_whole() && rows.len() > 1;
        let kind = row.meaning().map_or(TypeMeaning::Unknown, |meaning| kind(meaning, is_described));
        tree.nodes.push(node(&tree, row, kind, parent));
        if !with_items.contains(&index) {
            add_items(&mut tree);
        }
        holders.push(tree.nodes.len() - 1);
        if row.is_whole() && row.meaning().is_some_and(TypeMeaning::holds) {
            top = holders.last().copied();
        }
    }
    tree
}

/// Adds the items of the last node, if it is a list or map.
fn add_items(tree: &mut FieldTree) {
    while let Some(TypeMeaning::Array(inner) | TypeMeaning::Map(inner)) = tree.nodes.last().map(|node| &node.kind) {
        let kind = inner.as_deref().cloned().unwrap_or(TypeMeaning::Any);
        let parent = tree.nodes.len() - 1;
        let path = field_path(tree.nodes[parent].path(), "", true);
        tree.nodes.push(nameless(tree, &path, kind, Some(parent)));
    }
}

/// Returns a node that the page has no row for.
fn nameless(tree: &FieldTree, path: &str, kind: TypeMeaning, parent: Option<usize>) -> FieldNode {
    let node = FieldNode::plain(tree.part, path, kind, "", &tree.place);
    FieldNode { name: String::new(), parent, ..node }
}

/// Returns what a spec has for a type: for that of a name, an object if rows describe it.
fn kind(meaning: &TypeMeaning, is_described: bool) -> TypeMeaning {
    let inner = |inner: &Option<Box<TypeMeaning>>| inner.as_deref().map(|inner| Box::new(kind(inner, is_described)));
    match meaning {
        TypeMeaning::Array(None) if is_described => TypeMeaning::Array(Some(Box::new(TypeMeaning::Object))),
        TypeMeaning::Array(items) => TypeMeaning::Array(inner(items)),
        TypeMeaning::Map(values) => TypeMeaning::Map(inner(values)),
        TypeMeaning::Named(_) if is_described => TypeMeaning::Object,
        TypeMeaning::Named(_) => TypeMeaning::Any,
        other => other.clone(),
    }
}

/// Returns the fact of a row.
fn node(tree: &FieldTree, row: &ResolvedRow<'_>, kind: TypeMeaning, parent: Option<usize>) -> FieldNode {
    let holder = parent.map_or("", |parent| tree.nodes[parent].path());
    let path = match row.name() {
        None => row.shown_text(),
        Some(name) => field_path(holder, name, parent.is_some()),
    };
    let values = row.cells.map_or(&[][..], |cells| &cells.values);
    let value = |value: &str| EnumValueFact { spellings: vec![value.to_owned()], place: tree.place.clone() };
    FieldNode {
        name: row.name().unwrap_or(&path).to_owned(),
        word: row.cells.map(|cells| cells.ty.text.clone()).unwrap_or_default(),
        required: row.cells.and_then(|cells| cells.required.clone()),
        values: Some(values.iter().map(|listed| value(&listed.value)).collect()),
        expected: row.cells.is_some(),
        ..nameless(tree, &path, kind, parent)
    }
}

fn errors(page: &Page, other: Option<&OperationFacts>, placed: &impl Fn(&str) -> PlacedText) -> Vec<ErrorFact> {
    let language = page.language.tag();
    let (known, written) = other.map_or((&[][..], language), |other| (&other.errors, &other.language));
    let mut seen = HashMap::new();
    let fact = |row: ReadErrorRow<'_>| ErrorFact {
        key: numbered(row.key(), &mut seen),
        message: row.message.as_deref().map(|message| MessageDecl::One(placed(message))),
        on: None,
        place: placed("").place,
        statuses: row.statuses,
        code: row.code,
    };
    read_errors(page.error_rows(), known, language, written).into_iter().map(fact).collect()
}

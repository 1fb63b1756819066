//! An operation of a spec: its file, and the facts in it that pages state.

use super::dialect_facts::DialectFacts;
use super::error_facts;
use super::field_tree::{DeclaredTypes, FieldNode, FieldTree, FieldTreeBuilder};
use super::operation_facts::{OperationFacts, PermissionFact};
use crate::page::{Part, RequiredFlag, TOKEN_PARAMETER, TypeMeaning};
use dingtalk_spec::address::is_same_page;
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::title::is_same_title;
use dingtalk_spec::{FieldDecl, OperationDecl, OperationEntry, PageDecl, PermissionDecl, PlacedMap};

/// Headers of every request, which operations do not declare.
const COMMON: [&str; 2] = ["Content-Type", "Host"];

/// An operation of a spec.
#[derive(Debug)]
pub(crate) struct SpecOperation {
    /// The file as declared.
    pub(crate) file: OperationDecl,
    /// File name, for display.
    pub(crate) file_name: String,
    pub(crate) facts: OperationFacts,
}

impl SpecOperation {
    pub(super) fn new(entry: &OperationEntry, shared: &DeclaredTypes<'_>, dialect: &DialectFacts) -> Self {
        let file = entry.file.clone();
        let mut trees = trees(&file, shared, dialect);
        add_common_parameters(&file, &mut trees, dialect);
        let file_name = file.place.file_name().to_owned();
        let access = file.access.as_ref();
        let permissions = access.and_then(|access| access.permissions.as_deref()).unwrap_or_default();
        let facts = OperationFacts {
            method: Some(file.request.method.clone()),
            path: Some(file.request.path.clone()),
            dialect: dialect.clone(),
            apps: access.and_then(|access| access.apps.clone()).unwrap_or_default(),
            permissions: permissions.iter().map(permission).collect(),
            trees,
            errors: error_facts::rows(&file),
            language: language(file.pages.as_deref().unwrap_or_default()).to_owned(),
            place: file.place.clone(),
        };
        Self { file, file_name, facts }
    }

    /// Returns the entries under `pages`.
    pub(crate) fn pages(&self) -> &[PageDecl] {
        self.file.pages.as_deref().unwrap_or_default()
    }

    /// Returns the index of the entry under `pages` in this language that has the same URL, else the same title, else is
    /// the only one.
    pub(crate) fn page(&self, language: &str, url: Option<&str>, title: Option<&str>) -> Option<usize> {
        let pages = self.pages().iter().enumerate();
        let own: Vec<_> = pages.filter(|(_, page)| page.language.value == language).collect();
        let by_url = own
            .iter()
            .find(|(_, page)| page.url.as_ref().zip(url).is_some_and(|(own, url)| is_same_page(&own.value, url)));
        let by_title =
            || own.iter().find(|(_, page)| title.is_some_and(|title| is_same_title(&page.title.value, title)));
        let only = || if let [only] = own.as_slice() { Some(only) } else { None };
        by_url.or_else(by_title).or_else(only).map(|(index, _)| *index)
    }
}

fn permission(declared: &PermissionDecl) -> PermissionFact {
    PermissionFact {
        code: Some(declared.code.value.clone()),
        name: declared.name.as_ref().map(|name| name.value.clone()),
        place: declared.place.clone(),
    }
}

/// Returns the language of messages without a language.
fn language(pages: &[PageDecl]) -> &str {
    match pages {
        [first, rest @ ..] if rest.iter().all(|page| page.language.value == first.language.value) => {
            first.language.as_str()
        }
        _ => "en",
    }
}

/// Adds the parameters of the token, if the operation takes one, and common headers. Pages may list them.
fn add_common_parameters(file: &OperationDecl, trees: &mut [FieldTree], dialect: &DialectFacts) {
    let required = || Some(RequiredFlag::Yes);
    let header = dialect.token_header.as_deref().map(|name| (Part::Header, name, required()));
    let query = (Part::Query, TOKEN_PARAMETER, required());
    let tokens = header.into_iter().chain([query]).filter(|_| file.request.token != Some(false));
    for (part, name, required) in tokens.chain(COMMON.map(|name| (Part::Header, name, None))) {
        let Some(tree) = trees.iter_mut().find(|tree| tree.part == part) else { continue };
        if !tree.nodes.iter().any(|node| node.name.eq_ignore_ascii_case(name)) {
            tree.nodes.push(text_parameter(part, name, required, false, &file.request.place));
        }
    }
}

fn text_parameter(
    part: Part,
    name: &str,
    required: Option<RequiredFlag>,
    expected: bool,
    place: &NodePath,
) -> FieldNode {
    FieldNode { required, expected, ..FieldNode::plain(part, name, TypeMeaning::String, "string", place) }
}

fn trees(file: &OperationDecl, shared: &DeclaredTypes<'_>, dialect: &DialectFacts) -> Vec<FieldTree> {
    let request = &file.request;
    let mut named_types = shared.clone();
    let parameters: [(Part, &str, Option<&PlacedMap<FieldDecl>>); 3] = [
        (Part::Header, "headers", request.headers.as_ref()),
        (Part::Path, "path_parameters", request.path_parameters.as_ref()),
        (Part::Query, "query", request.query.as_ref()),
    ];
    parameters.iter().filter_map(|(_, _, fields)| *fields).for_each(|fields| named_types.add(fields));
    request.body.iter().chain(&file.response).for_each(|content| named_types.content(content));
    let mut trees = Vec::new();
    for (part, key, fields) in parameters {
        let mut builder = FieldTreeBuilder::new(part, request.place.key(key), &named_types);
        if let Some(fields) = fields {
            builder.parameters(fields);
        }
        if part == Part::Header {
            let constants = request.constant_headers.iter().flatten();
            let nodes = constants.map(|entry| text_parameter(part, entry.key.as_str(), None, true, &entry.key.place));
            builder.tree.nodes.extend(nodes);
        }
        trees.push(builder.tree);
    }
    let contents = [
        (Part::Body, request.place.key("body"), &request.body),
        (Part::Response, file.place.key("response"), &file.response),
    ];
    for (part, place, content) in contents {
        let mut builder = FieldTreeBuilder::new(part, place, &named_types);
        let is_form = part == Part::Body && request.body_format.as_ref().is_some_and(|format| format.value == "form");
        let payload = dialect.payload.as_deref().filter(|_| part == Part::Response);
        if let Some(content) = content {
            builder.content(payload, content, !is_form);
        }
        if part == Part::Response {
            builder.envelope(&dialect.envelope);
        }
        trees.push(builder.tree);
    }
    trees
}

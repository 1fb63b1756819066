//! Facts of one operation.

use super::error_facts::{self, ErrorFact};
use super::field_tree::{DeclaredTypes, FieldNode, FieldTree, FieldTreeBuilder, key};
use crate::page::{Part, TypeMeaning};
use dingtalk_spec::address::is_same_page;
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::title::is_same_title;
use dingtalk_spec::{FieldDecl, OperationDecl, OperationEntry, PermissionDecl, PlacedMap, PlacedText};

/// Headers of every request, which operations do not declare.
const COMMON: [&str; 2] = ["Content-Type", "Host"];

/// Facts of one operation.
#[derive(Debug)]
pub(crate) struct OperationFacts {
    /// The file as declared.
    pub(crate) file: OperationDecl,
    /// File name, for display.
    pub(crate) file_name: String,
    /// One tree for each part.
    trees: Vec<FieldTree>,
    pub(crate) errors: Vec<ErrorFact>,
}

impl OperationFacts {
    pub(crate) fn new(entry: &OperationEntry, shared: &DeclaredTypes<'_>) -> Self {
        let file = entry.file.clone();
        let trees = trees(&file, shared);
        let errors = error_facts::rows(&file);
        let file_name = file.place.file_name().to_owned();
        Self { file, file_name, trees, errors }
    }

    /// Returns the tree of a part.
    pub(crate) fn tree(&self, part: Part) -> Option<&FieldTree> {
        self.trees.iter().find(|tree| tree.part == part)
    }

    pub(super) fn trees(&self) -> impl Iterator<Item = &FieldTree> {
        self.trees.iter()
    }

    pub(crate) fn method(&self) -> &PlacedText {
        &self.file.request.method
    }

    pub(crate) fn path(&self) -> &PlacedText {
        &self.file.request.path
    }

    /// Returns the app types and the place of new ones.
    pub(crate) fn apps(&self) -> (&[PlacedText], NodePath) {
        let access = self.file.access.as_ref();
        let apps = access.and_then(|access| access.apps.as_deref()).unwrap_or_default();
        (apps, self.file.place.key("access").key("apps"))
    }

    /// Returns the permissions and the place of new ones.
    pub(crate) fn permissions(&self) -> (&[PermissionDecl], NodePath) {
        let access = self.file.access.as_ref();
        let permissions = access.and_then(|access| access.permissions.as_deref()).unwrap_or_default();
        (permissions, self.file.place.key("access").key("permissions"))
    }

    /// Returns the index of the entry under `pages` in this language that has the same URL, else the same title, else is
    /// the only one.
    pub(crate) fn page(&self, language: &str, url: Option<&str>, title: Option<&str>) -> Option<usize> {
        let pages = self.file.pages.iter().flatten().enumerate();
        let own: Vec<_> = pages.filter(|(_, page)| page.language.value == language).collect();
        let by_url = own
            .iter()
            .find(|(_, page)| page.url.as_ref().zip(url).is_some_and(|(own, url)| is_same_page(&own.value, url)));
        let by_title =
            || own.iter().find(|(_, page)| title.is_some_and(|title| is_same_title(&page.title.value, title)));
        let only = || if let [only] = own.as_slice() { Some(only) } else { None };
        by_url.or_else(by_title).or_else(only).map(|(index, _)| *index)
    }

    /// Returns the place of new error rows.
    pub(crate) fn errors_place(&self) -> NodePath {
        self.file.place.key("errors")
    }

    /// Returns the language of messages without a language.
    pub(crate) fn language(&self) -> &str {
        match self.file.pages.as_deref() {
            Some([first, rest @ ..]) if rest.iter().all(|page| page.language.value == first.language.value) => {
                first.language.as_str()
            }
            _ => "en",
        }
    }

    /// Adds the token header, if the operation takes a token, and common headers. Pages may list them.
    pub(super) fn add_common_headers(&mut self, token: &str) {
        let place = self.file.request.place.clone();
        let tokens = (self.file.request.token != Some(false)).then_some((token, Some(true)));
        let common = COMMON.iter().map(|name| (*name, None));
        let Some(tree) = self.trees.iter_mut().find(|tree| tree.part == Part::Header) else { return };
        for (name, required) in tokens.into_iter().chain(common) {
            if !tree.nodes.iter().any(|node| node.name.eq_ignore_ascii_case(name)) {
                tree.nodes.push(text_header(name, required, false, &place));
            }
        }
    }
}

fn text_header(name: &str, required: Option<bool>, expected: bool, place: &NodePath) -> FieldNode {
    FieldNode {
        name: name.to_owned(),
        key: key(Part::Header, name),
        kind: TypeMeaning::String,
        word: "string".to_owned(),
        required,
        values: None,
        parent: None,
        expected,
        place: place.clone(),
        field: place.clone(),
    }
}

fn trees(file: &OperationDecl, shared: &DeclaredTypes<'_>) -> Vec<FieldTree> {
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
            let nodes = constants.map(|entry| text_header(entry.key.as_str(), None, true, &entry.key.place));
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
        if let Some(content) = content {
            builder.content(content);
        }
        trees.push(builder.tree);
    }
    trees
}

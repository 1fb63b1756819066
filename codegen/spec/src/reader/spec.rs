//! All files of a spec, read into declarations.

use crate::decl::api_file::ApiDecl;
use crate::decl::field::TypesDecl;
use crate::decl::operation_file::OperationDecl;
use crate::diag::{Code, NodePath, Sink};
use crate::parallel;
use crate::reader::node_reader::FromNode as _;
use crate::sources::Sources;
use crate::yaml;
use crate::yaml::node::Node;
use std::collections::BTreeSet;

/// The name of the file about the API as a whole.
const API: &str = "api.yaml";

/// The stem of the file with the types that the operations of a service share.
const TYPES: &str = "types";

/// A spec as it is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spec {
    /// `api.yaml`; none if something is wrong with it.
    pub api: Option<ApiDecl>,
    /// The operations, ordered by service and file name, without files that are invalid as a whole.
    pub operations: Vec<OperationEntry>,
    /// The shared types of the services that have some, ordered by service.
    pub types: Vec<TypesEntry>,
    /// The folders of services, including those with invalid files.
    pub folders: BTreeSet<String>,
    /// The operations that are wrong as a whole, as `<service>/<operation>`.
    pub broken: BTreeSet<String>,
}

/// An operation and the names of its folder and file.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationEntry {
    /// The folder: `im` of `im/x.yaml`.
    pub service: String,
    /// The file: `x` of `im/x.yaml`.
    pub stem: String,
    /// The declaration.
    pub file: OperationDecl,
}

impl OperationEntry {
    /// The name of the file inside the folder of the spec.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}/{}.yaml", self.service, self.stem)
    }
}

/// The shared types of a service.
#[derive(Debug, Clone, PartialEq)]
pub struct TypesEntry {
    /// The folder: `im` of `im/types.yaml`.
    pub service: String,
    /// The root of the file.
    pub place: NodePath,
    /// The declarations; `None` if the file is invalid as a whole.
    pub file: Option<TypesDecl>,
}

/// Reads all files of a spec. Errors go into the sink; valid parts are returned, so that later
/// passes can find more errors in the same run.
#[must_use]
pub fn read(sources: &Sources, sink: &mut Sink) -> Spec {
    let mut spec = Spec::default();
    let names: Vec<&String> = sources.texts().keys().collect();
    let read = parallel::map(&names, |name| {
        let mut sink = Sink::new();
        (file(name, sources, &mut sink), sink)
    });
    for (name, (file, found)) in names.into_iter().zip(read) {
        sink.absorb(found);
        spec.folders.extend(split(name).map(|(service, _)| service.to_owned()));
        match file {
            Some(ParsedFile::Api(file)) => spec.api = Some(*file),
            Some(ParsedFile::Types(entry)) => spec.types.push(*entry),
            Some(ParsedFile::Operation(entry)) => spec.operations.push(*entry),
            None => spec.broken.extend(split(name).map(|(service, stem)| format!("{service}/{stem}"))),
        }
    }
    if sources.is_listed() && !sources.texts().contains_key(API) {
        sink.report(Code::Unreadable, &sources.place(API), "the file is missing")
            .help("every spec has an `api.yaml` with the name, the hosts and the error envelope of the API");
    }
    spec
}

/// A file of a spec.
enum ParsedFile {
    Api(Box<ApiDecl>),
    Types(Box<TypesEntry>),
    Operation(Box<OperationEntry>),
}

/// Reads a file by its name; `None` if it is wrong as a whole.
fn file(name: &str, sources: &Sources, sink: &mut Sink) -> Option<ParsedFile> {
    let root = &sources.place(name);
    let Some((service, stem)) = split(name) else {
        if name == API {
            return ApiDecl::read(&node(name, sources, root, sink)?, root, sink)
                .map(|file| ParsedFile::Api(Box::new(file)));
        }
        out_of_place(root, sink);
        return None;
    };
    misnamed(service, stem, root, sink);
    let service = service.to_owned();
    if stem == TYPES {
        let file = node(name, sources, root, sink).and_then(|node| types(&node, root, sink));
        return Some(ParsedFile::Types(Box::new(TypesEntry { service, place: root.clone(), file })));
    }
    let file = operation(&node(name, sources, root, sink)?, stem, root, sink)?;
    Some(ParsedFile::Operation(Box::new(OperationEntry { service, stem: stem.to_owned(), file })))
}

/// The service and the stem of `<service>/<stem>.yaml`.
fn split(name: &str) -> Option<(&str, &str)> {
    let (service, file) = name.split_once('/')?;
    let stem = file.strip_suffix(".yaml")?;
    (!stem.contains('/')).then_some((service, stem))
}

fn node(name: &str, sources: &Sources, root: &NodePath, sink: &mut Sink) -> Option<Node> {
    yaml::parse(sources.whole(name)?, root, sink)
}

fn operation(node: &Node, stem: &str, root: &NodePath, sink: &mut Sink) -> Option<OperationDecl> {
    match node.get("name") {
        Some(Node::Text(name)) if name != stem && is_name(stem) => {
            let help = if is_name(name) {
                format!("name the operation `{stem}`, or rename the file to `{name}.yaml`")
            } else {
                format!("name the operation `{stem}`")
            };
            sink.report(Code::OutOfPlace, &root.key("name"), format!("operation `{name}` in the file of `{stem}`"))
                .help(help);
        }
        _ => {}
    }
    OperationDecl::read(node, root, sink)
}

/// The shared types of a service, unless the file is an operation by its content.
fn types(node: &Node, root: &NodePath, sink: &mut Sink) -> Option<TypesDecl> {
    if node.get("request").is_some() {
        sink.report(Code::OutOfPlace, root, "`types.yaml` holds the types that the operations of a service share")
            .help("an operation cannot be called `types`: name it and its file otherwise, such as `list_types`");
        return None;
    }
    TypesDecl::read(node, root, sink)
}

/// Returns true if a folder or file name is a valid module name.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

fn misnamed(service: &str, stem: &str, root: &NodePath, sink: &mut Sink) {
    for (what, name) in [("folder", service), ("file", stem)] {
        if !is_name(name) {
            sink.report(Code::OutOfPlace, root, format!("the {what} is named `{name}`"))
                .help(format!("a {what} has a name of `a-z`, `0-9` and `_` that starts with a letter"));
        }
    }
}

fn out_of_place(root: &NodePath, sink: &mut Sink) {
    sink.report(Code::OutOfPlace, root, "misplaced file")
        .help("a spec has `api.yaml`, `<service>/<operation>.yaml` and `<service>/types.yaml`");
}

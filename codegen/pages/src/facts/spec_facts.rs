//! Loads a spec and rejects invalid ones.

use super::dialect_facts::DialectFacts;
use super::field_tree::DeclaredTypes;
use super::spec_operation::SpecOperation;
use dingtalk_codegen::model::Model;
use dingtalk_codegen::resolve;
use dingtalk_spec::address::Address;
use dingtalk_spec::diag::{Diagnostics, Sink};
use dingtalk_spec::{OperationEntry, PlacedText, Sources, Spec};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// A valid spec as facts that pages state.
#[derive(Debug)]
pub struct SpecFacts {
    /// Folder, as given; `None` for texts.
    pub(crate) folder: Option<String>,
    pub(crate) sources: Sources,
    /// `None` for a draft, which is not resolved.
    pub(crate) model: Option<Model>,
    pub(crate) operations: Vec<SpecOperation>,
    /// The default one first.
    pub(crate) dialects: Vec<DialectFacts>,
    /// Rows of earlier saves, by digest.
    pub(crate) earlier: HashMap<String, String>,
}

impl SpecFacts {
    /// Loads the spec in a folder.
    ///
    /// # Errors
    ///
    /// All errors and warnings of the spec.
    pub fn load(folder: impl AsRef<Path>) -> Result<Self, Diagnostics> {
        let mut sink = Sink::new();
        let sources = Sources::read(folder.as_ref(), &mut sink);
        let folder = folder.as_ref().display().to_string();
        Ok(Self { folder: Some(folder), ..Self::of(sources, sink)? })
    }

    /// Loads a spec from texts by file name, such as `api.yaml` and `im/send.yaml`.
    ///
    /// # Errors
    ///
    /// All errors and warnings of the spec.
    pub fn load_texts(texts: BTreeMap<String, String>) -> Result<Self, Diagnostics> {
        Self::of(Sources::from_texts(texts), Sink::new())
    }

    /// Returns the resolved spec, without its warnings. Only drafts have none.
    #[must_use]
    pub fn model(&self) -> Option<&Model> {
        self.model.as_ref()
    }

    /// Returns the texts of the files by their names within the spec.
    #[must_use]
    pub fn texts(&self) -> &BTreeMap<String, String> {
        self.sources.texts()
    }

    fn of(sources: Sources, mut sink: Sink) -> Result<Self, Diagnostics> {
        let spec = dingtalk_spec::read(&sources, &mut sink);
        let model = resolve::resolve(&spec, &mut sink);
        let model = sink.finish_without_warnings(model, &sources)?;
        Ok(Self { model: Some(model), ..Self::unchecked(sources, &spec, None) })
    }

    /// Returns the facts of a draft in a dialect. `spec` is the spec that it is for, of which `api.yaml` alone is read.
    pub(crate) fn of_draft(file: &str, text: &str, dialect: usize, spec: Option<&Self>) -> Self {
        let mut texts = BTreeMap::from([(file.to_owned(), text.to_owned())]);
        let api = spec.and_then(|spec| spec.sources.texts().get_key_value("api.yaml"));
        texts.extend(api.map(|(name, text)| (name.clone(), text.clone())));
        let sources = Sources::from_texts(texts);
        let read = dingtalk_spec::read(&sources, &mut Sink::new());
        Self::unchecked(sources, &read, Some(dialect))
    }

    /// `dialect` is the index of the dialect of all operations; `None` for those of their services.
    fn unchecked(sources: Sources, spec: &Spec, dialect: Option<usize>) -> Self {
        let dialects = DialectFacts::all(spec.api.as_ref());
        let operations = operations(spec, &dialects, dialect);
        Self { folder: None, sources, model: None, operations, dialects, earlier: HashMap::new() }
    }

    /// Returns the index of the dialect with a host.
    pub(crate) fn dialect_of_host(&self, host: &str) -> Option<usize> {
        let is_it =
            |known: &PlacedText| Address::of(&known.value).host().eq_ignore_ascii_case(Address::of(host).host());
        self.dialects.iter().position(|dialect| dialect.hosts.iter().any(is_it))
    }
}

fn operations(spec: &Spec, dialects: &[DialectFacts], dialect: Option<usize>) -> Vec<SpecOperation> {
    let shared: BTreeMap<&str, DeclaredTypes<'_>> = spec
        .types
        .iter()
        .filter_map(|entry| Some((entry.service.as_str(), DeclaredTypes::shared(&entry.file.as_ref()?.types))))
        .collect();
    let none = DeclaredTypes::default();
    let services = spec.api.as_ref().and_then(|api| api.services.as_ref());
    let key = |service: &str| Some(services?.get(service)?.dialect.as_ref()?.value.as_str());
    let operation = |entry: &OperationEntry| {
        let of_service = || dialects.iter().position(|dialect| Some(dialect.key.as_str()) == key(&entry.service));
        let dialect = &dialects[dialect.or_else(of_service).unwrap_or(0)];
        SpecOperation::new(entry, shared.get(entry.service.as_str()).unwrap_or(&none), dialect)
    };
    spec.operations.iter().map(operation).collect()
}

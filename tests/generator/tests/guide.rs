//! `spec/README.md`, the page about the spec language: the Rust beside its YAML is what is emitted, and no key is missing.

use dingtalk_spec::{Declaration, DeclaredKey, ValueType, file_types};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

/// The service of the page's operations.
const SERVICE: &str = "guide";

/// The operation with a field for each row of the table of types.
const TABLE: &str = "guide/all_types";

#[test]
fn the_rust_beside_the_yaml_is_emitted() {
    let page = page();
    let blocks = blocks(&page);
    let emitted = emitted(&page, &blocks);
    let mut wrong = String::new();
    for (block, next) in blocks.iter().zip(blocks.iter().skip(1)).filter(|(block, _)| block.language == "yaml") {
        assert_eq!(next.language, "rust", "no Rust stands beside the YAML of line {}", block.line);
        let (file, _) = file(&block.text, block.line);
        let shared = [SERVICE, "types"].map(str::to_owned);
        let texts: Vec<_> =
            [file].iter().chain(&shared).filter_map(|file| emitted.get(&format!("{file}.rs"))).collect();
        if let Some(missing) = missing(&next.text, &texts) {
            let line = block.line;
            writeln!(wrong, "the YAML of line {line} does not become this, or not in this order: {missing}")
                .expect("text");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_table_of_types_is_correct() {
    let page = page();
    let emitted = &emitted(&page, &blocks(&page))[&format!("{TABLE}.rs")];
    for (number, (_, rust)) in rows(&page).enumerate() {
        let field = format!("pub m{number}: Option<{rust}>,");
        assert!(missing(&field, &[emitted]).is_none(), "{field}\n{emitted}");
    }
}

#[test]
fn every_key_is_on_the_page() {
    let page = page();
    let mut declarations: Vec<&Declaration> = Vec::new();
    let mut types = file_types().to_vec();
    while let Some(value_type) = types.pop() {
        match value_type {
            ValueType::List(inner) | ValueType::Map(inner) | ValueType::FieldOrFields(inner) => types.push(*inner),
            ValueType::AnyOf(inner) => types.extend(inner),
            ValueType::Declaration(declaration) if declarations.iter().all(|known| known.name != declaration.name) => {
                types.extend(declaration.keys.iter().map(|key| (key.value_type)()));
                declarations.push(declaration);
            }
            _ => {}
        }
    }
    assert!(declarations.len() > 20, "{declarations:#?}");
    for DeclaredKey { key, .. } in declarations.iter().flat_map(|declaration| declaration.keys) {
        let is_there = [format!("`{key}`"), format!("{key}:")].iter().any(|form| page.contains(form));
        assert!(is_there, "nothing on the page is about `{key}`");
    }
}

fn page() -> String {
    fs::read_to_string("../../spec/README.md").expect("the page is there")
}

/// A fenced block.
struct Block<'a> {
    language: &'a str,
    /// The number of its first line.
    line: usize,
    text: String,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in page.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(language) if !open => {
                blocks.push(Block { language, line: number + 2, text: String::new() });
                open = true;
            }
            Some(_) => open = false,
            None if open => blocks.last_mut().expect("open").text.extend([line, "\n"]),
            None => {}
        }
    }
    blocks
}

/// The spec with all YAML of the page.
fn emitted(page: &str, blocks: &[Block<'_>]) -> BTreeMap<String, String> {
    let yaml = blocks.iter().filter(|block| block.language == "yaml");
    let files = yaml.map(|block| file(&block.text, block.line)).chain([table(page)]);
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in files {
        // `api.yaml` is shown in parts.
        texts.entry(format!("{name}.yaml")).or_default().push_str(&text);
    }
    let model = dingtalk_codegen::load_texts(texts).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    assert!(model.warnings().is_empty(), "\n{}", model.warnings());
    dingtalk_codegen::generate(&model, "guide")
}

/// The file of a block by its name without an extension. An incomplete one is completed to an operation.
fn file(yaml: &str, line: usize) -> (String, String) {
    let has = |key: &str| yaml.lines().any(|line| line.starts_with(key));
    if has("hosts:") || has("dialects:") {
        return ("api".to_owned(), yaml.to_owned());
    }
    if has("types:") {
        return (format!("{SERVICE}/types"), yaml.to_owned());
    }
    if let Some(name) = yaml.strip_prefix("name: ") {
        return (format!("{SERVICE}/{}", name.split_whitespace().next().expect("a name")), yaml.to_owned());
    }
    let name = format!("line_{line}");
    let mut text = format!("name: {name}\nsummary: Is shown from line {line} on.\n{yaml}");
    let mut rest = String::new();
    let path = format!("  path: /v1.0/{name}");
    for line in ["  method: GET", &path, "  idempotent: true"] {
        let key = line.split_inclusive(':').next().expect("a key");
        if !has(key) {
            rest.extend([line, "\n"]);
        }
    }
    if has("request:") {
        text = text.replacen("request:\n", &format!("request:\n{rest}"), 1);
    } else {
        text.extend(["request:\n", &rest]);
    }
    (format!("{SERVICE}/{name}"), text)
}

/// An operation whose response has a field of each type of the table.
fn table(page: &str) -> (String, String) {
    let mut text = "name: all_types\nsummary: Returns a field of every type.\n\
                    request: { method: GET, path: /v1.0/types, idempotent: true }\nresponse:\n"
        .to_owned();
    for (number, (yaml, _)) in rows(page).enumerate() {
        writeln!(text, "  m{number}: {{ doc: One., {}", yaml.trim_start_matches("{ ")).expect("text");
    }
    (TABLE.to_owned(), text)
}

/// The rows of the table of types: the YAML and the Rust.
fn rows(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.lines().filter(|line| line.starts_with("| `{ type: ")).map(|line| {
        let mut code = line.split('`').skip(1).step_by(2);
        (code.next().expect("YAML"), code.next().expect("Rust"))
    })
}

/// The first line that does not follow the previous one in the texts. Paths are ignored.
fn missing(rust: &str, texts: &[&String]) -> Option<String> {
    let paths = ["::std::collections::", "::dingtalk_runtime::"];
    let without_paths = |text: &&String| paths.iter().fold((*text).clone(), |text, path| text.replace(path, ""));
    let texts: Vec<String> = texts.iter().map(without_paths).collect();
    let mut lines = texts.iter().flat_map(|text| text.lines());
    rust.lines().map(str::trim).find(|wanted| !lines.any(|line| line.trim().starts_with(wanted))).map(str::to_owned)
}

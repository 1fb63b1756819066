//! The public API of the emitted client, a line for each public item, for reviewers.

mod support;

use dingtalk_codegen::Model;
use dingtalk_generated_specs::Mix;
use similar::TextDiff;
use support::public;

/// The specs with snapshots of their surfaces.
const SPECS: [(&str, &str); 2] = [("spec", "../../spec"), ("accept", "../fixtures/accept")];

#[test]
fn surfaces_are_recorded() {
    let surface = |(name, folder): (&str, &str)| {
        let model = dingtalk_codegen::load(folder).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
        (name.to_owned(), dingtalk_cli::surface(&model))
    };
    support::assert_snapshots("surface", &SPECS.map(surface).into());
}

#[test]
fn lines_and_public_items_correspond() {
    for (_, folder) in SPECS {
        assert_complete(folder, &dingtalk_codegen::load(folder).expect("valid spec"));
    }
    for (seed, mix) in [Mix::REAL, Mix::DENSE, Mix::HOSTILE].into_iter().cycle().take(30).enumerate() {
        let texts = dingtalk_generated_specs::spec(mix, seed as u64, 6);
        assert_complete(&format!("seed {seed}"), &dingtalk_codegen::load_texts(texts).expect("valid spec"));
    }
}

fn assert_complete(spec: &str, model: &Model) {
    let sorted = |mut items: Vec<String>| {
        items.sort();
        items.join("\n")
    };
    let emitted = sorted(public::items(&dingtalk_codegen::generate(model, "generated")));
    let listed = sorted(listed(&dingtalk_cli::surface(model)));
    let difference = TextDiff::from_lines(&listed, &emitted);
    assert!(listed == emitted, "{spec}: the surface, and with `+` emitted code:\n{}", difference.unified_diff());
}

/// The paths of the items of the surface, each behind its module.
fn listed(surface: &str) -> Vec<String> {
    let mut module = String::new();
    let mut items = Vec::new();
    for line in surface.lines().filter(|line| !line.is_empty()) {
        let item = line.split(" // ").next().unwrap_or(line);
        match item.strip_prefix("  ") {
            // Implementations in the runtime are not items of emitted code, nor are hosts of dialects.
            Some(item) if [": From<", ": default host = "].iter().any(|part| item.contains(part)) => {}
            Some(item) if item.ends_with(": Api") => {}
            Some(item) if item.contains(" at ") && item.contains(": \"https://") => {}
            Some(item) => items.push(format!("{module} {}", path(item))),
            None => {
                module = item.replace("r#", "");
                if module != "mod self" {
                    items.push(module.clone());
                }
            }
        }
    }
    items
}

/// The path of an item, without types, arguments and values. Those of fields, setters and constructors come from one place, and the
/// snapshots of emitted code show the others.
fn path(item: &str) -> &str {
    let head = item[..item.find(['(', '<', '=']).unwrap_or(item.len())].trim_end();
    head.split_once(": ").map(|(path, _)| path).filter(|path| path.contains(['.', ':'])).unwrap_or(head)
}

//! The version bump of a random change of a spec, compared with the changes of the public surface.

mod mutation;

use dingtalk_cli::{Bump, Diff};
use dingtalk_codegen::Model;
use dingtalk_generated_specs::{Mix, spec};
use fastrand::Rng;
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The number of changes to try. Most make an invalid spec, and are skipped.
const TRIED: u64 = 300;

#[test]
fn the_bump_follows_from_the_surface() {
    let mut compared = BTreeMap::new();
    for seed in 0..TRIED {
        let mix = [Mix::REAL, Mix::DENSE, Mix::HOSTILE][usize::try_from(seed % 3).expect("small")];
        let old = spec(mix, seed / 10, 3);
        let (mut new, rng) = (old.clone(), &mut Rng::with_seed(seed));
        for _ in 0..=rng.usize(..2) {
            mutation::of_file(&mut new, rng, mutation::of_tree);
        }
        let (Ok(before), Ok(after)) = (dingtalk_codegen::load_texts(old), dingtalk_codegen::load_texts(new)) else {
            continue;
        };
        for (old, new) in [(&before, &after), (&after, &before)] {
            *compared.entry(assert_agrees(seed, old, new)).or_insert(0) += 1;
        }
    }
    println!("{compared:?}");
    // Each bump occurs often.
    for bump in [Some(Bump::Patch), Some(Bump::Minor), Some(Bump::Major)] {
        assert!(compared.get(&bump).is_some_and(|count| *count > 5), "{compared:?}");
    }
}

#[test]
fn whole_specs_are_compared() {
    for seed in 0..40 {
        let model = |seed| dingtalk_codegen::load_texts(spec(Mix::DENSE, seed, 4)).expect("valid spec");
        let (old, new) = (model(seed), model(seed + 1));
        assert_agrees(seed, &old, &new);
        let same = dingtalk_cli::diff(&old, &model(seed));
        assert!(same.is_empty() && same.bump().is_none(), "{same}");
    }
}

/// Compares, and returns the bump.
fn assert_agrees(seed: u64, old: &Model, new: &Model) -> Option<Bump> {
    let diff = dingtalk_cli::diff(old, new);
    let (before, after) = (Surface::of(old), Surface::of(new));
    let least = before.bump_to(&after);
    let shown =
        || format!("seed {seed}: {diff}\nlost: {:#?}\nmore: {:#?}", before.without(&after), after.without(&before));
    assert!(diff.bump() >= least, "callers see {least:?}, {}", shown());
    // Only breaking changes are major.
    assert!(diff.bump() < Some(Bump::Major) || least == Some(Bump::Major), "{}", shown());
    if diff.is_empty() {
        assert_same_code(seed, old, new);
    }
    assert_places(seed, &diff, &before, &after);
    serde_yaml::from_str::<Value>(&diff.json()).expect("JSON");
    assert_eq!(diff.markdown().is_empty(), diff.to_string().is_empty());
    diff.bump()
}

/// Without reported changes, the emitted code is the same.
fn assert_same_code(seed: u64, old: &Model, new: &Model) {
    let emit = |model| dingtalk_codegen::generate(model, "generated").into_values().collect::<String>();
    let (old, new) = (emit(old), emit(new));
    let differs = old.lines().zip(new.lines()).find(|(old, new)| old != new);
    assert!(old == new, "seed {seed}: nothing is said, but other code is emitted: {differs:#?}");
}

/// Changes of a module's items are reported for its operation.
fn assert_places(seed: u64, diff: &Diff, before: &Surface, after: &Surface) {
    for (module, old) in &before.0 {
        let Some((place, new)) = module.strip_prefix("mod ").zip(after.0.get(module)) else { continue };
        // Shared types are named in other modules as well, and reported once.
        let shared = place.split("::").next().map(|service| format!("{service}::types"));
        if !place.contains("::") || diff.changes().any(|(place, _)| Some(place) == shared.as_deref()) {
            continue;
        }
        let said = diff.changes().filter(|(of, _)| *of == place).map(|(_, change)| change.bump).max();
        let least = bump(old, new);
        assert!(said >= least, "seed {seed}: callers see {least:?} in {place}, and {said:?} is said of it\n{diff}");
    }
}

/// Lines by their modules.
struct Surface(BTreeMap<String, BTreeSet<String>>);

impl Surface {
    fn of(model: &Model) -> Self {
        let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut module = String::new();
        for line in dingtalk_cli::surface(model).lines().filter(|line| !line.is_empty()) {
            if !line.starts_with(' ') {
                item(line).clone_into(&mut module);
            }
            modules.entry(module.clone()).or_default().insert(line.to_owned());
        }
        Self(modules)
    }

    fn lines(&self) -> BTreeSet<String> {
        self.0.iter().flat_map(|(module, lines)| lines.iter().map(move |line| format!("{module}: {line}"))).collect()
    }

    fn without(&self, other: &Self) -> Vec<String> {
        self.lines().difference(&other.lines()).cloned().collect()
    }

    fn bump_to(&self, other: &Self) -> Option<Bump> {
        bump(&self.lines(), &other.lines())
    }
}

/// The items that callers' code depends on.
fn item(line: &str) -> &str {
    line.split(" // ").next().unwrap_or(line)
}

/// The public items: a removed item breaks callers.
fn bump(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Option<Bump> {
    let items = |lines: &BTreeSet<String>| lines.iter().map(|line| item(line).to_owned()).collect::<BTreeSet<_>>();
    let (old_items, new_items) = (items(old), items(new));
    if !old_items.is_subset(&new_items) {
        Some(Bump::Major)
    } else if old_items != new_items {
        Some(Bump::Minor)
    } else {
        (old != new).then_some(Bump::Patch)
    }
}

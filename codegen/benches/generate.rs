//! How long a spec takes to become text, for an API of a few pages, of ten times as many, and for all of `DingTalk`'s. The
//! items of a second are operations: their number should stay what it is from row to row.

use dingtalk_codegen::{Model, generate, load_texts};
use dingtalk_generated_specs::{Mix, spec};
use divan::Bencher;
use divan::counter::ItemsCount;
use std::collections::BTreeMap;

const OPERATIONS: [usize; 3] = [30, 300, 3_000];

fn main() {
    divan::main();
}

fn texts(operations: usize) -> BTreeMap<String, String> {
    spec(Mix::REAL, 1, operations)
}

fn model(operations: usize) -> Model {
    load_texts(texts(operations)).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"))
}

/// Reads the files, and resolves what they say.
#[divan::bench(args = OPERATIONS, sample_count = 5, sample_size = 1)]
fn loaded(bencher: Bencher, operations: usize) {
    let texts = texts(operations);
    bencher.counter(ItemsCount::new(operations)).with_inputs(|| texts.clone()).bench_values(load_texts);
}

/// Emits the files, and formats them.
#[divan::bench(args = OPERATIONS, sample_count = 5, sample_size = 1)]
fn generated(bencher: Bencher, operations: usize) {
    let model = model(operations);
    bencher.counter(ItemsCount::new(operations)).bench(|| generate(&model, "made"));
}

/// All that a build script does, but for the disk.
#[divan::bench(args = OPERATIONS, sample_count = 5, sample_size = 1)]
fn both(bencher: Bencher, operations: usize) {
    let texts = texts(operations);
    let bencher = bencher.counter(ItemsCount::new(operations)).with_inputs(|| texts.clone());
    bencher.bench_values(|texts| load_texts(texts).map(|model| generate(&model, "made")));
}

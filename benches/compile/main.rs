//! The compile time of a client: `cargo bench -p dingtalk-benches --bench compile -- 200` generates a spec of 200 operations, and its
//! client, and checks it beside the same types with other codecs. It takes minutes; without a number it does nothing.
//!
//! Four crates of the same types are checked in turns, each with its dependencies built before:
//!
//! - `client`: the client as it is emitted.
//! - `tables`: its types with their tables, without endpoints, error tables and methods of services.
//! - `derives`: the same types with serde's derives and a rename where the name on the wire differs. Unset
//!   fields are written, which makes the derives cheaper than in practice.
//! - `plain`: the same types with no codec.
//!
//! All of them have the same setters: those of tables are written out in crates without tables. Only tables add `as_str`,
//! `Display`, `From` and `FromStr` to identifiers and enumerations, which makes `derives` and `plain` cheaper.

mod crates;
#[path = "../figures.rs"]
mod figures;
mod types;
mod wrapper;

use crates::Crates;
use figures::Figures;
use std::env;

/// The number of checks of each crate, of which the median is shown.
const ROUNDS: usize = 3;

fn main() {
    if wrapper::is_wrapper() {
        return wrapper::run_compiler();
    }
    let Some(operations) = env::args().skip(1).find_map(|argument| argument.parse::<usize>().ok()) else {
        println!("state the number of operations: `cargo bench -p dingtalk-benches --bench compile -- 200`");
        return;
    };
    let crates = Crates::of(operations);
    crates.build_dependencies();
    let mut figures = vec![Vec::new(); crates::NAMES.len()];
    for _ in 0..ROUNDS {
        for (name, figures) in crates::NAMES.iter().zip(&mut figures) {
            figures.push(crates.check(name));
        }
    }
    let medians: Vec<Figures> = figures.iter().map(|runs| Figures::median(runs)).collect();
    report(operations, &crates, &medians);
}

#[expect(clippy::cast_precision_loss, reason = "a number of operations is small")]
fn report(operations: usize, crates: &Crates, medians: &[Figures]) {
    let plain = medians[medians.len() - 1];
    println!("{operations} operations, the median of {ROUNDS} checks of each crate in turns");
    println!("crate    lines    wall s  CPU s   of plain  CPU ms an operation  peak MiB  of plain");
    for (name, figures) in crates::NAMES.iter().zip(medians) {
        println!(
            "{name:<8} {:<8} {:<7.2} {:<7.2} {:<9.2} {:<20.1} {:<9.0} {:.2}",
            crates.lines(name),
            figures.wall,
            figures.cpu,
            figures.cpu / plain.cpu,
            figures.cpu * 1000.0 / operations as f64,
            figures.memory,
            figures.memory / plain.memory,
        );
    }
}

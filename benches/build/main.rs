//! The build time of a dependent: `cargo bench -p dingtalk-benches --bench build` builds whole programs from nothing, in turns, in debug
//! mode. It takes about ten minutes, and downloads what the programs depend on; `-- 1` builds each once, and `-- 3 client hyper` only these.
//!
//! - `hyper`: a call written by hand with the client of hyper-util, the baseline.
//! - `client`, `client-two` and `client-tls`: the same call with the published client, with all default features, with two services, and
//!   without HTTP/2.
//! - `client-build`: the same with the client of this repository, whose build script compiles the generator.
//! - `reqwest`: the same written by hand with reqwest.
//! - `progenitor-build`: the same with the client that progenitor generates in a build script, without TLS.
//! - `generator` and `progenitor`: a build script that generates a client, without the client.

mod dependents;
#[path = "../figures.rs"]
mod figures;

use dependents::{ALL, Dependent, Dependents};
use figures::Figures;
use std::env;

/// The number of builds of each program, of which the median is shown.
const ROUNDS: usize = 3;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let rounds = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(ROUNDS);
    let names: Vec<&String> = arguments.iter().filter(|argument| argument.parse::<usize>().is_err()).collect();
    let dependents = Dependents::new();
    let selected = ALL.into_iter().filter(|kind| names.is_empty() || names.iter().any(|name| *name == kind.name));
    let dependents: Vec<Dependent> = selected.filter_map(|kind| dependents.prepare(kind)).collect();
    let mut figures = vec![Vec::new(); dependents.len()];
    for _ in 0..rounds {
        for (dependent, figures) in dependents.iter().zip(&mut figures) {
            figures.push(dependent.build());
        }
    }
    report(rounds, &dependents, &figures);
}

fn report(rounds: usize, dependents: &[Dependent], figures: &[Vec<Figures>]) {
    let medians: Vec<Figures> = figures.iter().map(|runs| Figures::median(runs)).collect();
    let Some(baseline) = medians.first() else { return };
    println!("the median of {rounds} clean debug builds of each program in turns");
    println!("program           crates  CPU s   of {:<8} wall s", dependents[0].kind.name);
    for (dependent, median) in dependents.iter().zip(&medians) {
        println!(
            "{:<17} {:<7} {:<7.1} {:<11.2} {:<7.1} {}",
            dependent.kind.name,
            dependent.crates(),
            median.cpu,
            median.cpu / baseline.cpu,
            median.wall,
            dependent.kind.description,
        );
    }
}

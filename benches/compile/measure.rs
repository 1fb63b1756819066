//! Measures the compiler: Cargo runs this program as its wrapper, which records the figures of one run.
#![expect(clippy::disallowed_methods, reason = "it measures")]

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs, process};

/// Names the file of the figures. Set if this program wraps the compiler.
const FILE: &str = "COMPILE_BENCH_FIGURES";

/// The figures of one run of the compiler.
#[derive(Clone, Copy)]
pub struct Figures {
    /// Seconds by the clock.
    pub wall: f64,
    /// Seconds of all processors.
    pub cpu: f64,
    /// The most memory at once, in MiB.
    pub memory: f64,
}

impl Figures {
    /// The median of each figure.
    pub fn median(runs: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| {
            let mut figures: Vec<f64> = runs.iter().map(figure).collect();
            figures.sort_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        Self { wall: of(|run| run.wall), cpu: of(|run| run.cpu), memory: of(|run| run.memory) }
    }
}

/// Makes Cargo run this program as the wrapper of the compiler for the crates of the workspace.
pub fn wrap(cargo: &mut Command, file: &Path) {
    let this = env::current_exe().expect("a program has a path");
    cargo.env("RUSTC_WORKSPACE_WRAPPER", this).env(FILE, file);
}

/// Whether this program wraps the compiler.
pub fn is_wrapper() -> bool {
    env::var_os(FILE).is_some()
}

/// Runs the compiler of the arguments, and records its figures.
#[expect(clippy::cast_precision_loss, reason = "the figures are small")]
pub fn run_compiler() {
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next().expect("Cargo names the compiler");
    let start = Instant::now();
    let status = Command::new(compiler).args(arguments).env_remove(FILE).status().expect("the compiler runs");
    let wall = start.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("a system reports the usage of its processes");
    let seconds = |time: TimeVal| time.num_microseconds() as f64 / 1e6;
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    let text = format!("{wall} {cpu} {}", usage.max_rss() as f64 / 1024.0);
    let file = PathBuf::from(env::var_os(FILE).expect("it is set"));
    fs::write(file, text).expect("the figures can be written");
    process::exit(status.code().unwrap_or(1));
}

/// The figures of the last run of the compiler.
pub fn read(file: &Path) -> Figures {
    let text = fs::read_to_string(file).expect("the compiler ran");
    let numbers: Vec<f64> = text.split(' ').map(|number| number.parse().expect("a number")).collect();
    Figures { wall: numbers[0], cpu: numbers[1], memory: numbers[2] }
}

//! Measures the compiler: Cargo runs this program as its wrapper, which records the figures of one run.

use crate::figures::Figures;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, process};

/// Names the file of the figures. Set if this program wraps the compiler.
const FILE: &str = "COMPILE_BENCH_FIGURES";

/// Makes Cargo run this program as the wrapper of the compiler for the crates of the workspace.
pub fn wrap(cargo: &mut Command, file: &Path) {
    let this = env::current_exe().expect("a program has a path");
    cargo.env("RUSTC_WORKSPACE_WRAPPER", this).env(FILE, file);
}

/// Returns true if this program wraps the compiler.
pub fn is_wrapper() -> bool {
    env::var_os(FILE).is_some()
}

/// Runs the compiler of the arguments, and records its figures.
pub fn run_compiler() {
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next().expect("Cargo names the compiler");
    let mut command = Command::new(compiler);
    command.args(arguments).env_remove(FILE);
    let (status, Figures { wall, cpu, memory }) = Figures::of(|| command.status().expect("the compiler runs"));
    let file = PathBuf::from(env::var_os(FILE).expect("it is set"));
    fs::write(file, format!("{wall} {cpu} {memory}")).expect("the figures can be written");
    process::exit(status.code().unwrap_or(1));
}

/// The figures of the last run of the compiler.
pub fn read(file: &Path) -> Figures {
    let text = fs::read_to_string(file).expect("the compiler ran");
    let numbers: Vec<f64> = text.split(' ').map(|number| number.parse().expect("a number")).collect();
    Figures { wall: numbers[0], cpu: numbers[1], memory: numbers[2] }
}

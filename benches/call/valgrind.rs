//! Counting by valgrind.

use crate::server::Server;
use crate::workloads::Workload;
use std::env;
use std::process::{Command, Stdio};

/// The cost of one repetition of a workload.
pub struct Cost {
    pub instructions: f64,
    /// Allocations and reallocations.
    pub allocations: f64,
}

impl Cost {
    /// Measures a workload: the difference between many and few repetitions leaves the preparation out.
    pub fn of(workload: Workload, server: &Server) -> Self {
        let [few, many] = workload.counts();
        #[expect(clippy::cast_precision_loss, reason = "the differences are small")]
        let per_call = |count: &dyn Fn(u32) -> u64| (count(many) - count(few)) as f64 / f64::from(many - few);
        let run = |arguments: &[&str], before: &str, count: u32| {
            let output = run(arguments, workload, count, server);
            number_after(&output, before).unwrap_or_else(|| panic!("no number after {before:?}:\n{output}"))
        };
        let callgrind = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
        let memcheck = ["--tool=memcheck", "--leak-check=no", "--undef-value-errors=no"];
        Self {
            instructions: per_call(&|count| run(&callgrind, "Collected :", count)),
            allocations: per_call(&|count| run(&memcheck, "total heap usage:", count)),
        }
    }
}

pub fn is_installed() -> bool {
    Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Makes glibc copy and fill memory with loops, however long it is. valgrind would count a `rep` instruction once for each
/// byte.
const TUNABLES: &str = "glibc.cpu.x86_rep_movsb_threshold=0x7fffffff:glibc.cpu.x86_rep_stosb_threshold=0x7fffffff";

/// Runs a workload under valgrind, and returns what valgrind prints.
fn run(arguments: &[&str], workload: Workload, count: u32, server: &Server) -> String {
    let mut command = Command::new("valgrind");
    command.args(arguments).arg(env::current_exe().expect("a path")).env("GLIBC_TUNABLES", TUNABLES);
    command.args(["run", workload.name(), &count.to_string(), server.url()]);
    let output = command.output().expect("valgrind runs");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{text}");
    text
}

/// The first number after a text, which may have commas.
fn number_after(output: &str, text: &str) -> Option<u64> {
    let (_, rest) = output.split_once(text)?;
    rest.split_whitespace().next()?.replace(',', "").parse().ok()
}

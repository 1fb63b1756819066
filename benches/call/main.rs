//! Instructions and allocations of a call of `conv_file::send_link` over HTTP/1.1 on loopback, compared with the same exchange
//! over hyper. `cargo bench -p dingtalk-benches --bench call` prints them, and with `-- --check` fails if a call takes more
//! instructions than its budget. It needs valgrind.
//!
//! The program runs itself under valgrind for each workload, once with few and once with many calls, so that the difference
//! is the cost of the calls alone. The server is in the process that is not measured.

mod server;
mod valgrind;
mod workloads;

use server::Server;
use std::env;
use std::process::ExitCode;
use valgrind::Cost;
use workloads::Workload;

/// The instructions of a call of `send_link`, as measured when it last changed on purpose.
const BUDGET: u64 = 50_000;

/// The excess over the budget that other versions of the compiler and of dependencies may cause, in percent.
const TOLERANCE: u64 = 3;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    if let [_, command, name, count, url] = &arguments[..]
        && command == "run"
    {
        let workload = Workload::named(name).expect("the name of a workload");
        workload.run(url, count.parse().expect("a number of calls"));
        return ExitCode::SUCCESS;
    }
    if !valgrind::is_installed() {
        println!("install valgrind to count instructions");
        return ExitCode::FAILURE;
    }
    let server = Server::start();
    if arguments.iter().any(|argument| argument == "--check") {
        return check(&Cost::of(Workload::SendLink, &server));
    }
    println!("workload      instructions   allocations");
    for workload in Workload::ALL {
        let Cost { instructions, allocations } = Cost::of(workload, &server);
        println!("{:<13} {instructions:>12.0} {allocations:>13.1}", workload.name());
    }
    ExitCode::SUCCESS
}

/// Compares the cost of a call with its budget.
#[expect(clippy::cast_precision_loss, reason = "the budget is small")]
fn check(cost: &Cost) -> ExitCode {
    let most = (BUDGET * (100 + TOLERANCE)) as f64 / 100.0;
    println!("a call of send_link takes {:.0} instructions, of a budget of {BUDGET}", cost.instructions);
    if cost.instructions <= most {
        return ExitCode::SUCCESS;
    }
    println!("this is more than {TOLERANCE} % above the budget, which `benches/call/main.rs` records");
    ExitCode::FAILURE
}

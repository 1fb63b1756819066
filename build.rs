//! Makes the client from `spec/` before the crate that includes it is compiled.

use std::process::ExitCode;

fn main() -> ExitCode {
    match dingtalk_codegen::configure().service_features(true).compile("spec") {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

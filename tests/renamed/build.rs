//! Generates a client for each path of the runtime.

use dingtalk_codegen::{CompileError, configure};
use std::env;
use std::path::PathBuf;

fn main() -> Result<(), CompileError> {
    let out_dir = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(CompileError::NoOutDir)?;
    for (module, runtime) in [("renamed", "::dt"), ("exported", "crate::exports::runtime")] {
        let builder = configure().module(format!("dingtalk_renamed::{module}")).runtime(runtime);
        builder.out_dir(out_dir.join(module)).compile("../fixtures/accept")?;
    }
    Ok(())
}

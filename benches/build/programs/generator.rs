//! The build script of a client.

fn main() -> Result<(), dingtalk_codegen::CompileError> {
    dingtalk_codegen::configure().compile("spec")
}

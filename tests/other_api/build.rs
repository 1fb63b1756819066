//! Generates the client.
fn main() -> Result<(), dingtalk_codegen::CompileError> {
    dingtalk_codegen::configure().compile("spec")
}

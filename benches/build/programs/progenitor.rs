//! A build script that generates a client of the same API with progenitor.

use std::path::Path;
use std::{env, fs};

fn main() {
    let spec = fs::read_to_string("openapi.json").expect("the document");
    let spec = serde_json::from_str(&spec).expect("an OpenAPI document");
    let tokens = progenitor_impl::Generator::default().generate_tokens(&spec).expect("a client");
    let text = prettyplease::unparse(&syn::parse2(tokens).expect("Rust"));
    let folder = env::var_os("OUT_DIR").expect("a build script has a folder");
    fs::write(Path::new(&folder).join("client.rs"), text).expect("written");
}

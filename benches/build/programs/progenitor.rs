//! A build script that generates a client of the same API with progenitor.

use std::path::Path;
use std::{env, fs};

fn main() {
    let spec = fs::read_to_string("openapi.json").expect("the document");
    let mut spec: serde_json::Value = serde_json::from_str(&spec).expect("JSON");
    // It supports one type of response.
    for path in spec["paths"].as_object_mut().expect("paths").values_mut() {
        for operation in path.as_object_mut().expect("operations").values_mut() {
            operation["responses"].as_object_mut().expect("responses").retain(|status, _| status == "200");
        }
    }
    // Two spellings of one field are one name to it.
    spec["components"]["schemas"].as_object_mut().expect("schemas").remove("error");
    let spec = serde_json::from_value(spec).expect("an OpenAPI document");
    let tokens = progenitor_impl::Generator::default().generate_tokens(&spec).expect("a client");
    let text = prettyplease::unparse(&syn::parse2(tokens).expect("Rust"));
    let folder = env::var_os("OUT_DIR").expect("a build script has a folder");
    fs::write(Path::new(&folder).join("client.rs"), text).expect("written");
}

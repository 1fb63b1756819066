//! A client in a private module of a binary, which uses a part of it. The test is that it compiles without a warning.
#![deny(warnings)]

mod client {
    include!(concat!(env!("OUT_DIR"), "/renamed/mod.rs"));
}

fn main() {
    println!("{}", client::Library::MAIN);
}

//! The same call with the client that progenitor generates.

// Its code is not held against lints.
#[allow(warnings)]
mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let client = client::Client::new("https://api.dingtalk.io");
    let chat = client::types::ChatId("a chat".to_owned());
    println!("{:?}", runtime.block_on(client.im_chat_id_to_open_conversation_id(&chat)));
}

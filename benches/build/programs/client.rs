//! A call of the client.

use dingtalk_client::im::chat_id_to_open_conversation_id::Request;
use dingtalk_client::{ChatId, Client};

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let client = Client::builder().token("a token").build().expect("a client");
    let request = Request::new(ChatId::new("a chat"));
    println!("{:?}", runtime.block_on(client.im().chat_id_to_open_conversation_id(&request).send()));
}

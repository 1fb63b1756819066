//! The calls of the quickstart without async: each blocks its thread until the response arrives.
//!
//! Calls a local stand-in for `DingTalk`, so it needs no account.

mod service;

use std::error::Error;
use std::thread;

use dingtalk_client::blocking::Client;
use dingtalk_client::conv_file::send_link;
use dingtalk_client::im::chat_id_to_open_conversation_id as convert;
use dingtalk_client::{ChatId, DentryId, OpenConversationId, Outcome, SpaceId, UnionId};
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    // Only the stand-in needs a runtime; the client brings its own.
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let server = runtime.block_on(service::fake().serve())?;

    let client = connect(&server.base_url())?;
    let request = convert::Request::new(ChatId::new(service::CHAT_ID));
    let response = client.im().chat_id_to_open_conversation_id(&request).send()?;
    let conversation = response.open_conversation_id.ok_or("the response has no openConversationId")?;
    println!("openConversationId  {conversation}");

    // Clones share their connections, on any number of threads.
    let sending = thread::spawn({
        let (client, request) = (client.clone(), link_to(&conversation));
        move || client.conv_file().send_link(&request).send()
    });
    let file = sending.join().map_err(|_| "the thread panicked")??.file.unwrap_or_default();
    println!("sent                {:?}, {:?}\n", file.name.unwrap_or_default(), file.status);

    for code in service::send_link_errors() {
        let mut request = link_to(&conversation);
        request.dentry_id = service::failing_with(code);
        match client.conv_file().send_link(&request).send() {
            Ok(_) => return Err(format!("{code}: the stand-in did not fail").into()),
            Err(error) if error.outcome() == Outcome::Refused => println!("refused  {error}"),
            // A retry may send the message twice.
            Err(error) => println!("{:?}  {error}", error.outcome()),
        }
    }
    Ok(())
}

/// A client that fetches its access token with the app's credentials.
fn connect(base_url: &str) -> Result<Client, Box<dyn Error>> {
    let builder = dingtalk_client::Client::builder().base_url(base_url).allow_plain_http();
    Ok(Client::new(builder.app_credentials(service::APP_KEY, service::APP_SECRET).build()?)?)
}

fn link_to(conversation: &OpenConversationId) -> send_link::Request {
    send_link::Request::new(
        UnionId::new("chyxxxxx"),
        SpaceId::new("786xxxxx"),
        DentryId::new("908xxxxx"),
        conversation.clone(),
    )
}

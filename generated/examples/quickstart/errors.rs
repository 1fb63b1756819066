//! Every documented error of two operations, and one of the older host, as its variant.

use dingtalk_client::conv_file::send_link;
use dingtalk_client::im::chat_id_to_open_conversation_id as convert;
use dingtalk_client::runtime::{Endpoint, ErrorTable};
use dingtalk_client::testing::Fake;
use dingtalk_client::user::get;
use dingtalk_client::{ChatId, Client, DingTalk, Error, OpenConversationId, UserId};

/// Prints a table of errors. `client` calls the fake of the journey, which knows no other user.
pub async fn provoke(client: &Client) -> Result<(), crate::Failure> {
    println!("\n{:<7} {:<26} typed variant", "status", "code");
    let conversation = OpenConversationId::new("cid");
    let link = send_link::Request::new("union".into(), "space".into(), "file".into(), conversation);
    fail_with_each("send_link", &link).await?;
    fail_with_each("chat_id_to_open_conversation_id", &convert::Request::new(ChatId::new("chat"))).await?;
    let unknown = client.user().get(&get::Request::new(UserId::new("nobody"))).await;
    print_row("user::get", &unknown.expect_err("the fake knows no such user"));
    Ok(())
}

/// Makes a fake return each error of the operation's table.
async fn fail_with_each<R: Endpoint<Api = DingTalk>>(name: &str, request: &R) -> Result<(), crate::Failure> {
    for row in R::ErrorCode::ROWS {
        let Some(code) = R::ErrorCode::from_code(row.code) else { continue };
        let fake = Fake::new();
        fake.on::<R>().fail(code).always();
        let client = fake.client_builder().options(dingtalk_client::Options::new().attempts(1)).build()?;
        if let Err(error) = client.call(request).await {
            print_row(name, &error);
        }
    }
    Ok(())
}

fn print_row<E: ErrorTable>(operation: &str, error: &Error<E>) {
    let status = error.status().map(|status| status.as_u16()).unwrap_or_default();
    let code = error.raw_code().unwrap_or_default();
    match error.code() {
        Some(variant) => println!("{status:<7} {code:<26} {operation}::ErrorCode::{variant:?}"),
        None => println!("{status:<7} {code:<26} not documented: {error}"),
    }
}

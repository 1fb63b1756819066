//! From app credentials to a file link in a chat, and every documented error as its variant.
//!
//! By default it calls a local stand-in for `DingTalk`. It calls the real service if these environment variables are
//! set: `DINGTALK_BASE_URL`, `DINGTALK_APP_KEY`, `DINGTALK_APP_SECRET`, `DINGTALK_CHAT_ID`, `DINGTALK_UNION_ID`,
//! `DINGTALK_SPACE_ID` and `DINGTALK_DENTRY_ID`.

mod service;

use dingtalk_client::conv_file::send_link;
use dingtalk_client::im::chat_id_to_open_conversation_id as convert;
use dingtalk_client::oauth2::get_access_token;
use dingtalk_client::{ChatId, Client, DentryId, OpenConversationId, Options, Secret, SpaceId, UnionId};
use std::env;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    if let Ok(base_url) = env::var("DINGTALK_BASE_URL") {
        let setup = Setup::from_environment(base_url)?;
        // The example `stand_in` has no TLS.
        let client = setup.connect(setup.base_url.starts_with("http://127.0.0.1:")).await?;
        setup.send(&client).await?;
        return Ok(());
    }
    let server = service::fake().serve().await?;
    println!("A stand-in for DingTalk listens on {}.\n", server.base_url());
    let setup = Setup::for_stand_in(server.base_url());
    let client = setup.connect(true).await?;
    setup.send(&client).await?;
    provoke_errors(&setup, &client).await
}

/// The service, credentials and ids to use.
struct Setup {
    base_url: String,
    app_key: String,
    app_secret: Secret,
    chat_id: ChatId,
    union_id: UnionId,
    space_id: SpaceId,
    dentry_id: DentryId,
}

impl Setup {
    fn from_environment(base_url: String) -> Result<Self, Failure> {
        let get = |name: &str| env::var(name).map_err(|error| format!("{name}: {error}"));
        Ok(Self {
            base_url,
            app_key: get("DINGTALK_APP_KEY")?,
            app_secret: get("DINGTALK_APP_SECRET")?.into(),
            chat_id: get("DINGTALK_CHAT_ID")?.into(),
            union_id: get("DINGTALK_UNION_ID")?.into(),
            space_id: get("DINGTALK_SPACE_ID")?.into(),
            dentry_id: get("DINGTALK_DENTRY_ID")?.into(),
        })
    }

    fn for_stand_in(base_url: String) -> Self {
        Self {
            base_url,
            app_key: service::APP_KEY.to_owned(),
            app_secret: service::APP_SECRET.into(),
            chat_id: ChatId::new(service::CHAT_ID),
            union_id: UnionId::new("chyxxxxx"),
            space_id: SpaceId::new("786xxxxx"),
            dentry_id: DentryId::new("908xxxxx"),
        }
    }

    /// Creates a client with an access token, fetched with the app's credentials.
    async fn connect(&self, plain_http: bool) -> Result<Client, Failure> {
        let builder = Client::builder().base_url(&self.base_url);
        let client = if plain_http { builder.allow_plain_http() } else { builder }.build()?;
        let request = get_access_token::Request::new(&self.app_key, self.app_secret.clone());
        let response = client.oauth2().get_access_token(&request).await?;
        println!(
            "access token        {:?}, valid for {:?} s",
            response.access_token,
            response.expire_in.unwrap_or_default()
        );
        // Shares the connections, now with the token.
        Ok(client.with(Options::new().token(response.access_token)))
    }

    /// Converts the chatId to an openConversationId, and sends a file link there.
    async fn send(&self, client: &Client) -> Result<(), Failure> {
        let request = convert::Request::new(self.chat_id.clone());
        let response = client.im().chat_id_to_open_conversation_id(&request).await?;
        let conversation = response.open_conversation_id.ok_or("the response has no openConversationId")?;
        println!("chatId              {}", self.chat_id);
        println!("openConversationId  {conversation}");

        let response = client.conv_file().send_link(&self.link_to(conversation)).await?;
        let file = response.file.unwrap_or_default();
        println!(
            "sent                {} {:?}, {} bytes, {:?}",
            file.r#type.unwrap_or_default(),
            file.name.unwrap_or_default(),
            file.size.unwrap_or_default(),
            file.status
        );
        Ok(())
    }

    fn link_to(&self, conversation: OpenConversationId) -> send_link::Request {
        send_link::Request::new(self.union_id.clone(), self.space_id.clone(), self.dentry_id.clone(), conversation)
    }
}

/// Makes the stand-in return each documented error, and prints its variant.
async fn provoke_errors(setup: &Setup, client: &Client) -> Result<(), Failure> {
    println!("\n{:<7} {:<26} typed variant", "status", "code");
    for code in service::send_link_errors() {
        let mut request = setup.link_to(OpenConversationId::new("cid"));
        request.dentry_id = service::failing_with(code);
        let error = client.conv_file().send_link(&request).await.expect_err("the stand-in fails with the code");
        print_row(&error, "send_link", error.code());
    }
    let unknown = convert::Request::new(ChatId::new("no such chat"));
    let error = client.im().chat_id_to_open_conversation_id(&unknown).await.expect_err("there is no such chat");
    print_row(&error, "chat_id_to_open_conversation_id", error.code());
    Ok(())
}

fn print_row(error: &dingtalk_client::AnyError, module: &str, variant: Option<impl std::fmt::Debug>) {
    let status = error.status().map(|status| status.as_u16()).unwrap_or_default();
    let code = error.raw_code().unwrap_or_default();
    match variant {
        Some(variant) => println!("{status:<7} {code:<26} {module}::ErrorCode::{variant:?}"),
        None => println!("{status:<7} {code:<26} not documented: {error}"),
    }
}

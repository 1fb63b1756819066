//! From an app's credentials and a phone number to a file in a chat.
//!
//! Every value of the last request comes from the response to an earlier one. By default the calls go to a fake of
//! `DingTalk` on this machine. With `DINGTALK_APP_KEY`, `DINGTALK_APP_SECRET` and `DINGTALK_MOBILE` they go to the real
//! service, at `DINGTALK_BASE_URL` if that is set.

mod errors;
mod fake;

use std::env;

use dingtalk_client::im::create_group;
use dingtalk_client::oauth2::get_access_token;
use dingtalk_client::storage::{add_space, list_dentries};
use dingtalk_client::upload::Upload;
use dingtalk_client::user::{get, get_by_mobile};
use dingtalk_client::{
    Client, DentryId, DentryUuid, OpenConversationId, Options, Secret, SpaceId, UnionId, UserId, conv_file, doc_v2,
};

type Failure = Box<dyn std::error::Error>;

/// The name of the space and of the group that a run against the real service leaves behind.
const NAME: &str = "quickstart";

/// The folder that holds all others of a space.
const ROOT: &str = "0";

#[tokio::main]
async fn main() -> Result<(), Failure> {
    if let Some(setup) = Setup::from_environment()? {
        println!("This creates at DingTalk: a storage space, two small files in it, and a group chat `{NAME}`,");
        println!("and sends a link to one of the files into the group.\n");
        let builder = setup.base_url.map_or_else(Client::builder, |url| Client::builder().base_url(url));
        return Journey::start(builder.build()?, &setup.app_key, setup.app_secret).await?.send(&setup.mobile).await;
    }
    let service = fake::FakeDingTalk::new();
    let server = service.fake.serve().await?;
    service.set_base_url(server.base_url());
    println!("A fake of DingTalk listens on {}.\n", server.base_url());
    let client = Client::builder().base_url(server.base_url()).allow_plain_http().build()?;
    let journey = Journey::start(client, fake::APP_KEY, fake::APP_SECRET.into()).await?;
    journey.send(fake::MOBILE).await?;
    errors::provoke(&journey.client).await
}

/// The app and the user of the real service.
struct Setup {
    base_url: Option<String>,
    app_key: String,
    app_secret: Secret,
    mobile: String,
}

impl Setup {
    /// `None` without any of the variables.
    fn from_environment() -> Result<Option<Self>, Failure> {
        const NAMES: [&str; 3] = ["DINGTALK_APP_KEY", "DINGTALK_APP_SECRET", "DINGTALK_MOBILE"];
        if NAMES.iter().all(|name| env::var_os(name).is_none()) {
            return Ok(None);
        }
        let get = |name: &str| env::var(name).map_err(|error| format!("{name}: {error}"));
        let [app_key, app_secret, mobile] = [get(NAMES[0])?, get(NAMES[1])?, get(NAMES[2])?];
        let base_url = env::var("DINGTALK_BASE_URL").ok();
        Ok(Some(Self { base_url, app_key, app_secret: app_secret.into(), mobile }))
    }
}

/// A client with an access token.
struct Journey {
    client: Client,
}

/// A space, and the user on whose behalf it is used.
struct Space {
    id: SpaceId,
    owner: UnionId,
}

impl Journey {
    /// Fetches a token. A client with `app_credentials` does this by itself.
    async fn start(client: Client, app_key: &str, app_secret: Secret) -> Result<Self, Failure> {
        let request = get_access_token::Request::new(app_key, app_secret);
        let response = client.oauth2().get_access_token(&request).await?;
        let (token, seconds) = (response.access_token, response.expire_in.unwrap_or_default());
        println!("access token   {token:?}, valid for {seconds} s");
        Ok(Self { client: client.with(Options::new().token(token)) })
    }

    /// Takes the steps from a phone number to a file link in a chat.
    async fn send(&self, mobile: &str) -> Result<(), Failure> {
        let (user, owner) = self.user(mobile).await?;
        let space = self.space(owner).await?;
        let folder = self.root_folder(&space).await?;
        for (name, content) in [("agenda.txt", "1. The minutes"), ("minutes.txt", "We met.")] {
            self.upload(&space, &folder, name, content).await?;
        }
        let file = self.last_file(&space).await?;
        let conversation = self.group(user).await?;
        self.link(space, file, conversation).await
    }

    async fn user(&self, mobile: &str) -> Result<(UserId, UnionId), Failure> {
        let found = self.client.user().get_by_mobile(&get_by_mobile::Request::new(mobile)).await?;
        let user = found.userid.ok_or("the response has no userid")?;
        println!("user           {user}");
        let details = self.client.user().get(&get::Request::new(user.clone())).await?;
        let union = details.unionid.ok_or("the response has no unionid")?;
        println!("union ID       {union} of {}", details.name.unwrap_or_default());
        Ok((user, union))
    }

    /// The space of this program, which exists once.
    async fn space(&self, owner: UnionId) -> Result<Space, Failure> {
        let options = add_space::SpaceOptions::new().with_name(NAME).with_scene(NAME).with_scene_id("0");
        let request = add_space::Request::new(owner.clone()).with_option(options);
        let response = self.client.storage().add_space(&request).await?;
        let id = response.space.and_then(|space| space.id).ok_or("the response has no space")?;
        println!("space          {id}");
        Ok(Space { id, owner })
    }

    /// The UUID of the root folder. No docs page says how to get it. This assumes that the operation that converts IDs
    /// of folders takes the ID of the root folder as well.
    async fn root_folder(&self, space: &Space) -> Result<DentryUuid, Failure> {
        if let Ok(uuid) = env::var("DINGTALK_PARENT_UUID") {
            println!("root folder    {uuid}, from DINGTALK_PARENT_UUID");
            return Ok(uuid.into());
        }
        let request =
            doc_v2::query_dentry_uuid::Request::new(DentryId::new(ROOT), space.id.clone(), space.owner.clone());
        let response = self.client.doc_v2().query_dentry_uuid(&request).await?;
        let uuid = response.dentry_uuid.ok_or("the response has no dentryUuid")?;
        println!("root folder    {uuid}, assuming that `{ROOT}` has a UUID; DINGTALK_PARENT_UUID names another folder");
        Ok(uuid)
    }

    async fn upload(
        &self,
        space: &Space,
        folder: &DentryUuid,
        name: &str,
        content: &'static str,
    ) -> Result<(), Failure> {
        let upload = Upload::new(folder.clone(), space.owner.clone(), name, content);
        let file = upload
            .on_progress(|bytes| println!("  uploading    {bytes} bytes"))
            .send(&self.client)
            .await?
            .unwrap_or_default();
        println!("uploaded       {:?} as {:?}", file.name.unwrap_or_default(), file.id.unwrap_or_default().as_str());
        Ok(())
    }

    /// The last file of the root folder, which is listed in pages.
    async fn last_file(&self, space: &Space) -> Result<DentryId, Failure> {
        let request = list_dentries::Request::new(space.id.clone(), DentryId::new(ROOT), space.owner.clone());
        let mut pages = self.client.pages(&request.with_max_results(1));
        let mut last = None;
        while let Some(page) = pages.next().await {
            let files = page?.dentries.unwrap_or_default();
            let names: Vec<&str> = files.iter().filter_map(|file| file.name.as_deref()).collect();
            println!("page of files  {names:?}");
            last = files.into_iter().next_back().and_then(|file| file.id).or(last);
        }
        Ok(last.ok_or("the space has no files")?)
    }

    async fn group(&self, user: UserId) -> Result<OpenConversationId, Failure> {
        let request = create_group::Request::new(NAME, user.clone(), vec![user]);
        let response = self.client.im().create_group(&request).await?;
        let conversation = response.open_conversation_id.ok_or("the response has no openConversationId")?;
        println!("group          {conversation}");
        Ok(conversation)
    }

    async fn link(&self, space: Space, file: DentryId, conversation: OpenConversationId) -> Result<(), Failure> {
        let request = conv_file::send_link::Request::new(space.owner, space.id, file, conversation);
        let sent = self.client.conv_file().send_link(&request).await?.file.unwrap_or_default();
        let (name, size) = (sent.name.unwrap_or_default(), sent.size.unwrap_or_default());
        println!("sent           {name:?}, {size} bytes, {:?}", sent.status);
        Ok(())
    }
}

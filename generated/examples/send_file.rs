//! Uploads a file and sends its link into a new group: `send_file MOBILE FILE`, with the app's credentials in the
//! variables `DINGTALK_APP_KEY` and `DINGTALK_APP_SECRET`, and the UUID of a folder in `DINGTALK_PARENT_UUID`.

use std::env::{self, var};
use std::path::Path;

use dingtalk_client::upload::Upload;
use dingtalk_client::{Client, conv_file::send_link, im::create_group, user};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [mobile, path] =
        <[String; 2]>::try_from(env::args().skip(1).collect::<Vec<_>>()).map_err(|_| "usage: send_file MOBILE FILE")?;
    let builder = Client::builder().app_credentials(var("DINGTALK_APP_KEY")?, var("DINGTALK_APP_SECRET")?);
    let client = builder.build()?;

    let found = client.user().get_by_mobile(&user::get_by_mobile::Request::new(mobile)).await?;
    let user = found.userid.ok_or("no userid")?;
    let details = client.user().get(&user::get::Request::new(user.clone())).await?;
    let union = details.unionid.ok_or("no unionid")?;

    let name = Path::new(&path).file_name().and_then(|name| name.to_str()).ok_or("the file has no name")?;
    let upload = Upload::new(var("DINGTALK_PARENT_UUID")?.into(), union.clone(), name, std::fs::read(&path)?);
    let file = upload.send(&client).await?.ok_or("no dentry")?;

    let group = client.im().create_group(&create_group::Request::new(name, user.clone(), vec![user])).await?;
    let conversation = group.open_conversation_id.ok_or("no openConversationId")?;
    let (space, file) = (file.space_id.ok_or("no spaceId")?, file.id.ok_or("no id")?);
    let sent = client.conv_file().send_link(&send_link::Request::new(union, space, file, conversation)).await?;
    println!("{:?}", sent.file);
    Ok(())
}

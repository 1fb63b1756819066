//! The same call with reqwest and serde's derives.

use serde::Deserialize;

const URL: &str = "https://api.dingtalk.io/v1.0/im/chat/a%20chat/convertToOpenConversationId";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    open_conversation_id: Option<String>,
}

async fn call() -> Result<Response, reqwest::Error> {
    let request = reqwest::Client::new().post(URL).header("x-acs-dingtalk-access-token", "a token");
    request.send().await?.json().await
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    println!("{:?}", runtime.block_on(call()).map(|response| response.open_conversation_id));
}

//! The same call with the client of hyper-util, TLS and serde's derives.

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde::Deserialize;
use std::error::Error;

const URL: &str = "https://api.dingtalk.io/v1.0/im/chat/a%20chat/convertToOpenConversationId";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    open_conversation_id: Option<String>,
}

async fn call() -> Result<Response, Box<dyn Error>> {
    let https = HttpsConnectorBuilder::new().with_platform_verifier().https_only().enable_all_versions().build();
    let client: Client<_, Full<Bytes>> = Client::builder(TokioExecutor::new()).build(https);
    let request = hyper::Request::post(URL).header("x-acs-dingtalk-access-token", "a token");
    let response = client.request(request.body(Full::default())?).await?;
    let body = response.into_body().collect().await?.to_bytes();
    Ok(serde_json::from_slice(&body)?)
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    println!("{:?}", runtime.block_on(call()).map(|response| response.open_conversation_id));
}

//! Uploads to signed URLs, and of files.

use std::sync::{Arc, Mutex};

use dingtalk_client::storage_v2::{commit_file, query_upload_info};
use dingtalk_client::testing::Fake;
use dingtalk_client::transport::{Bytes, Response};
use dingtalk_client::upload::Upload;
use dingtalk_client::{
    AnyError, Client, DentryId, DentryUuid, ErrorKind, HeaderName, HeaderValue, Method, Options, Outcome, Secret,
    StatusCode, UnionId, UploadKey, blocking,
};

use crate::server::{Server, builder, client, response};

const SIGNATURE: &str = "OSS key:0123456789abcdef";

fn stored() -> crate::server::Act {
    response("200 OK", &[], "")
}

/// The numbers that a callback receives.
#[derive(Clone, Default)]
struct Reports(Arc<Mutex<Vec<u64>>>);

impl Reports {
    fn callback(&self) -> impl Fn(u64) + Send + Sync + 'static {
        let reports = self.clone();
        move |bytes| reports.0.lock().expect("no panic").push(bytes)
    }

    fn all(&self) -> Vec<u64> {
        self.0.lock().expect("no panic").clone()
    }
}

#[tokio::test]
async fn signed_put_has_exactly_the_given_headers() {
    let server = Server::start(vec![stored()]).await;
    let url = format!("{}/a%2Fb/c?part=1&sig=x%20y", server.url());
    let headers = [("Authorization", SIGNATURE), ("x-oss-date", "20221010T101010Z")];
    client(&server).put_signed(&url, headers, "We met.").send().await.expect("success");
    let expected = "PUT /a%2Fb/c?part=1&sig=x%20y HTTP/1.1\r\n\
                    content-type: \r\n\
                    authorization: OSS key:0123456789abcdef\r\n\
                    x-oss-date: 20221010T101010Z\r\n\
                    host: HOST\r\n\
                    content-length: 7\r\n\
                    \r\n\
                    We met.";
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
async fn signed_put_has_no_header_of_the_client() {
    let server = Server::start(vec![stored()]).await;
    let own = Options::new().header(HeaderName::from_static("x-own"), HeaderValue::from_static("0123456789"));
    let client = builder(server.url()).options(own.token("a-token")).build().expect("a client");
    let headers: [(&str, &str); 0] = [];
    client.put_signed(&format!("{}/a", server.url()), headers, "").send().await.expect("success");
    let expected = "PUT /a HTTP/1.1\r\ncontent-type: \r\ncontent-length: 0\r\nhost: HOST\r\n\r\n";
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
async fn content_type_of_the_service_is_sent() {
    let server = Server::start(vec![stored()]).await;
    let headers = [("Content-Type", "text/plain")];
    client(&server).put_signed(&format!("{}/a", server.url()), headers, "x").send().await.expect("success");
    assert!(server.requests()[0].contains("\r\ncontent-type: text/plain\r\n"));
}

#[tokio::test]
async fn invalid_urls_and_headers_are_not_sent() {
    let client = Client::builder().build().expect("a client");
    for (url, header) in [
        ("", "x-a"),
        ("/a", "x-a"),
        ("http://storage.example/a?0123456789", "x-a"),
        ("https://me:word@storage.example/a", "x-a"),
        ("https://storage.example/a", "host"),
        ("https://storage.example/a", "content-length"),
    ] {
        let error = client.put_signed(url, [(header, "0123456789")], "x").send().await.expect_err(url);
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Request, Outcome::NotSent), "{url}");
        assert!(!format!("{error:?} {error:#}").contains("0123456789"), "{error}");
    }
}

#[tokio::test]
async fn storage_that_fails_is_asked_again_and_repeats_no_secret() {
    let busy = || response("503 Busy", &["retry-after: 0"], format!("<Error>{SIGNATURE}</Error>"));
    let server = Server::start(vec![busy(), stored()]).await;
    let client = builder(server.url()).options(Options::new().attempts(2)).build().expect("a client");
    let url = format!("{}/a?signature=fedcba9876543210", server.url());
    client.put_signed(&url, [("authorization", SIGNATURE)], "x").send().await.expect("success");
    assert_eq!(server.requests().len(), 2);

    let refused = format!("<Error>{SIGNATURE} fedcba9876543210</Error>");
    let server = Server::start(vec![response("403 Forbidden", &[], refused)]).await;
    let url = format!("{}/a?signature=fedcba9876543210", server.url());
    let put = crate::server::client(&server).put_signed(&url, [("authorization", SIGNATURE)], "x");
    assert!(!format!("{put:?}").contains("fedcba"));
    let error = put.send().await.expect_err("refused");
    let shown = format!("{error} {error:?} {}", String::from_utf8_lossy(error.body()));
    assert!(shown.contains("[REDACTED]") && !shown.contains("cdef") && !shown.contains("fedc"), "{shown}");
    assert_eq!((error.operation(), error.status()), ("upload to a signed URL", Some(StatusCode::FORBIDDEN)));
}

#[tokio::test]
async fn progress_is_reported_in_parts() {
    let server = Server::start(vec![stored(), stored()]).await;
    let (large, small) = (Reports::default(), Reports::default());
    let put = |content: Vec<u8>| client(&server).put_signed(&format!("{}/a", server.url()), [("x-a", "b")], content);
    put(vec![7; 150 << 10]).on_progress(large.callback()).send().await.expect("success");
    assert_eq!(large.all(), [64 << 10, 128 << 10, 150 << 10]);
    put(vec![7; 10]).on_progress(small.callback()).send().await.expect("success");
    assert_eq!(small.all(), [10]);
}

fn signature() -> query_upload_info::HeaderSignatureInfo {
    let headers = [("authorization".to_owned(), Secret::from(SIGNATURE))];
    query_upload_info::HeaderSignatureInfo::default()
        .with_resource_urls(vec!["https://storage.example/a?part=1".to_owned()])
        .with_headers(headers.into())
        .with_expiration_seconds(900)
}

/// The upload of a file, to a fake that has prepared it like this.
fn prepare(fake: &Fake, prepared: query_upload_info::Response) -> Upload {
    fake.on::<query_upload_info::Request>().respond(prepared);
    fake.respond_raw_with(Method::PUT, "/a", |_| Response::new(Bytes::new()));
    let dentry = commit_file::Dentry::default().with_id(DentryId::new("d1"));
    fake.on::<commit_file::Request>().respond(commit_file::Response::default().with_dentry(dentry));
    let upload = Upload::new(DentryUuid::new("root"), UnionId::new("u1"), "minutes.txt", "We met.");
    upload.with_conflict_strategy(commit_file::ConflictStrategy::Overwrite)
}

async fn upload(fake: &Fake, prepared: query_upload_info::Response) -> Result<Option<commit_file::Dentry>, AnyError> {
    prepare(fake, prepared).send(&fake.client().expect("a client")).await
}

#[tokio::test]
async fn file_takes_three_steps() {
    let fake = Fake::new();
    let prepared = query_upload_info::Response::default().with_upload_key(UploadKey::new("k1"));
    let file = upload(&fake, prepared.with_header_signature_info(signature())).await.expect("success").expect("a file");
    assert_eq!(file.id, Some(DentryId::new("d1")));
    let asked = fake.requests::<query_upload_info::Request>().pop().expect("a request");
    let check = asked.option.and_then(|option| option.pre_check_param).expect("a check");
    assert_eq!((check.size, check.name.as_deref()), (Some(7), None));
    let committed = fake.requests::<commit_file::Request>().pop().expect("a request");
    assert_eq!((committed.upload_key, committed.name.as_str()), (UploadKey::new("k1"), "minutes.txt"));
    let option = committed.option.expect("options");
    assert_eq!((option.size, option.conflict_strategy), (Some(7), Some(commit_file::ConflictStrategy::Overwrite)));
    let requests = fake.http_requests();
    assert_eq!(requests[1].uri(), "https://storage.example/a?part=1");
    assert_eq!(requests[1].body(), "We met.");
    assert!(!requests[1].headers().contains_key("x-acs-dingtalk-access-token"));
}

#[test]
fn blocking_client_uploads_a_file() {
    let fake = Fake::new();
    let prepared = query_upload_info::Response::default().with_upload_key(UploadKey::new("k1"));
    let upload = prepare(&fake, prepared.with_header_signature_info(signature()));
    let client = blocking::Client::new(fake.client().expect("a client")).expect("a runtime");
    let file = client.block_on(async |client| upload.send(client).await).expect("success").expect("a file");
    assert_eq!(file.id, Some(DentryId::new("d1")));
    fake.verify().expect("three steps");
}

#[tokio::test]
async fn file_without_a_url_or_a_key_is_not_uploaded() {
    let without_url = query_upload_info::Response::default().with_upload_key(UploadKey::new("k1"));
    let without_key = query_upload_info::Response::default().with_header_signature_info(signature());
    for prepared in [without_url, without_key] {
        let fake = Fake::new();
        let error = upload(&fake, prepared).await.expect_err("nothing to upload to");
        assert!(error.to_string().contains("the service returned no signed URL"), "{error}");
        assert_eq!(fake.http_requests().len(), 1);
    }
}

#[tokio::test]
async fn fake_accepts_some_tokens_alone() {
    let fake = Fake::new();
    fake.accept_tokens(|token| token == "fake-token-2");
    fake.on::<query_upload_info::Request>().respond_with_example();
    let request = query_upload_info::Request::new(
        DentryUuid::new("root"),
        UnionId::new("u1"),
        query_upload_info::UploadProtocol::HeaderSignature,
    );
    // The first token is rejected, and the client gets another one.
    fake.client().expect("a client").storage_v2().query_upload_info(&request).await.expect("success");
    assert_eq!(fake.http_requests().len(), 2);
    let client = fake.client().expect("a client").with(Options::new().token("another"));
    let error = client.storage_v2().query_upload_info(&request).await.expect_err("a rejected token");
    assert_eq!(error.raw_code(), Some("InvalidAuthentication"));
}

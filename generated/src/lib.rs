//! A typed client for DingTalk's HTTP API.
//!
//! Each operation is a method on the client of its service, and a module with its `Request`, `Response` and `ErrorCode`.
//! Types, error codes and docs are generated from the pages of the API's documentation.
//!
//! ```no_run
//! use dingtalk_client::im::chat_id_to_open_conversation_id::{ErrorCode, Request};
//! use dingtalk_client::{ChatId, Client};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().app_credentials("an app key", "an app secret").build()?;
//! let request = Request::new(ChatId::new("chatfaabe59a460527f5fb72fbbdfe3f061e"));
//!
//! match client.im().chat_id_to_open_conversation_id(&request).await {
//!     Ok(response) => println!("{:?}", response.open_conversation_id),
//!     Err(error) if error.code() == Some(ErrorCode::InvalideChatId) => println!("the chat does not exist"),
//!     // Shows the status, code, message and the request id that DingTalk's support asks for.
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The guide `docs/getting-started.md`, in the repository and the package, goes from an empty folder to such a call.
//!
//! # Operations
//!
//! | service | operation | |
//! |---|---|---|
//! | [`conv_file`] | [`send_link`](conv_file::ConvFile::send_link) | Send a file link to a chat. |
//! | [`doc_v2`] | [`query_dentry_uuid`](doc_v2::DocV2::query_dentry_uuid) | Get the dentryUuid of a file or a folder. |
//! | [`im`] | [`chat_id_to_open_conversation_id`](im::Im::chat_id_to_open_conversation_id) | Convert a chatId into an openConversationId. |
//! | [`im`] | [`create_group`](im::Im::create_group) | Create a group chat. |
//! | [`oauth2`] | [`get_access_token`](oauth2::Oauth2::get_access_token) | Get an access token for an internal app. |
//! | [`storage`] | [`add_space`](storage::Storage::add_space) | Add a storage space, which holds files and folders. |
//! | [`storage`] | [`list_dentries`](storage::Storage::list_dentries) | List the files and folders in a folder of a storage space. |
//! | [`storage_v2`] | [`commit_file`](storage_v2::StorageV2::commit_file) | Add an uploaded file to a folder. |
//! | [`storage_v2`] | [`query_upload_info`](storage_v2::StorageV2::query_upload_info) | Get the URL and the headers to upload a file with. |
//! | [`user`] | [`get`](user::User::get) | Get the details of a user. |
//! | [`user`] | [`get_by_mobile`](user::User::get_by_mobile) | Find a user by phone number. |
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `hyper` | yes | The default transport, over hyper. Requires a Tokio runtime with time and IO enabled. |
//! | `tls` | yes | TLS with rustls and the platform's certificates. Without it, building a client for an `https` URL fails. Enables `hyper`. |
//! | `http2` | yes | HTTP/2, if the service offers it. Without it, calls use HTTP/1.1. Enables `tls`. |
//! | each service, such as `im` | yes | The operations of the service. Identifiers and the operation that fetches access tokens need no feature. |
//! | `blocking` | no | `blocking::Client`: the same services and methods without async, inside or outside a Tokio runtime. |
//! | `testing` | no | `testing::Fake`: a fake of the service, for tests without a network. |
//!
//! # Errors
//!
//! A failed call returns an [`Error`] with the status, code, message and request id, whether or not the code is
//! documented. `?` converts the errors of all endpoints to [`AnyError`].
//!
//! Before you repeat a call, check [`AnyError::outcome`]: the service may have carried it out already.
//!
//! # Testing
//!
//! With the feature `testing`, a `testing::Fake` takes the place of the network, and sets up responses with the types of
//! the operation:
//!
//! ```
//! # #[cfg(feature = "testing")] {
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! use dingtalk_client::ChatId;
//! use dingtalk_client::im::chat_id_to_open_conversation_id::{ErrorCode, Request};
//! use dingtalk_client::testing::Fake;
//!
//! let fake = Fake::new();
//! fake.on::<Request>().fail(ErrorCode::InvalideChatId);
//!
//! let client = fake.client()?;
//! let request = Request::new(ChatId::new("chat"));
//! let error = client.im().chat_id_to_open_conversation_id(&request).await.unwrap_err();
//! assert_eq!(error.code(), Some(ErrorCode::InvalideChatId));
//! # Ok::<(), dingtalk_client::BuildError>(())
//! # }).unwrap();
//! # }
//! ```
//!
//! The guide `docs/testing.md` shows all that a fake can do.
//!
//! # Calls
//!
//! The methods of the services return a [`Call`], which is sent by `.await` or [`Call::send`]. It borrows nothing, so it
//! can be sent from another task, and it takes [`Options`] of this call, such as a deadline, a token or a header.
//! [`Call::send_with_response`] returns a [`Reply`], which also has the response's status, headers and request id.
//! [`Client::with`] returns a client with other options, and [`Client::call`] takes any endpoint's request. Tests and
//! other HTTP stacks implement [`transport::Transport`].
//!
//! [`Client::raw`] calls an operation that this crate does not have, with the same tokens, retries and errors:
//!
//! ```no_run
//! # use dingtalk_client::{Client, Method, Value};
//! # async fn example(client: Client) -> Result<(), dingtalk_client::AnyError> {
//! let call = client.raw(Method::GET, "/v1.0/contact/users/{unionId}").path_parameter("unionId", "me");
//! let user: Value = call.send().await?;
//! # Ok(())
//! # }
//! ```
//!
//! The default transport pools connections, and takes proxies and certificates from the environment or from
//! `transport::HyperBuilder`. The guide `docs/connections.md` in the repository and the package explains it.
//!
//! The constants of [`DingTalk`] are the known hosts. [`ClientBuilder::base_url`] takes one of them or any other URL.
//!
//! A failed call is retried where that is safe: see [`Options::attempts`]. Its deadline covers all attempts.
//!
//! # Access tokens
//!
//! With [`ClientBuilder::app_credentials`] the client fetches, caches and renews its tokens. [`ClientBuilder::token`]
//! sets a fixed token, [`ClientBuilder::token_provider`] a custom [`TokenProvider`].
//!
//! # Traces and metrics
//!
//! Each call is a [`tracing`](https://docs.rs/tracing) span, each attempt a `debug` event, and each failed call a
//! `warn` event, all with the target `dingtalk_client`. An [`observe::Observer`] receives the same data.
//!
//! # Secrets
//!
//! Tokens are [`Secret`]s. No `Debug` or `Display` implementation of this crate shows one, and no error shows a
//! response's body. Secrets of a call that the service echoes are redacted from errors, their bodies, traces and
//! metrics. A token is sent over TLS only, unless plain HTTP is allowed, and never follows a redirect. serde's
//! representation of requests and responses does contain their secrets, since it is what is sent.

#![cfg_attr(docsrs, feature(doc_cfg))]

/// What this client has in common with clients of other APIs.
///
/// Examples of its types name it `dingtalk_runtime`; `R` stands for the `Request` of an operation.
pub use dingtalk_runtime as runtime;

#[doc(inline)]
pub use dingtalk_runtime::{
    AnyError, BuildError, BuildErrorKind, Bytes, Call, ClientBuilder, DateTime, DialectIndex, Error, ErrorKind,
    FieldError, HeaderMap, HeaderName, HeaderValue, Items, Method, Nullable, Options, Outcome, Pages, Paginated,
    RawCall, Reply, Retry, Secret, SignedPut, StatusCode, TokenProvider, Value, observe, transport,
};

/// Tests without a network, like [`runtime::testing`] with the types of this client.
#[cfg(feature = "testing")]
pub mod testing {
    #[cfg(feature = "hyper")]
    #[doc(inline)]
    pub use dingtalk_runtime::testing::FakeServer;
    #[doc(inline)]
    pub use dingtalk_runtime::testing::{Responses, VerifyError, error, transport_error};

    /// A fake of DingTalk. See [`Fake`](dingtalk_runtime::testing::Fake).
    pub type Fake = dingtalk_runtime::testing::Fake<crate::DingTalk>;
}

#[cfg(feature = "storage_v2")]
pub mod upload;

include!(concat!(env!("OUT_DIR"), "/mod.rs"));

/// Runs the examples in the documentation files as doctests.
#[cfg(doctest)]
mod pages {
    #[allow(dead_code)]
    #[doc = include_str!("../../README.md")]
    struct English;

    #[allow(dead_code)]
    #[doc = include_str!("../../README.zh-CN.md")]
    struct Chinese;

    #[allow(dead_code)]
    #[doc = include_str!("../../docs/getting-started.md")]
    struct GettingStarted;

    #[allow(dead_code)]
    #[doc = include_str!("../../docs/testing.md")]
    struct Testing;

    #[allow(dead_code)]
    #[doc = include_str!("../../docs/errors-and-retries.md")]
    struct ErrorsAndRetries;

    #[allow(dead_code)]
    #[doc = include_str!("../../docs/connections.md")]
    struct Connections;
}

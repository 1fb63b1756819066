//! The fake of `DingTalk` that the examples call: one app, one chat, and files whose ids choose an error.

use std::sync::atomic::{AtomicBool, Ordering};

use dingtalk_client::conv_file::send_link::{self, ErrorCode, FileStatus, FileType, SentFile};
use dingtalk_client::im::chat_id_to_open_conversation_id as convert;
use dingtalk_client::oauth2::get_access_token;
use dingtalk_client::runtime::ErrorTable as _;
use dingtalk_client::testing::Fake;
use dingtalk_client::{DentryId, GlobalErrorCode};

pub const APP_KEY: &str = "dingxxxxx";
pub const APP_SECRET: &str = "an app's secret";
pub const CHAT_ID: &str = "chatfaabe59a460527f5fb72fbbdfe3f061e";

/// A file whose first request is throttled.
pub const THROTTLED_ONCE: &str = "throttled-once";

/// The documented errors of `send_link`, in the order of their page.
pub fn send_link_errors() -> impl Iterator<Item = ErrorCode> {
    ErrorCode::ROWS.iter().filter_map(|row| ErrorCode::from_code(row.code))
}

/// A file whose link cannot be sent because of this error.
pub fn failing_with(code: ErrorCode) -> DentryId {
    DentryId::new(format!("fail:{code}"))
}

/// Creates the fake.
pub fn fake() -> Fake {
    let fake = Fake::new();
    fake.on::<get_access_token::Request>().respond_with(access_token).always();
    fake.on::<convert::Request>().respond_with(conversation).always();
    let throttled = AtomicBool::new(false);
    let send_link = move |request: &send_link::Request| {
        if request.dentry_id.as_str() == THROTTLED_ONCE && !throttled.swap(true, Ordering::Relaxed) {
            return Err(ErrorCode::Global(GlobalErrorCode::QpsLimitForApi));
        }
        sent_link(request)
    };
    fake.on::<send_link::Request>().respond_with(send_link).always();
    fake
}

fn access_token(
    request: &get_access_token::Request,
) -> Result<get_access_token::Response, get_access_token::ErrorCode> {
    if request.app_key != APP_KEY || request.app_secret.expose() != APP_SECRET {
        return Err(get_access_token::ErrorCode::InvalidClientIdOrSecret);
    }
    Ok(get_access_token::Response::default().with_access_token("an-access-token".into()).with_expire_in(7200))
}

fn conversation(request: &convert::Request) -> Result<convert::Response, convert::ErrorCode> {
    if request.chat_id.as_str() != CHAT_ID {
        return Err(convert::ErrorCode::InvalideChatId);
    }
    Ok(convert::Response::default().with_open_conversation_id("cidl1B8RVUFmkO50OC9uEbySQ==".into()))
}

fn sent_link(request: &send_link::Request) -> Result<send_link::Response, ErrorCode> {
    if let Some(code) = request.dentry_id.as_str().strip_prefix("fail:") {
        // Another code is one that the service does not have, so there is no such file.
        return Err(ErrorCode::from_code(code).unwrap_or(ErrorCode::ParamErrorDentryId));
    }
    let file = SentFile::default()
        .with_id(request.dentry_id.clone())
        .with_space_id(request.space_id.clone())
        .with_conversation_id(request.open_conversation_id.clone())
        .with_type(FileType::File)
        .with_name("minutes.txt")
        .with_size(256)
        .with_status(FileStatus::Normal);
    Ok(send_link::Response::default().with_file(file))
}

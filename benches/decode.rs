//! Decoding the documented response of `conv_file::send_link`: with the codec, with serde's derives on the same types, and
//! to a tree. `cargo bench -p dingtalk-benches --bench decode` shows time and allocations. To count instructions, which do
//! not depend on other load, the program decodes a thousand times under callgrind; see `CONTRIBUTING.md`.

use dingtalk_client::conv_file::send_link::Response;
use divan::{AllocProfiler, black_box};
use serde::Deserialize;
use serde_json::Value;
use std::env;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const RESPONSE: &str = r#"{"file":{"id":"file_id","conversationId":"open_conversation_id","spaceId":"space_id","parentId":"parent_id","type":"file","name":"file_name","size":256,"path":"file_path","version":1,"status":"NORMAL","extension":"txt","creatorId":"creator_id","modifierId":"modified_id","createTime":"2022-01-01T10:00:00Z","modifiedTime":"2022-01-01T10:00:00Z","uuid":"uuid"}}"#;

fn main() {
    let decoders: [(&str, fn()); 3] = [
        ("ours", || drop(black_box(ours()))),
        ("derives", || drop(black_box(derives()))),
        ("tree", || drop(black_box(tree()))),
    ];
    match decoders.iter().find(|(name, _)| env::args().any(|argument| argument == format!("--thousand={name}"))) {
        Some((_, decode)) => (0..1000).for_each(|_| decode()),
        None => divan::main(),
    }
}

#[divan::bench]
#[inline(never)]
fn ours() -> Response {
    serde_json::from_str(black_box(RESPONSE)).expect("it fits")
}

#[divan::bench]
#[inline(never)]
fn derives() -> derived::Response {
    serde_json::from_str(black_box(RESPONSE)).expect("it fits")
}

#[divan::bench]
#[inline(never)]
fn tree() -> Value {
    serde_json::from_str(black_box(RESPONSE)).expect("it is JSON")
}

/// The same types as written by hand: newtypes for identifiers, open enumerations, the rest texts and numbers.
#[allow(dead_code, reason = "nobody reads what is decoded")]
mod derived {
    use super::Deserialize;

    #[derive(Deserialize)]
    pub struct Response {
        file: Option<SentFile>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct SentFile {
        id: Option<DentryId>,
        conversation_id: Option<OpenConversationId>,
        space_id: Option<SpaceId>,
        parent_id: Option<DentryId>,
        r#type: Option<FileType>,
        name: Option<String>,
        size: Option<i64>,
        path: Option<String>,
        version: Option<i64>,
        status: Option<FileStatus>,
        extension: Option<String>,
        creator_id: Option<UnionId>,
        modifier_id: Option<UnionId>,
        create_time: Option<String>,
        modified_time: Option<String>,
        uuid: Option<String>,
    }

    #[derive(Deserialize)]
    struct DentryId(String);
    #[derive(Deserialize)]
    struct OpenConversationId(String);
    #[derive(Deserialize)]
    struct SpaceId(String);
    #[derive(Deserialize)]
    struct UnionId(String);

    #[derive(Deserialize)]
    #[serde(from = "String")]
    enum FileType {
        File,
        Folder,
        Other(String),
    }

    impl From<String> for FileType {
        fn from(text: String) -> Self {
            match text.as_str() {
                "FILE" => Self::File,
                "FOLDER" => Self::Folder,
                _ => Self::Other(text),
            }
        }
    }

    #[derive(Deserialize)]
    #[serde(from = "String")]
    enum FileStatus {
        Normal,
        Deleted,
        Expired,
        Other(String),
    }

    impl From<String> for FileStatus {
        fn from(text: String) -> Self {
            match text.as_str() {
                "NORMAL" => Self::Normal,
                "DELETED" => Self::Deleted,
                "EXPIRED" => Self::Expired,
                _ => Self::Other(text),
            }
        }
    }
}

//! A fake of `DingTalk` with one app and one user. It refuses every token and ID that it has not returned itself, except
//! the ID `0` of a space's root folder.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dingtalk_client::conv_file::send_link::{self, FileStatus, FileType, SentFile};
use dingtalk_client::doc_v2::query_dentry_uuid;
use dingtalk_client::im::create_group;
use dingtalk_client::oauth2::get_access_token;
use dingtalk_client::storage::{add_space, list_dentries};
use dingtalk_client::storage_v2::{commit_file, query_upload_info};
use dingtalk_client::testing::Fake;
use dingtalk_client::transport::{Bytes, Request, Response};
use dingtalk_client::user::{get, get_by_mobile};
use dingtalk_client::{DentryId, DentryUuid, DingTalk, Method, Secret, SpaceId, StatusCode, UploadKey};

pub const APP_KEY: &str = "dingxxxxx";
pub const APP_SECRET: &str = "an app's secret";
pub const MOBILE: &str = "18513027676";

const USER: &str = "manager4220";
const UNION: &str = "z21HjQliSzpw0YWCNxmii6u2Os62cZ62iSZ";
const ROOT: &str = "0";
const TOKEN_HEADER: &str = "x-acs-dingtalk-access-token";

/// A file that is being uploaded, or was.
#[derive(Clone, Default)]
struct StoredFile {
    signature: String,
    content: Option<Bytes>,
    /// The ID and the name, once it is committed.
    committed: Option<(DentryId, String)>,
}

/// What the fake has returned so far.
#[derive(Default)]
struct World {
    issued: u32,
    base_url: String,
    tokens: Vec<String>,
    space: Option<SpaceId>,
    root: Option<DentryUuid>,
    files: BTreeMap<String, StoredFile>,
    conversation: Option<String>,
}

impl World {
    /// An ID that was not issued before.
    fn issue(&mut self, what: &str) -> String {
        self.issued += 1;
        format!("{what}-{}", self.issued)
    }

    fn is_space(&self, space: &SpaceId) -> bool {
        self.space.as_ref() == Some(space)
    }

    fn committed(&self) -> impl Iterator<Item = (&DentryId, &str, usize)> {
        let files = self.files.values();
        files.filter_map(|file| {
            let (id, name) = file.committed.as_ref()?;
            Some((id, name.as_str(), file.content.as_ref().map_or(0, Bytes::len)))
        })
    }
}

/// The fake and its state.
pub struct FakeDingTalk {
    pub fake: Fake,
    world: Arc<Mutex<World>>,
}

impl FakeDingTalk {
    pub fn new() -> Self {
        let service = Self { fake: Fake::new(), world: Arc::default() };
        service.people();
        service.storage();
        service.chats();
        service
    }

    /// Sets the address at which the fake receives uploads.
    pub fn set_base_url(&self, base_url: String) {
        lock(&self.world).base_url = base_url;
    }

    /// Sets up all calls of an operation.
    fn on<R, F>(&self, respond: F)
    where
        R: dingtalk_client::runtime::Endpoint<Api = DingTalk>,
        F: Fn(&mut World, &R) -> Result<R::Response, R::ErrorCode> + Send + Sync + 'static,
    {
        let world = Arc::clone(&self.world);
        self.fake.on::<R>().respond_with(move |request| respond(&mut lock(&world), request)).always();
    }

    fn people(&self) {
        let world = Arc::clone(&self.world);
        self.fake.accept_tokens(move |token| lock(&world).tokens.iter().any(|issued| issued == token));
        self.on(|world, request: &get_access_token::Request| {
            if request.app_key != APP_KEY || request.app_secret.expose() != APP_SECRET {
                return Err(get_access_token::ErrorCode::InvalidClientIdOrSecret);
            }
            let token = world.issue("access-token");
            world.tokens.push(token.clone());
            Ok(get_access_token::Response::default().with_access_token(token.into()).with_expire_in(7200))
        });
        self.on(|_, request: &get_by_mobile::Request| match request.mobile.as_str() {
            MOBILE => Ok(get_by_mobile::Response::default().with_userid(USER.into())),
            _ => Err(get_by_mobile::ErrorCode::UserNotFound),
        });
        self.on(|_, request: &get::Request| match request.userid.as_str() {
            USER => Ok(get::Response::default().with_unionid(UNION.into()).with_name("张三")),
            _ => Err(get::ErrorCode::InvalidUserId),
        });
    }

    fn storage(&self) {
        self.on(|world, request: &add_space::Request| {
            if request.union_id.as_str() != UNION {
                return Err(add_space::ErrorCode::PermissionDenied);
            }
            // The same scene has the same space.
            let issued = world.issue("space");
            let id = world.space.get_or_insert_with(|| issued.into()).clone();
            Ok(add_space::Response::default().with_space(add_space::Space::default().with_id(id)))
        });
        self.on(|world, request: &query_dentry_uuid::Request| {
            if !world.is_space(&request.space_id) || request.dentry_id.as_str() != ROOT {
                return Err(query_dentry_uuid::ErrorCode::DocumentNotExist);
            }
            let root = DentryUuid::from(world.issue("dentry-uuid"));
            world.root = Some(root.clone());
            Ok(query_dentry_uuid::Response::default().with_dentry_uuid(root))
        });
        self.on(prepare_upload);
        self.on(commit);
        self.on(list);
        let world = Arc::clone(&self.world);
        let receive = move |request: &Request<Bytes>| {
            let mut response = Response::new(Bytes::new());
            *response.status_mut() = receive_file(&mut lock(&world), request);
            response
        };
        self.fake.respond_raw_with(Method::PUT, "/files/{key}", receive);
    }

    fn chats(&self) {
        self.on(|world, request: &create_group::Request| {
            let mut people = request.useridlist.iter().chain([&request.owner]);
            if !people.all(|user| user.as_str() == USER) {
                return Err(create_group::ErrorCode::PermessionCheckFailed);
            }
            let conversation = world.issue("open-conversation");
            world.conversation = Some(conversation.clone());
            Ok(create_group::Response::default().with_open_conversation_id(conversation.into()))
        });
        self.on(send);
    }
}

fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

fn prepare_upload(
    world: &mut World,
    request: &query_upload_info::Request,
) -> Result<query_upload_info::Response, query_upload_info::ErrorCode> {
    if world.root.as_ref() != Some(&request.parent_dentry_uuid) {
        return Err(query_upload_info::ErrorCode::ParamErrorParentDentryUuid);
    }
    let (key, signature) = (world.issue("upload-key"), world.issue("signature"));
    world.files.insert(key.clone(), StoredFile { signature: signature.clone(), ..StoredFile::default() });
    let signed = query_upload_info::HeaderSignatureInfo::default()
        .with_resource_urls(vec![format!("{}/files/{key}?part=1", world.base_url)])
        .with_headers(BTreeMap::from([("authorization".to_owned(), Secret::from(signature))]))
        .with_expiration_seconds(900);
    Ok(query_upload_info::Response::default().with_upload_key(UploadKey::from(key)).with_header_signature_info(signed))
}

/// The upload server. It checks the signed headers, and that the access token stays with `DingTalk`.
fn receive_file(world: &mut World, request: &Request<Bytes>) -> StatusCode {
    let key = request.uri().path().trim_start_matches("/files/");
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match world.files.get_mut(key) {
        Some(file) if header("authorization") == Some(&file.signature) => {
            if header(TOKEN_HEADER).is_some() || header("content-type") != Some("") {
                return StatusCode::FORBIDDEN;
            }
            file.content = Some(request.body().clone());
            StatusCode::OK
        }
        _ => StatusCode::FORBIDDEN,
    }
}

fn commit(world: &mut World, request: &commit_file::Request) -> Result<commit_file::Response, commit_file::ErrorCode> {
    let id = DentryId::from(world.issue("dentry"));
    let file = world.files.get_mut(request.upload_key.as_str()).filter(|file| file.content.is_some());
    let file = file.ok_or(commit_file::ErrorCode::ParamErrorUploadKey)?;
    file.committed = Some((id.clone(), request.name.clone()));
    let size = file.content.as_ref().map_or(0, Bytes::len);
    let dentry =
        commit_file::Dentry::default().with_id(id).with_name(&request.name).with_size(size.try_into().unwrap_or(0));
    Ok(commit_file::Response::default().with_dentry(dentry))
}

/// One file a page.
fn list(
    world: &mut World,
    request: &list_dentries::Request,
) -> Result<list_dentries::Response, list_dentries::ErrorCode> {
    if !world.is_space(&request.space_id) || request.union_id.as_str() != UNION {
        return Err(list_dentries::ErrorCode::SpaceNotExist);
    }
    if request.parent_id.as_str() != ROOT {
        return Err(list_dentries::ErrorCode::DentryNotExist);
    }
    let start = request.next_token.as_deref().map_or(Ok(0), str::parse);
    let start: usize = start.map_err(|_| list_dentries::ErrorCode::ParamError)?;
    let mut rest = world.committed().skip(start);
    let page = rest.next().map(|(id, name, size)| {
        let size = size.try_into().unwrap_or(0);
        list_dentries::Dentry::default().with_id(id.clone()).with_name(name).with_size(size)
    });
    let response = list_dentries::Response::default().with_dentries(page.into_iter().collect());
    Ok(if rest.next().is_some() { response.with_next_token((start + 1).to_string()) } else { response })
}

fn send(world: &mut World, request: &send_link::Request) -> Result<send_link::Response, send_link::ErrorCode> {
    if !world.is_space(&request.space_id) {
        return Err(send_link::ErrorCode::ParamErrorSpaceId);
    }
    if world.conversation.as_deref() != Some(request.open_conversation_id.as_str()) {
        return Err(send_link::ErrorCode::ConversationNotExist);
    }
    if request.union_id.as_str() != UNION {
        return Err(send_link::ErrorCode::PermissionDenied);
    }
    let file = world.committed().find(|(id, ..)| **id == request.dentry_id);
    let (id, name, size) = file.ok_or(send_link::ErrorCode::ParamErrorDentryId)?;
    let file = SentFile::default()
        .with_id(id.clone())
        .with_space_id(request.space_id.clone())
        .with_conversation_id(request.open_conversation_id.clone())
        .with_type(FileType::File)
        .with_name(name)
        .with_size(size.try_into().unwrap_or(0))
        .with_status(FileStatus::Normal);
    Ok(send_link::Response::default().with_file(file))
}

//! Uploads of files into folders of storage spaces.
//!
//! An upload takes three steps: [`query_upload_info`] returns a signed URL, the content is sent there, and
//! [`commit_file`] adds the file to the folder. [`Upload`] takes all three. Requires the feature `storage_v2`.

use std::fmt;
use std::time::Duration;

use crate::storage_v2::commit_file::{self, CommitOptions, ConflictStrategy, Dentry};
use crate::storage_v2::query_upload_info::{self, UploadOptions, UploadPreCheck, UploadProtocol};
use crate::transport::Bytes;
use crate::{AnyError, Client, DentryUuid, UnionId};

/// The longest time that the transfer of a file may take, however long its URL is valid.
const MAX_TRANSFER: Duration = Duration::from_secs(60 * 60);

/// The upload of a file into a folder.
///
/// The content is in memory. The deadline of the [`Options`](crate::Options) holds for the first and the last step; the
/// transfer may take as long as its URL is valid, and at most an hour. Each step is retried like a call.
///
/// ```no_run
/// use dingtalk_client::upload::Upload;
/// use dingtalk_client::{AnyError, Client, DentryUuid, UnionId};
///
/// # async fn example(client: Client, folder: DentryUuid, user: UnionId) -> Result<(), AnyError> {
/// let upload = Upload::new(folder, user, "minutes.txt", "We met.");
/// let file = upload.on_progress(|bytes| println!("{bytes} bytes")).send(&client).await?;
/// println!("{file:?}");
/// # Ok(())
/// # }
/// ```
///
/// A blocking client uploads it with `client.block_on(async |client| upload.send(client).await)`.
#[must_use = "nothing is uploaded before `send`"]
pub struct Upload {
    parent: DentryUuid,
    union_id: UnionId,
    name: String,
    content: Bytes,
    conflict: Option<ConflictStrategy>,
    report: Option<Box<dyn Fn(u64) + Send + Sync>>,
}

impl Upload {
    /// Creates the upload of a file with this name and content into a folder, by a user. The folder's ID is returned by
    /// [`query_dentry_uuid`](crate::doc_v2::query_dentry_uuid), the user's by [`user::get`](crate::user::get).
    pub fn new(parent: DentryUuid, union_id: UnionId, name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        let (name, content) = (name.into(), content.into());
        Self { parent, union_id, name, content, conflict: None, report: None }
    }

    /// Sets what happens if the name is taken. By default, the file gets another name.
    pub fn with_conflict_strategy(mut self, strategy: ConflictStrategy) -> Self {
        self.conflict = Some(strategy);
        self
    }

    /// Calls `report` with the number of bytes that were sent so far. See
    /// [`SignedPut::on_progress`](crate::runtime::SignedPut::on_progress).
    pub fn on_progress(mut self, report: impl Fn(u64) + Send + Sync + 'static) -> Self {
        self.report = Some(Box::new(report));
        self
    }

    /// Uploads the file, and returns it as the service has stored it; `None` if the service does not describe it.
    ///
    /// # Errors
    /// Fails if a step fails: with the error of [`query_upload_info`](crate::storage_v2::query_upload_info::ErrorCode),
    /// of the transfer, or of [`commit_file`](crate::storage_v2::commit_file::ErrorCode), which
    /// [`AnyError::operation`] names. Until the last step, the folder is unchanged.
    ///
    /// # Panics
    /// Panics like [`Call::send`](crate::Call::send).
    pub async fn send(self, client: &Client) -> Result<Option<Dentry>, AnyError> {
        let size = i64::try_from(self.content.len()).unwrap_or(i64::MAX);
        let mut check = UploadPreCheck::new().with_size(size);
        if self.conflict == Some(ConflictStrategy::ReturnErrorIfExists) {
            // A name that is taken fails before the transfer.
            check = check.with_name(&self.name);
        }
        let request = query_upload_info::Request::new(
            self.parent.clone(),
            self.union_id.clone(),
            UploadProtocol::HeaderSignature,
        );
        let request = request.with_option(UploadOptions::new().with_pre_check_param(check));
        let prepared = client.storage_v2().query_upload_info(&request).await?;
        let (signature, key) = (prepared.header_signature_info.unwrap_or_default(), prepared.upload_key);

        // Without a key the file could not be committed. An upload without a URL fails.
        let urls = signature.resource_urls.unwrap_or_default();
        let url = key.as_ref().and_then(|_| urls.first()).map_or("", String::as_str);
        let headers = signature.headers.unwrap_or_default();
        let headers = headers.iter().map(|(name, value)| (name.as_str(), value.expose()));
        let mut transfer = client.put_signed(url, headers, self.content);
        let valid = signature.expiration_seconds.and_then(|seconds| u64::try_from(seconds).ok()).filter(|it| *it > 0);
        transfer = transfer.deadline(valid.map_or(MAX_TRANSFER, Duration::from_secs).min(MAX_TRANSFER));
        if let Some(report) = self.report {
            transfer = transfer.on_progress(report);
        }
        transfer.send().await?;

        let mut options = CommitOptions::new().with_size(size);
        if let Some(strategy) = self.conflict {
            options = options.with_conflict_strategy(strategy);
        }
        let request = commit_file::Request::new(self.parent, self.union_id, key.unwrap_or_default(), self.name);
        let committed = client.storage_v2().commit_file(&request.with_option(options)).await?;
        Ok(committed.dentry)
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("parent", &self.parent)
            .field("name", &self.name)
            .field("size", &self.content.len())
            .finish_non_exhaustive()
    }
}

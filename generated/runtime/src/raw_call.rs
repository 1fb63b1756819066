//! A call of an operation that the API's client does not have.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::sync::Arc;

use http::Method;
use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::Value;

use super::call::option_setters;
use super::call_context::{CallContext, DecodeTarget};
use super::client::ClientShared;
use super::raw_request::RawRequest;
use super::report::Cause;
use super::wire::{DecodeState, Place, Wire, read_typed};
use super::{Api, Dialect, DialectIndex, Error, Operation, Options, Reply, Secret};

/// A call of an operation that the API's client does not have, which is sent by [`send`](Self::send).
///
/// [`Client::raw`](super::Client::raw) returns it. Its path has parameters in braces, which
/// [`path_parameter`](Self::path_parameter) fills. It is a `&'static str`, which discourages formatting values into it:
/// errors, traces and metrics show it, and a parameter cannot change it.
///
/// Tokens, deadlines, redaction, traces and retries are those of [`Call`](super::Call). The call is not retried after
/// an attempt that may have been carried out, unless it is [`idempotent`](Self::idempotent). Of the service's codes, the
/// client knows those of the API, in [`Error::code`](super::Error::code).
///
/// ```
/// # use dingtalk_runtime::{Api, Client, Error, Method};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize)]
/// struct Rename {
///     title: String,
/// }
///
/// #[derive(Deserialize)]
/// struct Renamed {
///     version: u64,
/// }
///
/// # async fn example<A: Api>(client: Client<A>) -> Result<(), Error<A::GlobalErrorCode>> {
/// let call = client.raw(Method::POST, "/v1.0/chats/{chatId}/rename").path_parameter("chatId", "a/b");
/// let renamed: Renamed = call.query("notify", true).json(&Rename { title: "news".to_owned() }).send().await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call is not sent before `send`"]
pub struct RawCall<A> {
    shared: Arc<ClientShared>,
    options: Options,
    operation: Operation,
    request: RawRequest,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> RawCall<A> {
    pub(super) fn new(shared: &Arc<ClientShared>, options: &Options, method: Method, path: &'static str) -> Self {
        Self {
            shared: Arc::clone(shared),
            options: options.clone(),
            operation: Operation::raw(method, path),
            request: RawRequest::default(),
            api: PhantomData,
        }
    }

    /// Sends the request, and decodes the response with serde. An empty response decodes like `null`, for example as
    /// `()`.
    ///
    /// The limits of [`Options`] hold. [`Options::max_decoded`] counts the items of lists and the entries of maps by the
    /// size of their type, but not what a `Deserialize` implementation allocates besides. `serde_json`'s `RawValue`
    /// cannot be decoded; use [`Value`]. Integers beyond 64 bits need `serde_json`'s feature `arbitrary_precision`.
    ///
    /// Nothing is sent before the future is polled. Dropping the future cancels the call; as after
    /// [`Outcome::Unknown`](super::Outcome::Unknown), the service may have carried it out.
    ///
    /// # Errors
    /// Fails if the request cannot be built, no complete response arrives, the service reports an error, or the
    /// response cannot be decoded. See [`AnyError`](super::AnyError). The request cannot be built if the path does not
    /// begin with `/`, has a query, a fragment, an escape, or a segment that is empty, `.` or `..`, or if a parameter of
    /// the path has no value or several.
    ///
    /// # Panics
    /// Panics in a Tokio runtime that was built without `enable_time`; with the default transport also without
    /// `enable_io`.
    pub async fn send<T: DeserializeOwned + Send>(self) -> Result<T, Error<A::GlobalErrorCode>> {
        self.send_with_response().await.map(Reply::into_inner)
    }

    /// Sends the request like [`send`](Self::send), and returns the response with its status, headers and ids.
    ///
    /// # Errors
    /// See [`send`](Self::send).
    pub async fn send_with_response<T>(self) -> Result<Reply<T>, Error<A::GlobalErrorCode>>
    where
        T: DeserializeOwned + Send,
    {
        let request = self.request.encode(&self.shared, &self.operation);
        let operation = Cow::Owned(self.operation);
        let dialect = Dialect::of::<A>(&operation);
        let context = CallContext::new(self.shared, self.options, request, operation, dialect, &[]);
        let mut target = TypedTarget { json: Value::Null, value: None };
        let (head, attempts) = context.run(&mut target).await.map_err(Error::new)?;
        // A successful attempt has completed the target.
        let value = target.value.ok_or_else(|| context.failed(Cause::NotJson("was not decoded", None), None));
        Ok(Reply::new(value.map_err(Error::new)?, head, attempts, context.dialect))
    }
}

impl<A> RawCall<A> {
    option_setters!();

    /// Sets a parameter of the path, which is percent-encoded. It must not be empty.
    pub fn path_parameter(mut self, name: &'static str, value: impl Display) -> Self {
        self.request.add(name, Place::Path, &value);
        self
    }

    /// Adds a parameter to the query, percent-encoded. A name may be added several times.
    pub fn query(mut self, name: &'static str, value: impl Display) -> Self {
        self.request.add(name, Place::Query, &value);
        self
    }

    /// Sets the body, which serde encodes as JSON.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        self.request.set_json(body);
        self
    }

    /// Redacts a text of the request, such as a password in its body, from errors and traces if the service repeats it.
    /// Tokens and headers that are marked as sensitive are redacted anyway.
    pub fn redact(mut self, secret: impl Into<Secret>) -> Self {
        self.request.add_secret(secret.into());
        self
    }

    /// Calls an operation of another dialect than the API's default one.
    pub fn dialect(mut self, dialect: DialectIndex) -> Self {
        self.operation = self.operation.dialect(dialect);
        self
    }

    /// Sends no access token.
    pub fn without_token(mut self) -> Self {
        self.operation = self.operation.without_token();
        self
    }

    /// Marks this call as safe to repeat, so that it is retried after it may have been carried out. For requests that
    /// have the same effect if the service carries them out twice.
    pub fn idempotent(mut self) -> Self {
        self.operation = self.operation.idempotent();
        self
    }

    pub(super) fn map_options(mut self, change: impl FnOnce(Options) -> Options) -> Self {
        self.options = change(self.options);
        self
    }
}

impl<A: Api> fmt::Debug for RawCall<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall")
            .field("api", &A::NAME)
            .field("operation", &self.operation.name())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// A target that is decoded as untyped JSON first, within the limits of the call.
struct TypedTarget<T> {
    json: Value,
    value: Option<T>,
}

impl<T: DeserializeOwned + Send> DecodeTarget for TypedTarget<T> {
    fn blank(&mut self) -> &mut dyn Wire {
        self.value = None;
        self.json = Value::Null;
        &mut self.json
    }

    fn complete(&mut self, state: &mut DecodeState) {
        self.value = read_typed(self.json.take(), state);
    }
}

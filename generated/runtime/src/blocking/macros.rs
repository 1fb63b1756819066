//! The macro `blocking!`, which defines an API's blocking client; a no-op without the feature `blocking`.

/// Defines the blocking client of an API from a table of its services and their methods.
///
/// Invoke it in a module next to the async client. `super` must contain that client (a wrapper of the runtime's), the
/// API's type, and for each service a module with its client and with a module for each endpoint. Docs and other
/// attributes of a line are attached to the item that it defines. A service that depends on a feature of the invoking
/// crate names it, as in `books: Books, feature = "books" { … }`.
///
/// Expands to nothing without the feature `blocking`, so generated code is the same for all feature sets.
///
/// ```
/// mod library {
///     # use dingtalk_runtime::{self as runtime, errors, wire};
///     # #[derive(Clone, Debug)]
///     # pub struct Client(runtime::Client<Library>);
///     # impl From<runtime::Client<Library>> for Client {
///     #     fn from(client: runtime::Client<Library>) -> Self {
///     #         Self(client)
///     #     }
///     # }
///     # #[derive(Clone, Copy, Debug)]
///     # pub enum Library {}
///     # #[derive(Clone, Copy, PartialEq)]
///     # pub enum GlobalErrorCode {}
///     # errors! { GlobalErrorCode {} }
///     # impl runtime::Api for Library {
///     #     type Client = Client;
///     #     type GlobalErrorCode = GlobalErrorCode;
///     #     const NAME: &'static str = "library";
///     #     const DIALECTS: &'static [runtime::Dialect] =
///     #         &[runtime::Dialect::new(&[("main", "https://library.example")])];
///     # }
///     # pub mod books {
///     #     pub struct Books;
///     #     impl Books {
///     #         pub fn list(&self) {}
///     #     }
///     #     pub mod list {
///     #         use super::super::{Library, errors, runtime, wire};
///     #         pub struct Request {}
///     #         wire! { Request {} }
///     #         pub type Response = runtime::Value;
///     #         #[derive(Clone, Copy, PartialEq)]
///     #         pub enum ErrorCode {
///     #             Global(super::super::GlobalErrorCode),
///     #         }
///     #         errors! { ErrorCode or super::super::GlobalErrorCode {} }
///     #         impl runtime::Endpoint for Request {
///     #             type Api = Library;
///     #             type Response = Response;
///     #             type ErrorCode = ErrorCode;
///     #             const OPERATION: runtime::Operation =
///     #                 runtime::Operation::new("books::list", runtime::Method::GET, "/books");
///     #         }
///     #     }
///     # }
///     // … the async client, the API and its services …
///
///     pub mod blocking {
///         dingtalk_runtime::blocking! {
///             Library;
///             /// Books.
///             books: Books {
///                 /// List the books.
///                 list;
///             }
///         }
///     }
/// }
/// ```
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! blocking {
    ($api:ident; $(
        $(#[$of_service:meta])*
        $service:ident: $client:ident $(, feature = $feature:tt)? { $(
            $(#[$of_method:meta])*
            $method:ident;
        )* }
    )*) => {
        /// The blocking client: [`Client`](super::Client) without async. Cheap to clone; clones share connections.
        #[derive(Clone, Debug)]
        pub struct Client($crate::blocking::Client<super::$api>);

        #[allow(clippy::doc_markdown, deprecated)]
        impl Client {
            /// Creates a blocking client from an async one. Do not share that client with async code: a blocking call
            /// over a connection that async code opened can hang until its deadline.
            ///
            /// # Errors
            ///
            /// Fails if the system cannot create the thread that drives the connections.
            pub fn new(client: super::Client) -> ::core::result::Result<Self, $crate::BuildError> {
                ::core::result::Result::map($crate::blocking::Client::new(client.0), Self)
            }

            /// Returns a client with these options. Options that are not set keep their value.
            #[must_use]
            pub fn with(&self, options: $crate::Options) -> Self {
                Self(self.0.with(options))
            }

            /// Prepares a call of any operation. Its `send` sends the request and blocks until the response arrives.
            pub fn call<R>(&self, request: &R) -> $crate::blocking::Call<R>
            where
                R: $crate::Endpoint<Api = super::$api>,
            {
                self.0.call(request)
            }

            /// Returns the pages of a list, as an iterator that blocks for each page.
            pub fn pages<R>(&self, request: &R) -> $crate::blocking::Pages<R>
            where
                R: $crate::Paginated<Api = super::$api>,
            {
                self.0.pages(request)
            }

            /// Returns the items of a list in pages, as an iterator that blocks for each page.
            pub fn items<R>(&self, request: &R) -> $crate::blocking::Items<R>
            where
                R: $crate::Paginated<Api = super::$api>,
            {
                self.0.items(request)
            }

            /// Prepares a call of an operation that this client does not have. The path has its parameters in braces.
            pub fn raw(&self, method: $crate::Method, path: &'static str) -> $crate::blocking::RawCall<super::$api> {
                self.0.raw(method, path)
            }

            /// Runs async code with the async client, and blocks until it ends. For what has no blocking version,
            /// such as an upload: `client.block_on(async |client| …)`.
            pub fn block_on<T>(&self, run: impl ::core::ops::AsyncFnOnce(&super::Client) -> T) -> T {
                self.0.block_on(async |client| {
                    run(&<super::Client as ::core::convert::From<_>>::from(::core::clone::Clone::clone(client))).await
                })
            }

            $(
                $(#[cfg(feature = $feature)])?
                $(#[$of_service])*
                #[must_use]
                pub fn $service(&self) -> $client {
                    $client(::core::clone::Clone::clone(self))
                }
            )*
        }

        $(
            $(#[cfg(feature = $feature)])?
            $(#[$of_service])*
            #[allow(clippy::doc_markdown)]
            #[derive(Clone, Debug)]
            pub struct $client(Client);

            $(#[cfg(feature = $feature)])?
            // Links to raw identifiers cannot resolve.
            #[allow(clippy::doc_markdown, deprecated, rustdoc::broken_intra_doc_links)]
            impl $client {
                $(
                    $(#[$of_method])*
                    ///
                    #[doc = ::core::concat!(
                        " Send the call with `.send()`, which blocks until the response arrives. The async version is [`",
                        ::core::stringify!($client), "::", ::core::stringify!($method), "`](super::",
                        ::core::stringify!($service), "::", ::core::stringify!($client), "::",
                        ::core::stringify!($method), ")."
                    )]
                    pub fn $method(
                        &self,
                        request: &super::$service::$method::Request,
                    ) -> $crate::blocking::Call<super::$service::$method::Request> {
                        self.0.call(request)
                    }
                )*
            }
        )*
    };
}

/// Expands to nothing, because the feature `blocking` is off.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! blocking {
    ($($table:tt)*) => {};
}

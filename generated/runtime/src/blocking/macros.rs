//! The macro that makes an API's blocking client, `blocking!`: one whole, and one that makes nothing.

/// Makes a blocking client of an API, from a table of its services and their methods.
///
/// It stands in a module beside the async client: `super` has that client (around the runtime's), the type of the API, and
/// a module for each service with a client of its own and a module for each of its endpoints. Docs and other attributes
/// of a line go to what is made of it.
///
/// Without the feature `blocking` it makes nothing, so that emitted code need not know which features there are.
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
///     # impl runtime::Api for Library {
///     #     type Client = Client;
///     #     type GlobalError = books::list::Error;
///     #     const NAME: &'static str = "library";
///     #     const BASE_URL: &'static str = "https://library.example";
///     #     const TOKEN_HEADER: &'static str = "x-token";
///     #     const REQUEST_ID_HEADER: &'static str = "x-request-id";
///     #     const TRACE_ID_HEADER: &'static str = "x-trace-id";
///     #     const ENVELOPE: runtime::Envelope = runtime::Envelope::new();
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
///     #         #[derive(Clone, Copy, Debug, PartialEq, Eq)]
///     #         pub enum Error {
///     #             __Unnumbered(std::convert::Infallible),
///     #         }
///     #         errors! { Error {} }
///     #         impl runtime::Endpoint for Request {
///     #             type Api = Library;
///     #             type Response = Response;
///     #             type Error = Error;
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
#[macro_export]
macro_rules! blocking {
    ($api:ident; $(
        $(#[$of_service:meta])*
        $service:ident: $client:ident { $(
            $(#[$of_method:meta])*
            $method:ident;
        )* }
    )*) => {
        /// A client whose calls wait for the response: [`Client`](super::Client) without async. Cloning it is cheap, and
        /// the clones share their connections.
        #[derive(Clone, Debug)]
        pub struct Client($crate::blocking::Client<super::$api>);

        #[allow(clippy::doc_markdown, deprecated)]
        impl Client {
            /// A blocking client over this one. It needs its connections for itself: give it a client that async code
            /// does not use.
            ///
            /// # Errors
            ///
            /// The system gives no thread to run on.
            pub fn new(client: super::Client) -> ::core::result::Result<Self, $crate::BuildError> {
                ::core::result::Result::map($crate::blocking::Client::new(client.0), Self)
            }

            /// The same client with other options.
            #[must_use]
            pub fn with(&self, options: $crate::Options) -> Self {
                Self(self.0.with(options))
            }

            /// Sends a request and waits for the response, which it returns with its status and headers.
            ///
            /// # Errors
            ///
            /// What the service received instead, or why there is no response.
            pub fn call<R>(
                &self,
                request: &R,
            ) -> ::core::result::Result<$crate::Reply<R::Response>, $crate::Error<R::Error>>
            where
                R: $crate::Endpoint<Api = super::$api>,
            {
                self.0.call(request)
            }

            $(
                $(#[$of_service])*
                #[must_use]
                pub fn $service(&self) -> $client {
                    $client(::core::clone::Clone::clone(self))
                }
            )*
        }

        $(
            $(#[$of_service])*
            #[allow(clippy::doc_markdown)]
            #[derive(Clone, Debug)]
            pub struct $client(Client);

            // A link to a name that is a keyword leads nowhere, since docs know no raw identifiers.
            #[allow(clippy::doc_markdown, deprecated, rustdoc::broken_intra_doc_links)]
            impl $client {
                $(
                    $(#[$of_method])*
                    ///
                    #[doc = ::core::concat!(
                        " Waits for the response. Without waiting: [`", ::core::stringify!($client), "::",
                        ::core::stringify!($method), "`](super::", ::core::stringify!($service), "::",
                        ::core::stringify!($client), "::", ::core::stringify!($method), ")."
                    )]
                    ///
                    /// # Errors
                    ///
                    #[doc = ::core::concat!(
                        " [`", ::core::stringify!($method), "::Error`](super::", ::core::stringify!($service), "::",
                        ::core::stringify!($method), "::Error) lists what the service documents."
                    )]
                    pub fn $method(
                        &self,
                        request: &super::$service::$method::Request,
                    ) -> ::core::result::Result<
                        super::$service::$method::Response,
                        $crate::Error<super::$service::$method::Error>,
                    > {
                        ::core::result::Result::map(self.0.call(request), $crate::Reply::into_inner)
                    }
                )*
            }
        )*
    };
}

/// Makes a blocking client of an API where the feature `blocking` is on. It is off, so this makes nothing.
#[cfg(not(feature = "blocking"))]
#[macro_export]
macro_rules! blocking {
    ($($table:tt)*) => {};
}

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
/// mod demo {
///     # #[derive(Clone, Debug)]
///     # pub struct Client(dingtalk_client::runtime::Client<DingTalk>);
///     # pub use dingtalk_client::{DingTalk, oauth2};
///     // … the async client, the API and its services …
///
///     pub mod blocking {
///         dingtalk_client::blocking! {
///             DingTalk;
///             /// Access tokens.
///             oauth2: Oauth2 {
///                 /// Get an access token for an app.
///                 get_access_token;
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
        /// A client whose calls wait for the answer: [`Client`](super::Client) without async. Cloning it is cheap, and
        /// the clones share their connections.
        #[derive(Clone, Debug)]
        pub struct Client($crate::runtime::blocking::Client<super::$api>);

        #[allow(clippy::doc_markdown, deprecated)]
        impl Client {
            /// A blocking client over this one. It needs its connections for itself: give it a client that async code
            /// does not use.
            ///
            /// # Errors
            ///
            /// The system gives no thread to run on.
            pub fn new(client: super::Client) -> ::core::result::Result<Self, $crate::runtime::BuildError> {
                ::core::result::Result::map($crate::runtime::blocking::Client::new(client.0), Self)
            }

            /// The same client with other options.
            #[must_use]
            pub fn with(&self, options: $crate::runtime::Options) -> Self {
                Self(self.0.with(options))
            }

            /// Sends a request and waits for the answer, which it returns with its status and headers.
            ///
            /// # Errors
            ///
            /// What the service answered instead, or why there is no answer.
            pub fn call<R>(
                &self,
                request: &R,
            ) -> ::core::result::Result<$crate::runtime::Reply<R::Response>, $crate::runtime::Error<R::Error>>
            where
                R: $crate::runtime::Endpoint<Api = super::$api>,
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
                        " Waits for the answer. Without waiting: [`", ::core::stringify!($client), "::",
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
                        $crate::runtime::Error<super::$service::$method::Error>,
                    > {
                        ::core::result::Result::map(self.0.call(request), $crate::runtime::Reply::into_inner)
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

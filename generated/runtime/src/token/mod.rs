//! Access tokens: their sources and their cache.

mod app;
mod cache;
mod provider;
mod shared_fetch;
mod token_error;

use std::sync::Arc;

use tokio::time::Instant;

use super::client::ClientShared;
use super::{Options, Secret};

pub(super) use self::app::AppTokens;
pub use self::provider::{AppCredentials, Grant, TokenProvider};
use self::token_error::ProviderError;
pub(super) use self::token_error::TokenError;

/// The source of a client's tokens.
#[derive(Default)]
pub(super) enum TokenSource {
    #[default]
    None,
    Fixed(Arc<Secret>),
    Provider(Box<dyn TokenProvider>),
    App(Box<AppTokens>),
}

impl TokenSource {
    /// Returns a token before the deadline of a call; in place of `rejected`, if the service rejected one. `None` if
    /// there is none.
    pub(super) async fn get(
        &self,
        shared: &Arc<ClientShared>,
        rejected: Option<&Secret>,
        deadline: Instant,
    ) -> Result<Option<Arc<Secret>>, TokenError> {
        match self {
            Self::None => Ok(None),
            Self::Fixed(token) => Ok(rejected.is_none().then(|| Arc::clone(token))),
            Self::Provider(provider) => match provider.token(rejected).await {
                Ok(token) => Ok((rejected != Some(&token)).then(|| Arc::new(token))),
                Err(error) => Err(TokenError::Provider(Arc::new(ProviderError::new(error, rejected)))),
            },
            Self::App(app) => app.token(shared, deadline).await.map(Some),
        }
    }

    /// Marks a token as rejected by the service.
    pub(super) fn reject(&self, token: &Arc<Secret>) {
        if let Self::App(app) = self {
            app.reject(token);
        }
    }

    /// The secret that fetches tokens.
    pub(super) fn secret(&self) -> Option<&Secret> {
        if let Self::App(app) = self { Some(app.secret()) } else { None }
    }

    /// Returns true if a rejected token may be replaced.
    pub(super) fn can_renew(&self) -> bool {
        matches!(self, Self::Provider(_) | Self::App(_))
    }

    /// Sets the options of token fetches: the client's, even if a call overrides them.
    pub(super) fn set_options(&mut self, options: &Options) {
        if let Self::App(app) = self {
            app.set_options(options.clone());
        }
    }
}

/// Returns true if a token is valid in a header.
pub(super) fn is_sendable(token: &Secret) -> bool {
    // Without an early exit, the check is compiled to vector instructions.
    let is_visible = token.expose().bytes().fold(true, |all, byte| all & byte.is_ascii_graphic());
    !token.expose().is_empty() && is_visible
}

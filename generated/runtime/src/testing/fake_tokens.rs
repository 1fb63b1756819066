//! The access tokens of a fake's clients.

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use crate::transport::BoxFuture;
use crate::{Secret, TokenProvider};

/// Issues `fake-token-1`, and the next one after each rejection.
#[derive(Clone, Default)]
pub(super) struct FakeTokens(Arc<Mutex<u32>>);

impl TokenProvider for FakeTokens {
    fn token<'a>(
        &'a self,
        rejected: Option<&'a Secret>,
    ) -> BoxFuture<'a, Result<Secret, Box<dyn Error + Send + Sync>>> {
        let name = |number: u32| format!("fake-token-{}", number + 1);
        Box::pin(async move {
            let mut number = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if rejected.is_some_and(|rejected| rejected.expose() == name(*number)) {
                *number += 1;
            }
            Ok(name(*number).into())
        })
    }
}

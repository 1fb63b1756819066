//! A client for production: app credentials, timeouts and limits, traces and metrics.
//!
//! Starts a local stand-in for `DingTalk` and calls it. A real setup leaves out `base_url` and `allow_plain_http`, and
//! reads the credentials from its secret store.

#[path = "../service.rs"]
mod service;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use dingtalk_client::conv_file::send_link;
use dingtalk_client::observe::{Attempt, Finished, Observer};
use dingtalk_client::{Client, DentryId, OpenConversationId, Options, SpaceId, UnionId};
use tracing_subscriber::fmt::format::FmtSpan;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    // Prints each call when its span closes, with its status, code and request id. Their target is `dingtalk_client`.
    // Traces contain no secrets.
    tracing_subscriber::fmt().with_span_events(FmtSpan::CLOSE).init();

    let server = service::fake().serve().await?;
    let metrics = Arc::new(Metrics::default());
    let client = Client::builder()
        .base_url(server.base_url())
        .allow_plain_http()
        // The client fetches its token with these, caches it, and renews it before it expires.
        .app_credentials(service::APP_KEY, service::APP_SECRET)
        .user_agent("minutes-bot/1.2")
        .options(Options::new().deadline(Duration::from_secs(10)).connect_timeout(Duration::from_secs(3)))
        .observer(Arc::clone(&metrics))
        .build()?;

    // Built once and cloned wherever it is needed: clones share connections, token and metrics.
    let calls = (0..3).map(|_| tokio::spawn(send(client.clone(), DentryId::new("908xxxxx"))));
    for call in calls.collect::<Vec<_>>() {
        call.await??;
    }
    // An interactive call gets less time than the client's default of ten seconds.
    let hasty = client.with(Options::new().deadline(Duration::from_secs(1)));
    for file in service::send_link_errors().map(service::failing_with) {
        let error = send(hasty.clone(), file).await.expect_err("the stand-in fails with the code");
        println!("expected error: {error}");
    }
    println!("{metrics}");
    Ok(())
}

async fn send(client: Client, file: DentryId) -> Result<(), dingtalk_client::Error<send_link::ErrorCode>> {
    let (who, space, chat) = (UnionId::new("chyxxxxx"), SpaceId::new("786xxxxx"), OpenConversationId::new("cidCxxxxx"));
    client.conv_file().send_link(&send_link::Request::new(who, space, file, chat)).await.map(drop)
}

/// Metrics for a dashboard.
#[derive(Default)]
struct Metrics {
    attempts: AtomicU64,
    calls: AtomicU64,
    failures: AtomicU64,
    microseconds: AtomicU64,
}

impl Observer for Metrics {
    fn attempt(&self, _: &Attempt<'_>) {
        self.attempts.fetch_add(1, Ordering::Relaxed);
    }

    fn finished(&self, call: &Finished<'_>) {
        self.calls.fetch_add(1, Ordering::Relaxed);
        self.failures.fetch_add(u64::from(call.error.is_some()), Ordering::Relaxed);
        let microseconds = u64::try_from(call.duration.as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
    }
}

impl std::fmt::Display for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let get = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let mean = get(&self.microseconds) / get(&self.calls).max(1);
        let (calls, attempts, failures) = (get(&self.calls), get(&self.attempts), get(&self.failures));
        write!(f, "{calls} calls in {attempts} attempts, {failures} failed, {mean} µs a call")
    }
}

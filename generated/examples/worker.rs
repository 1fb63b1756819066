//! A queue worker that neither loses nor duplicates messages.
//!
//! Starts a local stand-in for `DingTalk`, which fails some calls with documented errors.
#![expect(clippy::disallowed_methods, reason = "a worker waits in real time")]

mod service;

use std::collections::VecDeque;
use std::time::Duration;

use dingtalk_client::conv_file::send_link;
use dingtalk_client::{AnyError, Client, DentryId, OpenConversationId, Options, Outcome, SpaceId, UnionId};

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let server = service::fake().serve().await?;
    let builder = Client::builder().base_url(server.base_url()).allow_plain_http();
    let builder = builder.app_credentials(service::APP_KEY, service::APP_SECRET);
    // The queue does the retries.
    let client = builder.options(Options::new().attempts(1)).build()?;

    let failing = service::send_link_errors().map(service::failing_with);
    let sent = ["908xxxxx", service::THROTTLED_ONCE].map(DentryId::new);
    let queue = failing.chain(sent).map(Message::new).collect();
    let mut worker = Worker { client, queue, to_check: Vec::new(), given_up: Vec::new() };
    worker.run().await;
    println!("{} to be checked by hand, {} given up", worker.to_check.len(), worker.given_up.len());
    Ok(())
}

/// A file whose link is to be sent.
struct Message {
    file: DentryId,
    tries: u32,
}

impl Message {
    fn new(file: DentryId) -> Self {
        Self { file, tries: 0 }
    }
}

struct Worker {
    client: Client,
    queue: VecDeque<Message>,
    /// These may have been sent: sending them again may duplicate them.
    to_check: Vec<Message>,
    given_up: Vec<Message>,
}

impl Worker {
    async fn run(&mut self) {
        while let Some(mut message) = self.queue.pop_front() {
            message.tries += 1;
            let (who, space) = (UnionId::new("chyxxxxx"), SpaceId::new("786xxxxx"));
            let chat = OpenConversationId::new("cidCxxxxx");
            let request = send_link::Request::new(who, space, message.file.clone(), chat);
            match self.client.conv_file().send_link(&request).await {
                Ok(_) => println!("{}: sent", message.file),
                Err(error) => {
                    // The whole queue pauses: the next message would hit the same throttling or outage.
                    if let Some(pause) = self.settle(message, &error.into()) {
                        println!("pausing for {pause:?}");
                        tokio::time::sleep(pause).await;
                    }
                }
            }
        }
    }

    /// Decides on a message whose call failed. Returns how long to pause if it is sent again.
    fn settle(&mut self, message: Message, error: &AnyError) -> Option<Duration> {
        match error.outcome() {
            // Nothing was done, and the failure is transient: the network, throttling.
            Outcome::NotSent | Outcome::Refused if error.is_retryable() && message.tries < 3 => {
                println!("{}: later: {error}", message.file);
                self.queue.push_back(message);
                return error.retry_after();
            }
            // Nothing was done, and a retry would fail again.
            Outcome::NotSent | Outcome::Refused => {
                println!("{}: given up: {error}", message.file);
                self.given_up.push(message);
            }
            // It was done; only its response is lost.
            Outcome::Unreadable => println!("{}: sent, but: {error}", message.file),
            // It may have been done. The same goes for outcomes that later versions add.
            _ => {
                println!("{}: to be checked: {error}", message.file);
                self.to_check.push(message);
            }
        }
        None
    }
}

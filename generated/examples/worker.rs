//! A worker that takes messages from a queue and loses none and doubles none, whatever becomes of a call.
//!
//! It starts a stand-in for `DingTalk` on this machine, which fails some of the calls as the documentation says.
#![expect(clippy::disallowed_methods, reason = "a worker waits by the clock")]

mod stand_in;

use std::collections::VecDeque;
use std::time::Duration;

use dingtalk_client::conv_file::send_link;
use dingtalk_client::{AnyError, Client, DentryId, OpenConversationId, Options, Outcome, SpaceId, UnionId};
use stand_in::StandIn;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let stand_in = StandIn::start().await?;
    let builder = Client::builder().base_url(stand_in.base_url()).allow_plain_http();
    let builder = builder.app_credentials(stand_in::APP_KEY, stand_in::APP_SECRET);
    // The queue retries by itself.
    let client = builder.options(Options::new().attempts(1)).build()?;

    let failing = stand_in::send_link_codes().map(stand_in::failing_with);
    let sent = ["908xxxxx", stand_in::THROTTLED_ONCE].map(DentryId::new);
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
    /// Nobody knows whether these were sent: sending them again may send them twice.
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
                    // The whole queue pauses: the next message would run into the same throttle or outage.
                    if let Some(pause) = self.settle(message, &error.into()) {
                        println!("pausing for {pause:?}");
                        tokio::time::sleep(pause).await;
                    }
                }
            }
        }
    }

    /// Decides on a message whose call failed. Returns how long to pause if it is to be sent again.
    fn settle(&mut self, message: Message, error: &AnyError) -> Option<Duration> {
        match error.outcome() {
            // Nothing was done, and what failed passes: a network, a throttle.
            Outcome::NotSent | Outcome::Refused if error.is_retryable() && message.tries < 3 => {
                println!("{}: later: {error}", message.file);
                self.queue.push_back(message);
                return error.retry_after();
            }
            // Nothing was done, and it would fail again.
            Outcome::NotSent | Outcome::Refused => {
                println!("{}: given up: {error}", message.file);
                self.given_up.push(message);
            }
            // It was done; only its answer is lost.
            Outcome::Unreadable => println!("{}: sent, but: {error}", message.file),
            // It may have been done. Outcomes that a later version adds are no licence to send again, either.
            _ => {
                println!("{}: to be checked: {error}", message.file);
                self.to_check.push(message);
            }
        }
        None
    }
}

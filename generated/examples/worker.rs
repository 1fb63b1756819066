//! A worker that takes messages from a queue and loses none and doubles none, whatever becomes of a call.
//!
//! It starts a stand-in for `DingTalk` on this machine, which fails some of the calls as the documentation says.

mod stand_in;

use std::collections::VecDeque;

use dingtalk_client::conv_file::send_link;
use dingtalk_client::{AnyError, Client, DentryId, OpenConversationId, Outcome, SpaceId, UnionId};
use stand_in::StandIn;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let stand_in = StandIn::start().await?;
    let builder = Client::builder().base_url(stand_in.base_url()).allow_plain_http();
    let client = builder.app_credentials(stand_in::APP_KEY, stand_in::APP_SECRET).build()?;

    let failing = stand_in::send_link_codes().map(stand_in::failing_with);
    let queue = failing.chain([DentryId::new("908xxxxx"), DentryId::new("909xxxxx")]).map(Message::new).collect();
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
                Err(error) => self.settle(message, &error.into()),
            }
        }
    }

    /// Decides on a message whose call failed.
    fn settle(&mut self, message: Message, error: &AnyError) {
        match error.outcome() {
            // Nothing was done, and what failed passes: a network, a throttle. The client has waited and tried again by
            // itself, so a real queue would rather be paused for a while than be worked off against a wall.
            Outcome::NotSent | Outcome::Refused if error.is_retryable() && message.tries < 3 => {
                println!("{}: later: {error}", message.file);
                self.queue.push_back(message);
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
    }
}

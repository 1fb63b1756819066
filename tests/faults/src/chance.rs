//! A plan that a seed makes up: every kind of trouble, in no order.

use crate::act::{Act, Ends};
use crate::plan::Plan;
use crate::request::Operation;
use crate::response::{answer, error};
use std::time::Duration;

/// What the service answers when it did nothing.
const REFUSALS: [(u16, &str); 12] = [
    (400, "InvalidAuthentication"),
    (403, "Forbidden.AccessDenied.AccessTokenPermissionDenied"),
    (403, "Forbidden.AccessDenied.IpNotInWhiteList"),
    (403, "Forbidden.AccessDenied.QpsLimitForApi"),
    (403, "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi"),
    (403, "Forbidden.AccessDenied.ApiCountLimitForOrg"),
    (429, "systemBusy"),
    (400, "qps.exceed.limit"),
    (500, "send.too.fast"),
    (400, "paramError"),
    (404, "conversationNotExist"),
    (400, "no.page.lists.it"),
];

/// What it answers when it may have done it.
const DOUBTS: [(u16, &str); 6] = [
    (500, "systemError.busy"),
    (503, "serviceBusy"),
    (503, "operationTimeout"),
    (504, "service.timeout"),
    (500, "unknownError"),
    (500, "no.page.lists.it"),
];

/// Answers from which nobody can tell what was done.
const RIDDLES: [&str; 9] = [
    "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n<html>hush</html>",
    "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 2\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhush",
    "HTTP/1.1 200 OK\r\ncontent-length: 9000000000\r\n\r\n{",
    "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 17\r\n\r\n<html>hush</html>",
    "HTTP/1.1 503 Unavailable\r\ncontent-length: 0\r\n\r\n",
    "SSH-2.0-OpenSSH_9.6\r\n",
];

const ENDS: [Ends; 4] = [Ends::Close, Ends::Reset, Ends::HalfClose, Ends::Hang];

/// The waits of answers that drip: some end after a second, and the others no call waits for.
const DRIPS: [Duration; 2] = [Duration::from_millis(5), Duration::from_millis(50)];

/// Trouble by chance.
pub struct Chance {
    random: fastrand::Rng,
    /// How many of a hundred requests meet with trouble.
    trouble: u32,
    /// Where redirects lead.
    elsewhere: String,
}

impl Chance {
    /// The trouble that this seed makes, and redirects to this origin.
    #[must_use]
    pub fn new(seed: u64, trouble: u32, elsewhere: &str) -> Self {
        Self { random: fastrand::Rng::with_seed(seed), trouble, elsewhere: elsewhere.to_owned() }
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.random.usize(..list.len())]
    }

    fn may_do_and_say(&mut self, bytes: impl Into<Vec<u8>>) -> Act {
        if self.random.bool() { Act::do_and_say(bytes) } else { Act::say(bytes) }
    }

    fn trouble(&mut self) -> Act {
        let ends = self.pick(&ENDS);
        match self.random.u32(..14) {
            0 => Act::read_part().then(ends),
            1 => self.may_do_and_say([]).then(ends),
            2 | 3 => Act::serve().cut(self.random.usize(..240)).then(ends),
            4 => Act::serve().then(ends),
            5 => Act::serve().drip(self.pick(&DRIPS)),
            6 => Act::serve().after(Duration::from_millis(self.random.u64(..150))),
            7 | 8 => self.refusal(),
            9 => {
                let (status, code) = self.pick(&DOUBTS);
                self.may_do_and_say(error(status, code))
            }
            10 => {
                let riddle = self.pick(&RIDDLES);
                self.may_do_and_say(riddle).then(ends)
            }
            _ => Act::do_and_say(answer("200 OK", &[], r#"{"file":["hush"],"openConversationId":["hush"]}"#)),
        }
    }

    /// Nothing is done; sometimes the connection ends in the midst of saying so.
    fn refusal(&mut self) -> Act {
        let (status, code) = self.pick(&REFUSALS);
        let location = format!("location: {}/elsewhere", self.elsewhere);
        match self.random.u32(..5) {
            0 => Act::refuse(answer("307 Temporary Redirect", &[&location], "")),
            1 => Act::refuse(error(status, code)).cut(self.random.usize(..160)).then(self.pick(&ENDS)),
            _ => Act::refuse(error(status, code)),
        }
    }
}

impl Plan for Chance {
    fn accept(&mut self) -> Ends {
        if self.random.u32(..1000) < self.trouble { self.pick(&ENDS) } else { Ends::Never }
    }

    fn request(&mut self, operation: Operation) -> Act {
        // Without a token there are no other calls, so those for one meet with less.
        let trouble = if operation == Operation::Token { self.trouble / 20 } else { self.trouble };
        if self.random.u32(..100) < trouble { self.trouble() } else { Act::serve() }
    }
}

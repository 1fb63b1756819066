//! A plan of random faults from a seed.

use crate::act::{Act, Ends};
use crate::plan::Plan;
use crate::request::Operation;
use crate::response::{error, response};
use std::time::Duration;

/// The service's errors after which nothing was done.
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

/// The service's errors after which the request may have been carried out.
const UNKNOWN_OUTCOMES: [(u16, &str); 6] = [
    (500, "systemError.busy"),
    (503, "serviceBusy"),
    (503, "operationTimeout"),
    (504, "service.timeout"),
    (500, "unknownError"),
    (500, "no.page.lists.it"),
];

/// Malformed responses, which do not show whether the request was carried out.
const MALFORMED: [&str; 9] = [
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

/// The delays of byte-by-byte responses: some end after a second, the others never in time.
const DRIPS: [Duration; 2] = [Duration::from_millis(5), Duration::from_millis(50)];

/// Random faults.
pub struct Chance {
    random: fastrand::Rng,
    /// The percentage of requests with a fault.
    fault: u32,
    /// The origin that redirects point to.
    elsewhere: String,
}

impl Chance {
    /// Creates the plan of a seed, with redirects to the origin `elsewhere`.
    #[must_use]
    pub fn new(seed: u64, fault: u32, elsewhere: &str) -> Self {
        Self { random: fastrand::Rng::with_seed(seed), fault, elsewhere: elsewhere.to_owned() }
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.random.usize(..list.len())]
    }

    fn maybe_execute_and_respond(&mut self, bytes: impl Into<Vec<u8>>) -> Act {
        if self.random.bool() { Act::execute_and_respond(bytes) } else { Act::respond(bytes) }
    }

    fn fault(&mut self) -> Act {
        let ends = self.pick(&ENDS);
        match self.random.u32(..14) {
            0 => Act::read_part().then(ends),
            1 => self.maybe_execute_and_respond([]).then(ends),
            2 | 3 => Act::serve().cut(self.random.usize(..240)).then(ends),
            4 => Act::serve().then(ends),
            5 => Act::serve().drip(self.pick(&DRIPS)),
            6 => Act::serve().after(Duration::from_millis(self.random.u64(..150))),
            7 | 8 => self.refusal(),
            9 => {
                let (status, code) = self.pick(&UNKNOWN_OUTCOMES);
                self.maybe_execute_and_respond(error(status, code))
            }
            10 => {
                let malformed = self.pick(&MALFORMED);
                self.maybe_execute_and_respond(malformed).then(ends)
            }
            _ => {
                Act::execute_and_respond(response("200 OK", &[], r#"{"file":["hush"],"openConversationId":["hush"]}"#))
            }
        }
    }

    /// Nothing is done; sometimes the response is truncated.
    fn refusal(&mut self) -> Act {
        let (status, code) = self.pick(&REFUSALS);
        let location = format!("location: {}/elsewhere", self.elsewhere);
        match self.random.u32(..5) {
            0 => Act::refuse(response("307 Temporary Redirect", &[&location], "")),
            1 => Act::refuse(error(status, code)).cut(self.random.usize(..160)).then(self.pick(&ENDS)),
            _ => Act::refuse(error(status, code)),
        }
    }
}

impl Plan for Chance {
    fn accept(&mut self) -> Ends {
        if self.random.u32(..1000) < self.fault { self.pick(&ENDS) } else { Ends::Never }
    }

    fn request(&mut self, operation: Operation) -> Act {
        // Without a token there are no other calls, so token requests fail less often.
        let fault = if operation == Operation::Token { self.fault / 20 } else { self.fault };
        if self.random.u32(..100) < fault { self.fault() } else { Act::serve() }
    }
}

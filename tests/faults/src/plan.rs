//! What is to happen, decided request by request.

use crate::act::{Act, Ends};
use crate::request::Operation;

/// Decides what happens.
pub trait Plan: Send + 'static {
    /// How a connection ends that was just accepted, before anything is read from it. `Never` lets it go on.
    fn accept(&mut self) -> Ends {
        Ends::Never
    }

    /// What is done with a request, of which only the first line has been read.
    fn request(&mut self, operation: Operation) -> Act;
}

/// The same for each request but those for a token, which are served.
impl Plan for Act {
    fn request(&mut self, operation: Operation) -> Act {
        if operation == Operation::Token { Self::serve() } else { self.clone() }
    }
}

/// No connection is let in.
impl Plan for Ends {
    fn accept(&mut self) -> Ends {
        *self
    }

    fn request(&mut self, _operation: Operation) -> Act {
        Act::serve()
    }
}

/// One after the other, and then each request is served.
impl Plan for std::vec::IntoIter<Act> {
    fn request(&mut self, operation: Operation) -> Act {
        let next = if operation == Operation::Token { None } else { self.next() };
        next.unwrap_or_else(Act::serve)
    }
}

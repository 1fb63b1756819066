//! Plans: the behavior for each request.

use crate::act::{Act, Ends};
use crate::request::Operation;

/// Decides the behavior.
pub trait Plan: Send + 'static {
    /// How an accepted connection ends before anything is read from it. `Never` serves it.
    fn accept(&mut self) -> Ends {
        Ends::Never
    }

    /// The behavior for a request, of which only the first line has been read.
    fn request(&mut self, operation: Operation) -> Act;
}

/// The behavior for each request, by a function.
impl<F: FnMut(Operation) -> Act + Send + 'static> Plan for F {
    fn request(&mut self, operation: Operation) -> Act {
        self(operation)
    }
}

/// The same for each request. Token requests are served.
impl Plan for Act {
    fn request(&mut self, operation: Operation) -> Act {
        if operation == Operation::Token { Self::serve() } else { self.clone() }
    }
}

/// Ends every connection at once.
impl Plan for Ends {
    fn accept(&mut self) -> Ends {
        *self
    }

    fn request(&mut self, _operation: Operation) -> Act {
        Act::serve()
    }
}

/// One after the other; then requests are served.
impl Plan for std::vec::IntoIter<Act> {
    fn request(&mut self, operation: Operation) -> Act {
        let next = if operation == Operation::Token { None } else { self.next() };
        next.unwrap_or_else(Act::serve)
    }
}

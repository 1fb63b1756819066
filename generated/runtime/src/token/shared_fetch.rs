//! A fetch that several calls wait for.

use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError, Weak};
use std::task::{Context, Poll, Wake, Waker};

use super::TokenError;
use crate::transport::BoxFuture;

/// A fetch that stores its result in the cache.
pub(super) type Fetching = BoxFuture<'static, Result<(), TokenError>>;

/// A handle of a fetch. Whichever handle is polled drives it, so it completes if any of them is, and it is dropped with
/// the last one.
pub(super) struct SharedFetch(Arc<State>);

/// A [`SharedFetch`] that does not keep the fetch alive.
pub(super) struct WeakFetch(Weak<State>);

struct State {
    fetch: Mutex<Fetching>,
    result: OnceLock<Result<(), TokenError>>,
    /// Apart from the fetch, which may hold its waker: an `Arc` of the whole state would then never be freed.
    waiting: Arc<Waiting>,
}

/// The wakers of the handles that were polled.
#[derive(Default)]
struct Waiting(Mutex<Vec<Waker>>);

impl SharedFetch {
    pub(super) fn new(fetch: Fetching) -> Self {
        let fetch = Mutex::new(fetch);
        Self(Arc::new(State { fetch, result: OnceLock::new(), waiting: Arc::default() }))
    }

    pub(super) fn downgrade(&self) -> WeakFetch {
        WeakFetch(Arc::downgrade(&self.0))
    }
}

impl WeakFetch {
    pub(super) fn upgrade(&self) -> Option<SharedFetch> {
        self.0.upgrade().map(SharedFetch)
    }
}

impl Clone for SharedFetch {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl Future for SharedFetch {
    type Output = Result<(), TokenError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // First, so that this handle is woken if another one completes the fetch meanwhile.
        self.0.waiting.add(cx.waker());
        match self.0.fetch.try_lock() {
            Ok(fetch) => self.0.poll(fetch),
            Err(TryLockError::Poisoned(poisoned)) => self.0.poll(poisoned.into_inner()),
            // Another handle is polling it, maybe further up the stack of this thread.
            Err(TryLockError::WouldBlock) => {}
        }
        self.0.result.get().cloned().map_or(Poll::Pending, Poll::Ready)
    }
}

/// The handle may have been woken to drive the fetch. Another one does so instead.
impl Drop for SharedFetch {
    fn drop(&mut self) {
        self.0.waiting.wake_all();
    }
}

impl State {
    fn poll(&self, mut fetch: MutexGuard<'_, Fetching>) {
        if self.result.get().is_some() {
            return;
        }
        let waker = Waker::from(Arc::clone(&self.waiting));
        if let Poll::Ready(result) = fetch.as_mut().poll(&mut Context::from_waker(&waker)) {
            self.result.get_or_init(|| result);
            drop(fetch);
            self.waiting.wake_all();
        }
    }
}

impl Waiting {
    fn add(&self, waker: &Waker) {
        let mut wakers = self.wakers();
        if !wakers.iter().any(|other| other.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }

    fn wake_all(&self) {
        let wakers = mem::take(&mut *self.wakers());
        wakers.into_iter().for_each(Waker::wake);
    }

    fn wakers(&self) -> MutexGuard<'_, Vec<Waker>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::Pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};
    use std::task::{Context, Poll, Wake, Waker};

    use super::{Fetching, SharedFetch};

    /// Counts wake-ups.
    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn poll(fetch: &mut SharedFetch, count: &Arc<Count>) -> bool {
        let waker = Waker::from(Arc::clone(count));
        Pin::new(fetch).poll(&mut Context::from_waker(&waker)).is_ready()
    }

    /// A fetch that keeps its waker, and completes when `ready` is set.
    fn fetch(signal: &Arc<Mutex<(bool, Option<Waker>)>>) -> Fetching {
        let signal = Arc::clone(signal);
        Box::pin(poll_fn(move |cx| {
            let mut signal = signal.lock().expect("not poisoned");
            signal.1 = Some(cx.waker().clone());
            if signal.0 { Poll::Ready(Ok(())) } else { Poll::Pending }
        }))
    }

    #[test]
    fn wakes_and_completes_all_handles() {
        let signal = Arc::default();
        let (first, second) = (Arc::<Count>::default(), Arc::<Count>::default());
        let mut fetch = SharedFetch::new(fetch(&signal));
        let mut other = fetch.clone();
        assert!(!poll(&mut fetch, &first) && !poll(&mut other, &second));
        signal.lock().expect("not poisoned").0 = true;
        let waker = signal.lock().expect("not poisoned").1.take();
        waker.expect("polled").wake();
        assert_eq!((first.0.load(Ordering::Relaxed), second.0.load(Ordering::Relaxed)), (1, 1));
        assert!(poll(&mut other, &second) && poll(&mut fetch, &first));
        // Not polled again after it is complete.
        assert!(poll(&mut fetch, &first));
    }

    #[test]
    fn dropped_handle_passes_its_wake_up_on() {
        let signal = Arc::default();
        let count = Arc::<Count>::default();
        let fetch = SharedFetch::new(fetch(&signal));
        let mut other = fetch.clone();
        assert!(!poll(&mut other, &count));
        drop(fetch);
        assert_eq!(count.0.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn is_dropped_with_the_last_handle() {
        let signal = Arc::default();
        let fetch = SharedFetch::new(fetch(&signal));
        let weak = fetch.downgrade();
        assert!(!poll(&mut weak.upgrade().expect("in progress"), &Arc::default()));
        // One owner is the fetch.
        assert_eq!(Arc::strong_count(&signal), 2);
        drop(fetch);
        assert_eq!(Arc::strong_count(&signal), 1);
        assert!(weak.upgrade().is_none());
    }
}

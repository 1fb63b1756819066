//! A fetch that several calls wait for.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError, Weak};
use std::task::{Context, Poll, Wake, Waker};

use super::TokenError;
use crate::transport::BoxFuture;

/// A fetch that stores its result in the cache.
pub(super) type Fetching = BoxFuture<'static, Result<(), TokenError>>;

/// A handle of a fetch. Whichever handle is polled drives it, so it completes if any of them is, and it is dropped with
/// the last one.
pub(super) struct SharedFetch {
    state: Arc<FetchState>,
    /// `None` before the handle is polled.
    key: Option<u64>,
}

/// A [`SharedFetch`] that does not keep the fetch alive.
pub(super) struct WeakFetch(Weak<FetchState>);

struct FetchState {
    fetch: Mutex<Fetching>,
    result: OnceLock<Result<(), TokenError>>,
    /// Apart from the fetch, which may hold its waker: an `Arc` of the whole state would then never be freed.
    wakers: Arc<FetchWakers>,
}

/// The wakers of the handles that were polled.
#[derive(Default)]
struct FetchWakers(Mutex<WakersByKey>);

#[derive(Default)]
struct WakersByKey {
    next_key: u64,
    /// `None` for a handle that was woken and not polled since.
    wakers: BTreeMap<u64, Option<Waker>>,
}

impl SharedFetch {
    pub(super) fn new(fetch: Fetching) -> Self {
        let state = FetchState { fetch: Mutex::new(fetch), result: OnceLock::new(), wakers: Arc::default() };
        Self { state: Arc::new(state), key: None }
    }

    pub(super) fn downgrade(&self) -> WeakFetch {
        WeakFetch(Arc::downgrade(&self.state))
    }
}

impl WeakFetch {
    pub(super) fn upgrade(&self) -> Option<SharedFetch> {
        self.0.upgrade().map(|state| SharedFetch { state, key: None })
    }
}

impl Clone for SharedFetch {
    fn clone(&self) -> Self {
        Self { state: Arc::clone(&self.state), key: None }
    }
}

impl Future for SharedFetch {
    type Output = Result<(), TokenError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // First, so that this handle is woken if another one completes the fetch meanwhile.
        self.key = Some(self.state.wakers.set(self.key, cx.waker()));
        self.state.poll();
        self.state.result.get().cloned().map_or(Poll::Pending, Poll::Ready)
    }
}

/// If the handle was woken to drive the fetch, another one does so instead.
impl Drop for SharedFetch {
    fn drop(&mut self) {
        if self.key.is_some_and(|key| self.state.wakers.remove(key)) {
            self.state.wakers.wake_all();
        }
    }
}

impl FetchState {
    /// Polls the fetch, unless it is complete or another handle is polling it.
    fn poll(&self) {
        let mut fetch = match self.fetch.try_lock() {
            Ok(fetch) => fetch,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            // Maybe further up the stack of this thread.
            Err(TryLockError::WouldBlock) => return,
        };
        if self.result.get().is_some() {
            return;
        }
        let waker = Waker::from(Arc::clone(&self.wakers));
        if let Poll::Ready(result) = fetch.as_mut().poll(&mut Context::from_waker(&waker)) {
            self.result.get_or_init(|| result);
            drop(fetch);
            self.wakers.wake_all();
        }
    }
}

impl FetchWakers {
    /// Sets the waker of a handle. Returns the key of the handle.
    fn set(&self, key: Option<u64>, waker: &Waker) -> u64 {
        let mut state = self.lock();
        let key = key.unwrap_or_else(|| {
            state.next_key += 1;
            state.next_key
        });
        match state.wakers.entry(key).or_default() {
            Some(own) => own.clone_from(waker),
            woken => *woken = Some(waker.clone()),
        }
        key
    }

    /// Removes a handle. Returns whether it was woken and not polled since.
    fn remove(&self, key: u64) -> bool {
        self.lock().wakers.remove(&key).is_some_and(|waker| waker.is_none())
    }

    fn wake_all(&self) {
        let wakers: Vec<Waker> = self.lock().wakers.values_mut().filter_map(Option::take).collect();
        wakers.into_iter().for_each(Waker::wake);
    }

    fn lock(&self) -> MutexGuard<'_, WakersByKey> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for FetchWakers {
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

    #[derive(Default)]
    struct WakeCount(AtomicUsize);

    impl Wake for WakeCount {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn poll(fetch: &mut SharedFetch, count: &Arc<WakeCount>) -> bool {
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
        let (first, second) = (Arc::<WakeCount>::default(), Arc::<WakeCount>::default());
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
    fn handle_that_was_woken_passes_it_on() {
        let signal = Arc::default();
        let count = Arc::<WakeCount>::default();
        let mut fetch = SharedFetch::new(fetch(&signal));
        let (mut other, unpolled) = (fetch.clone(), fetch.clone());
        assert!(!poll(&mut fetch, &Arc::default()));
        let waker = signal.lock().expect("not poisoned").1.take();
        waker.expect("polled").wake();
        // The wake-up came before this handle was polled.
        assert!(!poll(&mut other, &count));
        drop(unpolled);
        assert_eq!(count.0.load(Ordering::Relaxed), 0);
        drop(fetch);
        assert_eq!(count.0.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn handle_that_was_not_woken_wakes_no_other() {
        let signal = Arc::default();
        let count = Arc::<WakeCount>::default();
        let mut fetch = SharedFetch::new(fetch(&signal));
        let mut other = fetch.clone();
        // Of several wakers, the last one counts.
        assert!(!poll(&mut fetch, &Arc::default()) && !poll(&mut fetch, &Arc::default()));
        assert!(!poll(&mut other, &count));
        assert_eq!(fetch.state.wakers.lock().wakers.len(), 2);
        drop(fetch);
        assert_eq!(count.0.load(Ordering::Relaxed), 0);
        assert_eq!(other.state.wakers.lock().wakers.len(), 1);
    }

    #[test]
    fn handle_may_be_polled_during_a_poll() {
        let inner: Arc<Mutex<Option<SharedFetch>>> = Arc::default();
        let of_fetch = Arc::clone(&inner);
        let mut fetch = SharedFetch::new(Box::pin(poll_fn(move |_| {
            let mut inner = of_fetch.lock().expect("not poisoned");
            let is_pending = inner.as_mut().is_some_and(|inner| !poll(inner, &Arc::default()));
            if is_pending { Poll::Ready(Ok(())) } else { Poll::Pending }
        })));
        *inner.lock().expect("not poisoned") = Some(fetch.clone());
        assert!(poll(&mut fetch, &Arc::default()));
        // Breaks the cycle.
        let handle = inner.lock().expect("not poisoned").take();
        assert!(poll(&mut handle.expect("it is there"), &Arc::default()));
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

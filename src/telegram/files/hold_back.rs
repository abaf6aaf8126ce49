//! Memory for the beginnings of uploads whose method is not known yet: up to 10 MiB each, of a few uploads at a time. The others wait, and so do their
//! senders.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::telegram::error::Error;

/// How many beginnings may be in memory: 30 MiB.
const BEGINNINGS: usize = 3;

/// The memory for beginnings.
pub struct HoldBack {
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// How long a sender may take for a beginning while others wait.
    patience: Duration,
}

/// The memory for one beginning; given back when dropped.
pub struct HeldBack {
    all: Arc<HoldBack>,
    since: Instant,
    _permit: OwnedSemaphorePermit,
}

impl HoldBack {
    /// Nothing is held back.
    pub fn new(patience: Duration) -> Arc<Self> {
        Arc::new(Self { free: Arc::new(Semaphore::new(BEGINNINGS)), waiting: AtomicUsize::new(0), patience })
    }

    /// Waits for memory.
    pub async fn take(self: &Arc<Self>) -> Result<HeldBack, Error> {
        let _waiting = Waiting::new(&self.waiting);
        let permit = self.free.clone().acquire_owned().await;
        let permit = permit.map_err(|_| Error::Unavailable("the server is closing"))?;
        Ok(HeldBack { all: self.clone(), since: Instant::now(), _permit: permit })
    }
}

impl HeldBack {
    /// Fails when the sender takes too long and others wait.
    pub fn check(&self) -> Result<(), Error> {
        let is_late = self.since.elapsed() >= self.all.patience && self.all.waiting.load(Ordering::Relaxed) > 0;
        if is_late { Err(Error::Unavailable("the file arrives too slowly while others wait")) } else { Ok(()) }
    }
}

/// Counts somebody who waits.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn few_beginnings_are_in_memory_and_slow_ones_give_way() {
        let all = HoldBack::new(Duration::ZERO);
        let mut held = Vec::new();
        for _ in 0..BEGINNINGS {
            held.push(all.take().await.expect("there is memory"));
        }
        held[0].check().expect("nobody waits");
        let mut next = Box::pin(all.take());
        assert!(next.as_mut().now_or_never().is_none(), "there is no more");
        assert!(held[0].check().is_err(), "it is slow, and somebody waits");
        held.remove(0);
        let next = next.await.expect("there is memory again");
        next.check().expect("nobody waits for it");
        held[0].check().expect("nobody waits any more");
    }
}

//! A channel of bytes that arrive when the simulated [`Link`] lets them: one direction of a connection.
//!
//! The bytes in the channel are bounded: a receiver that stalls makes the sender wait.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::{Instant, sleep_until};

use crate::link::{Link, PIECE, Pacer};

/// Timers fire up to this late, so they are set this early: on average bytes arrive on time.
const TIMER_LATENESS: Duration = Duration::from_micros(1000);
/// The most bytes in the channel.
const CAPACITY: usize = 4 * 1024 * 1024;

/// Bytes in the channel.
struct Piece {
    arrives: Instant,
    bytes: Vec<u8>,
    _permit: OwnedSemaphorePermit,
}

pub(crate) struct PacedSender {
    pacer: Pacer,
    link: watch::Receiver<Link>,
    capacity: Arc<Semaphore>,
    pieces: mpsc::UnboundedSender<Piece>,
}

pub(crate) struct PacedReceiver {
    pieces: mpsc::UnboundedReceiver<Piece>,
    /// Taken from the channel before it has arrived.
    next: Option<Piece>,
}

/// The receiver was dropped.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the receiver is gone")]
pub(crate) struct Closed;

/// A channel over `link`.
pub(crate) fn paced_channel(link: watch::Receiver<Link>) -> (PacedSender, PacedReceiver) {
    // Bounded by the permits that the pieces hold.
    let (sender, receiver) = mpsc::unbounded_channel();
    let capacity = Arc::new(Semaphore::new(CAPACITY));
    let sender = PacedSender { pacer: Pacer::new(link.clone()), link, capacity, pieces: sender };
    (sender, PacedReceiver { pieces: receiver, next: None })
}

impl PacedSender {
    /// Sends bytes; waits while the channel is full.
    pub(crate) async fn send(&mut self, mut bytes: Vec<u8>) -> Result<(), Closed> {
        while !bytes.is_empty() {
            let limit = if self.link.borrow().bytes_per_second.is_some() { PIECE } else { CAPACITY };
            let rest = bytes.split_off(bytes.len().min(limit));
            let permit = self.capacity.clone().acquire_many_owned(bytes.len() as u32).await.map_err(|_| Closed)?;
            wait_until(self.pacer.ready_at()).await;
            let arrives = self.pacer.schedule(bytes.len(), Instant::now());
            self.pieces.send(Piece { arrives, bytes, _permit: permit }).map_err(|_| Closed)?;
            bytes = rest;
        }
        Ok(())
    }
}

impl PacedReceiver {
    /// The next bytes, once they have arrived; `None` after the last ones if the sender was dropped. Cancel safe.
    pub(crate) async fn receive(&mut self) -> Option<Vec<u8>> {
        if self.next.is_none() {
            self.next = Some(self.pieces.recv().await?);
        }
        wait_until(self.next.as_ref()?.arrives).await;
        self.next.take().map(|piece| piece.bytes)
    }
}

async fn wait_until(time: Instant) {
    let early = time.checked_sub(TIMER_LATENESS).unwrap_or(time);
    if early > Instant::now() {
        sleep_until(early).await;
    }
}

impl Drop for PacedReceiver {
    fn drop(&mut self) {
        self.pieces.close();
        while self.pieces.try_recv().is_ok() {}
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    /// In real time, and little of it: half a megabyte at two megabytes a second, after 50 ms.
    #[tokio::test]
    async fn throughput_and_delay_are_those_of_the_link() {
        let (_setting, link) = watch::channel(Link { round_trip_ms: Some(100), bytes_per_second: Some(2_000_000) });
        let (mut sender, mut receiver) = paced_channel(link);
        let start = Instant::now();
        let sending = tokio::spawn(async move {
            for _ in 0..5 {
                sender.send(vec![1; 100_000]).await.unwrap();
            }
        });
        let mut received = 0;
        let mut first = None;
        while let Some(bytes) = receiver.receive().await {
            first.get_or_insert_with(|| start.elapsed());
            received += bytes.len();
        }
        sending.await.unwrap();
        assert_eq!(received, 500_000);
        assert!(first.unwrap() >= Duration::from_millis(56), "{first:?}");
        assert!(start.elapsed() >= Duration::from_millis(295), "{:?}", start.elapsed());
        // A busy machine may be late, but not by a multiple.
        assert!(start.elapsed() < Duration::from_millis(900), "{:?}", start.elapsed());
    }

    #[tokio::test]
    async fn a_receiver_that_stalls_makes_the_sender_wait() {
        let (_setting, link) = watch::channel(Link::default());
        let (mut sender, mut receiver) = paced_channel(link);
        sender.send(vec![0; CAPACITY]).await.unwrap();
        assert!(sender.send(vec![1; 10]).now_or_never().is_none());
        assert_eq!(receiver.receive().await.unwrap().len(), CAPACITY);
        sender.send(vec![1; 10]).await.unwrap();
        drop(receiver);
        assert!(sender.send(vec![1; 10]).await.is_err());
    }
}

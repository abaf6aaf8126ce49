//! One direction of a connection's line: bytes go in at one end and come out at the other when [`Pacer`] says that they arrive.
//!
//! The room on the line is bounded, so a reader that stalls holds the writer back instead of filling memory.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::{Instant, sleep_until};

use crate::link::{Link, PIECE, Pacer};

/// Timers come up to this late, so they are set this early: on the average bytes arrive on time.
const TIMER_LATENESS: Duration = Duration::from_micros(1000);
/// Bytes under way in one direction, at most.
const ROOM: usize = 4 * 1024 * 1024;

/// Bytes under way.
struct Piece {
    arrives: Instant,
    bytes: Vec<u8>,
    _room: OwnedSemaphorePermit,
}

/// The end where bytes go in.
pub(crate) struct Near {
    pacer: Pacer,
    link: watch::Receiver<Link>,
    room: Arc<Semaphore>,
    pieces: mpsc::UnboundedSender<Piece>,
}

/// The end where bytes come out.
pub(crate) struct Far {
    pieces: mpsc::UnboundedReceiver<Piece>,
    /// Taken from the queue, not arrived yet.
    next: Option<Piece>,
}

/// The other end of the line is gone.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the line is cut")]
pub(crate) struct Cut;

/// A line over `link`.
pub(crate) fn line(link: watch::Receiver<Link>) -> (Near, Far) {
    // Bounded by the room that each piece takes.
    let (sender, receiver) = mpsc::unbounded_channel();
    let near = Near { pacer: Pacer::new(link.clone()), link, room: Arc::new(Semaphore::new(ROOM)), pieces: sender };
    (near, Far { pieces: receiver, next: None })
}

impl Near {
    /// Puts bytes on the line; waits while it is full.
    pub(crate) async fn send(&mut self, mut bytes: Vec<u8>) -> Result<(), Cut> {
        while !bytes.is_empty() {
            let limit = if self.link.borrow().bytes_per_second.is_some() { PIECE } else { ROOM };
            let rest = bytes.split_off(bytes.len().min(limit));
            let room = self.room.clone().acquire_many_owned(bytes.len() as u32).await.map_err(|_| Cut)?;
            wait_until(self.pacer.ready_at()).await;
            let arrives = self.pacer.put(bytes.len(), Instant::now());
            self.pieces.send(Piece { arrives, bytes, _room: room }).map_err(|_| Cut)?;
            bytes = rest;
        }
        Ok(())
    }
}

impl Far {
    /// The next bytes, when they arrive; `None` once the near end is gone and all has arrived. Nothing is lost if the future is
    /// dropped.
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

impl Drop for Far {
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
        let (mut near, mut far) = line(link);
        let start = Instant::now();
        let sender = tokio::spawn(async move {
            for _ in 0..5 {
                near.send(vec![1; 100_000]).await.unwrap();
            }
        });
        let mut received = 0;
        let mut first = None;
        while let Some(bytes) = far.receive().await {
            first.get_or_insert_with(|| start.elapsed());
            received += bytes.len();
        }
        sender.await.unwrap();
        assert_eq!(received, 500_000);
        assert!(first.unwrap() >= Duration::from_millis(56), "{first:?}");
        assert!(start.elapsed() >= Duration::from_millis(295), "{:?}", start.elapsed());
        // A busy machine may be late, but not by a multiple.
        assert!(start.elapsed() < Duration::from_millis(900), "{:?}", start.elapsed());
    }

    #[tokio::test]
    async fn a_reader_that_stalls_holds_the_writer_back() {
        let (_setting, link) = watch::channel(Link::default());
        let (mut near, mut far) = line(link);
        near.send(vec![0; ROOM]).await.unwrap();
        assert!(near.send(vec![1; 10]).now_or_never().is_none());
        assert_eq!(far.receive().await.unwrap().len(), ROOM);
        near.send(vec![1; 10]).await.unwrap();
        drop(far);
        assert!(near.send(vec![1; 10]).await.is_err());
    }
}

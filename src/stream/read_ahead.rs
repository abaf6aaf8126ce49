//! Read-ahead: a sliding window of pieces, which are requested in order, arrive in any order, and are delivered in order.
//!
//! [`ReadAhead`] requests the pieces of a [`Plan`] from a [`PieceSource`], as many at a time as its [`Window`] and [`Budget`] allow. It does so only
//! while it is polled, so no piece is requested for a reader that has stopped. Dropping it cancels the requests, and the first error ends it.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::{Stream, StreamExt};
use tokio_util::bytes::Bytes;

use super::{Budget, LinkSpeed, Permit, Piece, Plan, Window};

/// A requested piece. The request makes progress without being polled; dropping the future cancels it.
pub type PieceFuture<E> = Pin<Box<dyn Future<Output = Result<Bytes, E>> + Send>>;

/// A source of the pieces of one file.
pub trait PieceSource: Send + Unpin {
    /// Why a piece cannot be fetched.
    type Error: Send;

    /// Requests a piece, which resolves with exactly `piece.expected` bytes. `urgent`: the reader waits for it, and no other piece is requested.
    fn request(&self, piece: Piece, urgent: bool) -> PieceFuture<Self::Error>;

    /// The speed of the link to the data centre, once it is measured.
    fn link(&self) -> Option<LinkSpeed>;
}

/// A stream of the bytes of a range: exactly those bytes in order, or an error.
pub struct ReadAhead<S: PieceSource> {
    source: S,
    plan: Plan,
    /// The next piece of the plan, which is not requested yet.
    next: Option<Piece>,
    window: Window,
    budget: Arc<Budget>,
    /// The pieces that are requested and not delivered.
    queue: VecDeque<Requested<S::Error>>,
    /// Their bytes.
    ahead: u64,
    /// Whether the reader has waited for the next piece.
    waiting: bool,
    first: Option<Bytes>,
}

struct Requested<E> {
    piece: Piece,
    answer: PieceFuture<E>,
    permit: Permit,
}

impl<S: PieceSource> ReadAhead<S> {
    /// Starts reading. Resolves when the first bytes have arrived, so that an error is known before a response is started.
    pub async fn open(source: S, mut plan: Plan, budget: Arc<Budget>) -> Result<Self, S::Error> {
        let window = Window::new(source.link());
        let next = plan.next();
        let (queue, ahead) = (VecDeque::new(), 0);
        let mut opened = Self { source, plan, next, window, budget, queue, ahead, waiting: false, first: None };
        opened.first = opened.next().await.transpose()?;
        Ok(opened)
    }

    fn request_pieces(&mut self) {
        while let Some(piece) = self.next {
            let bytes = u64::from(piece.limit);
            let alone = self.queue.is_empty();
            if !alone && self.ahead + bytes > self.window.depth() {
                return;
            }
            let permit = self.budget.try_take(bytes).or_else(|| alone.then(|| self.budget.force_take(bytes)));
            let Some(permit) = permit else { return };
            let urgent = alone && self.waiting;
            let answer = self.source.request(piece, urgent);
            self.queue.push_back(Requested { piece, answer, permit });
            self.ahead += bytes;
            self.next = self.plan.next();
        }
    }

    fn cancel(&mut self) {
        self.queue.clear();
        self.next = None;
        self.ahead = 0;
    }
}

impl<S: PieceSource> Stream for ReadAhead<S> {
    type Item = Result<Bytes, S::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(first) = this.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        if this.queue.is_empty() {
            this.waiting = true;
        }
        this.request_pieces();
        let Some(front) = this.queue.front_mut() else { return Poll::Ready(None) };
        let Poll::Ready(answer) = front.answer.as_mut().poll(context) else {
            this.waiting = true;
            return Poll::Pending;
        };
        let bytes = match answer {
            Ok(bytes) => bytes,
            Err(error) => {
                this.cancel();
                return Poll::Ready(Some(Err(error)));
            }
        };
        let window_full = this.next.is_some();
        if let Some(link) = this.source.link() {
            this.window.update_link(link);
        }
        match std::mem::take(&mut this.waiting) {
            true => this.window.record_wait(window_full),
            false => this.window.record_ready(),
        }
        if let Some(Requested { piece, permit, .. }) = this.queue.pop_front() {
            drop(permit);
            this.ahead -= u64::from(piece.limit);
            this.window.record_delivery(u64::from(piece.take));
            // Further pieces are requested before this one is delivered.
            this.request_pieces();
            let skip = piece.skip as usize;
            return Poll::Ready(Some(Ok(bytes.slice(skip..skip + piece.take as usize))));
        }
        Poll::Ready(None)
    }
}

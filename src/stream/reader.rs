//! A sliding window over a file: pieces are asked for ahead, come in any order, and are handed on in theirs.
//!
//! A [`Reader`] drives a [`Plan`] and a [`Window`] over anything that can fetch pieces ([`Chunks`]). It asks only while it is polled, so a
//! reader who stops reading stops the asking; dropping it gives up whatever is on its way. The first error ends it.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::{Stream, StreamExt};
use tokio_util::bytes::Bytes;

use super::{Budget, LinkSpeed, Permit, Piece, Plan, Window};

/// A piece on its way. It moves on without being polled; dropping it gives it up.
pub type Asked<E> = Pin<Box<dyn Future<Output = Result<Bytes, E>> + Send>>;

/// Where pieces of one file come from.
pub trait Chunks: Send + Unpin {
    /// Why a piece does not come.
    type Error: Send;

    /// Asks for a piece: all `expected` bytes of it. `urgent` when the reader has nothing at all until it comes.
    fn ask(&self, piece: Piece, urgent: bool) -> Asked<Self::Error>;

    /// What is known of the way.
    fn link(&self) -> Option<LinkSpeed>;
}

/// The bytes of a range: exactly as many as it has, in their order, or an error.
pub struct Reader<C: Chunks> {
    chunks: C,
    plan: Plan,
    /// The piece that the plan has next, while there is no room for it.
    next: Option<Piece>,
    window: Window,
    budget: Arc<Budget>,
    queue: VecDeque<Pending<C::Error>>,
    /// Bytes asked for and not handed on.
    ahead: u64,
    /// Whether the front piece was not there when the reader asked for it.
    waiting: bool,
    first: Option<Bytes>,
}

struct Pending<E> {
    piece: Piece,
    asked: Asked<E>,
    permit: Permit,
}

impl<C: Chunks> Reader<C> {
    /// Begins. Resolves when the first bytes are there, so that errors come before anything is promised.
    pub async fn open(chunks: C, mut plan: Plan, budget: Arc<Budget>) -> Result<Self, C::Error> {
        let window = Window::new(chunks.link());
        let next = plan.next();
        let (queue, ahead) = (VecDeque::new(), 0);
        let mut reader = Self { chunks, plan, next, window, budget, queue, ahead, waiting: false, first: None };
        reader.first = reader.next().await.transpose()?;
        Ok(reader)
    }

    fn ask_ahead(&mut self) {
        while let Some(piece) = self.next {
            let bytes = u64::from(piece.limit);
            let alone = self.queue.is_empty();
            if !alone && self.ahead + bytes > self.window.depth() {
                return;
            }
            let Some(permit) = self.budget.take(bytes).or_else(|| alone.then(|| self.budget.take_anyway(bytes))) else {
                return;
            };
            // Without anything handed on yet, the front piece is the one that somebody waits for.
            let urgent = alone && self.waiting;
            let asked = self.chunks.ask(piece, urgent);
            self.queue.push_back(Pending { piece, asked, permit });
            self.ahead += bytes;
            self.next = self.plan.next();
        }
    }

    fn give_up(&mut self) {
        self.queue.clear();
        self.next = None;
        self.ahead = 0;
    }
}

impl<C: Chunks> Stream for Reader<C> {
    type Item = Result<Bytes, C::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(first) = this.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        if this.queue.is_empty() {
            this.waiting = true;
        }
        this.ask_ahead();
        let Some(front) = this.queue.front_mut() else { return Poll::Ready(None) };
        let Poll::Ready(answer) = front.asked.as_mut().poll(context) else {
            this.waiting = true;
            return Poll::Pending;
        };
        let bytes = match answer {
            Ok(bytes) => bytes,
            Err(error) => {
                this.give_up();
                return Poll::Ready(Some(Err(error)));
            }
        };
        let full = this.next.is_some();
        if let Some(link) = this.chunks.link() {
            this.window.learnt(link);
        }
        match std::mem::take(&mut this.waiting) {
            true => this.window.waited(full),
            false => this.window.lay_ready(),
        }
        if let Some(Pending { piece, permit, .. }) = this.queue.pop_front() {
            drop(permit);
            this.ahead -= u64::from(piece.limit);
            // What comes next is asked for before this is handed on.
            this.ask_ahead();
            let skip = piece.skip as usize;
            return Poll::Ready(Some(Ok(bytes.slice(skip..skip + piece.take as usize))));
        }
        Poll::Ready(None)
    }
}

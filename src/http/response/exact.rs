//! A body with exactly the length of its `Content-Length`.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use tokio_util::bytes::Bytes;
use tracing::warn;

use crate::http::request::id::RequestId;

/// A stream that fails unless it has exactly `remaining` bytes. The error closes the connection, so the client knows that the body is
/// incomplete.
pub(super) struct ExactLength<S> {
    pub stream: S,
    /// The bytes that are still expected.
    pub remaining: u64,
    pub id: RequestId,
}

impl<S, E> Stream for ExactLength<S>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: std::error::Error + Send + Sync + 'static,
{
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = std::task::ready!(Pin::new(&mut self.stream).poll_next(context));
        let problem: Box<dyn std::error::Error + Send + Sync> = match polled {
            Some(Ok(bytes)) if bytes.len() as u64 <= self.remaining => {
                self.remaining -= bytes.len() as u64;
                return Poll::Ready(Some(Ok(bytes)));
            }
            None if self.remaining == 0 => return Poll::Ready(None),
            Some(Ok(_)) => "more bytes than promised".into(),
            None => "fewer bytes than promised".into(),
            Some(Err(error)) => error.into(),
        };
        warn!(request_id = %self.id, remaining_bytes = self.remaining, error = %problem, "a stream broke off");
        Poll::Ready(Some(Err(std::io::Error::other(problem))))
    }
}

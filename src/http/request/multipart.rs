//! `multipart/form-data`, read part by part while it arrives; parts may have any size.
//!
//! multer finds the boundaries. This module adds four things. The names are read by [`disposition`](super::disposition). multer buffers all that its source has, so the source yields a little at a time
//! ([`PACE`]), and memory stays small even if the reader is slower than the sender. multer has no limit on a part's headers, so the source fails
//! if it is asked for too much before a part begins. And the body must be complete: it has the final boundary, and the length of `Content-Length`.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use rocket::data::{Data, DataStream, ToByteUnit};
use tokio::time::timeout;
use tokio_util::bytes::Bytes;
use tokio_util::io::{ReaderStream, StreamReader};

use super::body::{self, BodyError};
use super::disposition::{Disposition, FormWriter};
use crate::config::BodyLimits;

/// The size of a read, in bytes.
const READ: usize = 64 << 10;
/// How many bytes the source yields before it returns `Pending` once, so that the reader is polled.
const PACE: usize = 256 << 10;
/// How many bytes the source yields before the next part begins: what multer reads ahead, and the headers.
const BEFORE_PART: usize = 2 * PACE + (64 << 10);
/// The most bytes after the final boundary.
const EPILOGUE: u64 = 64 << 10;
/// The most parts of a body.
const MAX_PARTS: usize = 64;

/// A body that cannot be used as a form.
#[derive(Debug, thiserror::Error)]
pub enum MultipartError {
    /// The body is not `multipart/form-data`, or has no boundary.
    #[error("not multipart/form-data")]
    NotMultipart,
    /// The form is malformed.
    #[error("the form is malformed")]
    Malformed,
    /// The body is too large, incomplete or stalled.
    #[error(transparent)]
    Body(#[from] BodyError),
}

/// A form, read part by part.
pub struct Multipart<'r> {
    parts: multer::Multipart<'r>,
    source: Arc<Mutex<BodySource<'r>>>,
    writer: FormWriter,
    announced: Option<u64>,
    limits: BodyLimits,
    seen: usize,
}

/// A part. Must be read to its end before the next one.
pub struct Part<'r> {
    field: multer::Field<'r>,
    disposition: Disposition,
    source: Arc<Mutex<BodySource<'r>>>,
}

/// The names of one of multer's fields, which reads few of the forms that they have.
pub(super) fn disposition(field: &multer::Field<'_>, writer: FormWriter) -> Disposition {
    let header = field.headers().get("Content-Disposition");
    header.map(|value| Disposition::parse(value.as_bytes(), writer)).unwrap_or_default()
}

/// The boundary in a `Content-Type`.
pub fn boundary(content_type: &str) -> Result<String, MultipartError> {
    multer::parse_boundary(content_type).map_err(|_| MultipartError::NotMultipart)
}

impl<'r> Multipart<'r> {
    /// Starts reading a body, which may have `limit` bytes in all. `announced` is what `Content-Length` says, `user_agent` what sends it.
    pub fn new(
        boundary: &str,
        user_agent: &str,
        announced: Option<u64>,
        data: Data<'r>,
        limit: u64,
        limits: BodyLimits,
    ) -> Self {
        let source = Arc::new(Mutex::new(BodySource::new(data.open((limit + 1).bytes()), limit, limits.stall)));
        let parts = multer::Multipart::new(SharedSource(Arc::clone(&source)), boundary);
        let writer = FormWriter::of(user_agent, boundary);
        Self { parts, source, writer, announced, limits, seen: 0 }
    }

    /// The next part; `None` after the last one, if the body is complete.
    pub async fn next_part(&mut self) -> Result<Option<Part<'r>>, MultipartError> {
        if self.seen == MAX_PARTS {
            return Err(MultipartError::Malformed);
        }
        lock(&self.source).before_part = Some(BEFORE_PART);
        let field = unstalled(&self.source, self.parts.next_field())
            .await
            .and_then(|field| field.map_err(|error| lock(&self.source).explain(&error)));
        lock(&self.source).before_part = None;
        match field? {
            Some(field) => {
                self.seen += 1;
                let disposition = disposition(&field, self.writer);
                Ok(Some(Part { field, disposition, source: Arc::clone(&self.source) }))
            }
            None => self.finish().await.map(|()| None),
        }
    }

    /// The number of bytes read so far, which is a little ahead of the parts.
    pub fn delivered(&self) -> u64 {
        lock(&self.source).delivered
    }

    /// Reads the rest of a refused form, so that the client gets the response ([`body::discard`]).
    pub async fn discard(&mut self) {
        // A client that has stalled sends nothing more.
        if !lock(&self.source).stalled {
            body::discard(StreamReader::new(SharedSource(Arc::clone(&self.source))), self.limits).await;
        }
    }

    /// Reads the epilogue and checks the length.
    async fn finish(&mut self) -> Result<(), MultipartError> {
        let mut rest = SharedSource(Arc::clone(&self.source));
        let mut epilogue = 0;
        while let Some(chunk) = unstalled(&self.source, rest.next()).await? {
            epilogue += chunk.map_err(|_| BodyError::Incomplete)?.len() as u64;
            if epilogue > EPILOGUE {
                return Err(MultipartError::Malformed);
            }
        }
        match self.announced {
            Some(announced) if announced != lock(&self.source).delivered => Err(BodyError::Incomplete.into()),
            _ => Ok(()),
        }
    }
}

impl Part<'_> {
    /// The field's name.
    pub fn name(&self) -> &str {
        &self.disposition.name
    }

    /// The file's name, if it is a file. Untrusted text.
    pub fn file_name(&self) -> Option<&str> {
        self.disposition.file_name.as_deref()
    }

    /// Whether the part is a file. A file input without a chosen file sends an empty name.
    pub fn is_file(&self) -> bool {
        self.file_name().is_some_and(|name| !name.is_empty())
    }

    /// The part's `Content-Type`. Untrusted.
    pub fn content_type(&self) -> Option<String> {
        self.field.content_type().map(|mime| mime.essence_str().to_owned())
    }

    /// The next bytes; `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, MultipartError> {
        let chunk = unstalled(&self.source, self.field.chunk()).await?;
        chunk.map_err(|error| lock(&self.source).explain(&error))
    }

    /// Reads a small part.
    pub async fn bytes(mut self, limit: u64) -> Result<Vec<u8>, MultipartError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if bytes.len() as u64 + chunk.len() as u64 > limit {
                return Err(BodyError::TooLarge { limit }.into());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// Reads a small text field; invalid UTF-8 is replaced.
    pub async fn text(self, limit: u64) -> Result<String, MultipartError> {
        Ok(String::from_utf8_lossy(&self.bytes(limit).await?).into_owned())
    }
}

async fn unstalled<T>(source: &Mutex<BodySource<'_>>, reading: impl Future<Output = T>) -> Result<T, MultipartError> {
    let stall = lock(source).stall;
    timeout(stall, reading).await.map_err(|_| {
        lock(source).stalled = true;
        BodyError::Stalled.into()
    })
}

fn lock<'a, 'r>(source: &'a Mutex<BodySource<'r>>) -> std::sync::MutexGuard<'a, BodySource<'r>> {
    source.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The source of bytes for multer: counts and limits them.
struct BodySource<'r> {
    stream: ReaderStream<DataStream<'r>>,
    limit: u64,
    /// The longest pause of the client.
    stall: Duration,
    /// Whether the client paused for longer.
    stalled: bool,
    delivered: u64,
    /// The bytes since the last `Pending`.
    since_pending: usize,
    /// The bytes that may still be yielded before the next part begins.
    before_part: Option<usize>,
    /// The limit that was exceeded: multer's errors do not tell.
    too_large: bool,
    headers_too_large: bool,
}

impl<'r> BodySource<'r> {
    fn new(stream: DataStream<'r>, limit: u64, stall: Duration) -> Self {
        let stream = ReaderStream::with_capacity(stream, READ);
        Self {
            stream,
            limit,
            stall,
            stalled: false,
            delivered: 0,
            since_pending: 0,
            before_part: None,
            too_large: false,
            headers_too_large: false,
        }
    }

    fn explain(&self, error: &multer::Error) -> MultipartError {
        match error {
            _ if self.too_large => BodyError::TooLarge { limit: self.limit }.into(),
            _ if self.headers_too_large => MultipartError::Malformed,
            multer::Error::StreamReadFailed(_)
            | multer::Error::IncompleteStream
            | multer::Error::IncompleteFieldData { .. }
            | multer::Error::IncompleteHeaders => BodyError::Incomplete.into(),
            _ => MultipartError::Malformed,
        }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<std::io::Result<Bytes>>> {
        if self.since_pending >= PACE {
            self.since_pending = 0;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let polled = self.stream.poll_next_unpin(context);
        match &polled {
            Poll::Ready(Some(Ok(bytes))) => {
                self.delivered += bytes.len() as u64;
                self.since_pending += bytes.len();
                self.too_large |= self.delivered > self.limit;
                self.headers_too_large = self.before_part.as_mut().is_some_and(|left| {
                    let enough = *left >= bytes.len();
                    *left = left.saturating_sub(bytes.len());
                    !enough
                });
                if self.too_large || self.headers_too_large {
                    return Poll::Ready(Some(Err(std::io::Error::other("over the limit"))));
                }
            }
            Poll::Pending => self.since_pending = 0,
            Poll::Ready(_) => {}
        }
        polled
    }
}

/// The source, shared by multer, which reads the parts, and [`Multipart`], which reads the epilogue.
struct SharedSource<'r>(Arc<Mutex<BodySource<'r>>>);

impl Stream for SharedSource<'_> {
    type Item = std::io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        lock(&self.0).poll_next(context)
    }
}

//! A response with a zip.

use std::pin::Pin;

use futures_util::Stream;
use rocket::response::Responder;
use rocket::{Request, Response, response};
use tokio_util::bytes::Bytes;
use tokio_util::io::StreamReader;

use super::{Archive, ArchiveError};
use crate::http::request::id::RequestId;
use crate::http::response::disposition;
use crate::http::response::exact::ExactLength;
use crate::http::response::file::{CHUNK, SANDBOX};

type Body<E> = Pin<Box<dyn Stream<Item = Result<Bytes, ArchiveError<E>>> + Send>>;

/// An attachment with a `Content-Length`.
pub struct ArchiveResponse<E> {
    name: String,
    length: u64,
    body: Option<Body<E>>,
}

impl<E: Send> ArchiveResponse<E> {
    /// The response to `HEAD`. `name` has to be safe in a header.
    pub fn describe(name: String, archive: &Archive) -> Self {
        Self { name, length: archive.length(), body: None }
    }

    /// The response to `GET`. `files` are the files' bytes, in the order of the entries; `name` has to be safe in a header.
    pub fn new<S>(name: String, archive: Archive, files: impl Stream<Item = Result<S, E>> + Send + 'static) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Unpin + 'static,
        E: 'static,
    {
        Self { name, length: archive.length(), body: Some(Box::pin(archive.bytes(files))) }
    }
}

impl<'r, E> Responder<'r, 'static> for ArchiveResponse<E>
where
    E: std::error::Error + Send + Sync + 'static,
{
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        response
            .raw_header("Content-Type", "application/zip")
            .raw_header("Content-Disposition", disposition::content_disposition(false, &self.name))
            .raw_header("Content-Security-Policy", SANDBOX)
            .raw_header("Cache-Control", "private, no-store, no-transform")
            .raw_header("Accept-Ranges", "none")
            .raw_header("Content-Length", self.length.to_string());
        // A streamed body, so that Rocket does not replace Content-Length, also for HEAD.
        match self.body {
            Some(stream) => {
                let (remaining, id) = (self.length, RequestId::of(request));
                response.streamed_body(StreamReader::new(ExactLength { stream, remaining, id }))
            }
            None => response.streamed_body(tokio::io::empty()),
        };
        response.max_chunk_size(CHUNK).ok()
    }
}

//! Responses with a file: sized, in ranges, conditional. The file is opened only if its bytes are sent.

use futures_util::Stream;
use rocket::http::{Method, Status};
use rocket::request::{FromRequest, Outcome};
use rocket::response::Responder;
use rocket::{Request, Response, response};
use time::OffsetDateTime;
use tokio_util::bytes::Bytes;
use tokio_util::io::StreamReader;

use super::conditional::{self, Conditions, ETag};
use super::disposition;
use super::exact::ExactLength;
use crate::http::dates::http_date;
use crate::http::request::id::RequestId;
use crate::stream::ByteRange;

/// The size of the chunks that are written to a connection. Rocket's default of 4 KiB costs a third of the throughput; larger chunks cost memory
/// for each stalled connection.
pub(super) const CHUNK: usize = 64 << 10;

/// The content security policy of a file that a browser opens as a page: nothing is allowed. It has no effect on files embedded in other pages.
pub const SANDBOX: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// A file's metadata.
#[derive(Clone, Debug)]
pub struct Representation {
    /// The length in bytes.
    pub length: u64,
    /// The same for the same bytes, in every process.
    pub etag: ETag,
    /// When the file last changed.
    pub last_modified: OffsetDateTime,
    /// A type of the table in [`super::content_type`].
    pub content_type: &'static str,
    /// Whether a browser may show the file.
    pub inline: bool,
    /// A name that is safe in a header ([`disposition::file_name`]).
    pub name: String,
}

/// A request for a file: its method, its conditions and its range.
pub struct FileRequest {
    conditions: Conditions,
    head: bool,
    id: RequestId,
}

/// Why a request for a file fails.
#[derive(Debug)]
pub enum FileError<E> {
    /// 416, with the file's length.
    Unsatisfiable(u64),
    /// 412.
    PreconditionFailed,
    /// The file cannot be opened.
    Open(E),
}

/// A response with a file, a range of it, or 304.
pub struct FileResponse<S> {
    representation: Representation,
    status: Status,
    range: Option<ByteRange>,
    body: Option<S>,
    id: RequestId,
}

impl FileRequest {
    /// Makes the response. `open` is only called if bytes are sent; its stream has to yield exactly the bytes of the range, or an error.
    pub async fn answer<S, E>(
        self,
        representation: Representation,
        open: impl AsyncFnOnce(ByteRange) -> Result<S, E>,
    ) -> Result<FileResponse<S>, FileError<E>> {
        let Representation { ref etag, last_modified, length, .. } = representation;
        let (status, range) = match conditional::evaluate(&self.conditions, etag, last_modified, length, !self.head) {
            conditional::Outcome::Whole => (Status::Ok, ByteRange::new(0..length)),
            conditional::Outcome::Part(range) => (Status::PartialContent, Some(range)),
            conditional::Outcome::NotModified => (Status::NotModified, None),
            conditional::Outcome::PreconditionFailed => return Err(FileError::PreconditionFailed),
            conditional::Outcome::Unsatisfiable => return Err(FileError::Unsatisfiable(length)),
        };
        let body = match range {
            Some(range) if !self.head => Some(open(range).await.map_err(FileError::Open)?),
            _ => None,
        };
        Ok(FileResponse { representation, status, range, body, id: self.id })
    }
}

impl<S> FileResponse<S> {
    /// 200, 206 or 304.
    pub fn status(&self) -> Status {
        self.status
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for FileRequest {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let header = |name| {
            let values: Vec<_> = request.headers().get(name).collect();
            (!values.is_empty()).then(|| values.join(","))
        };
        let conditions = Conditions {
            if_match: header("If-Match"),
            if_unmodified_since: header("If-Unmodified-Since"),
            if_none_match: header("If-None-Match"),
            if_modified_since: header("If-Modified-Since"),
            if_range: header("If-Range"),
            range: header("Range"),
        };
        Outcome::Success(Self { conditions, head: request.method() == Method::Head, id: RequestId::of(request) })
    }
}

impl<'r, S, E> Responder<'r, 'r> for FileResponse<S>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin + 'r,
    E: std::error::Error + Send + Sync + 'static,
{
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'r> {
        let file = self.representation;
        let mut response = Response::build();
        response
            .status(self.status)
            .raw_header("ETag", file.etag.as_str().to_owned())
            .raw_header("Last-Modified", http_date::format(file.last_modified))
            .raw_header("Cache-Control", "private, max-age=0, must-revalidate, no-transform")
            .raw_header("Vary", "Cookie, X-Api-Key, X-Session-String");
        if self.status == Status::NotModified {
            return response.ok();
        }
        let length = self.range.map_or(0, ByteRange::len);
        response
            .raw_header("Accept-Ranges", "bytes")
            .raw_header("Content-Type", file.content_type)
            .raw_header("Content-Disposition", disposition::content_disposition(file.inline, &file.name))
            .raw_header("Content-Security-Policy", SANDBOX)
            .raw_header("Content-Length", length.to_string());
        if let (Status::PartialContent, Some(range)) = (self.status, self.range) {
            let (first, last) = (range.start(), range.end() - 1);
            response.raw_header("Content-Range", format!("bytes {first}-{last}/{}", file.length));
        }
        // A streamed body, so that Rocket does not replace Content-Length, also for HEAD.
        match self.body {
            Some(stream) => {
                response.streamed_body(StreamReader::new(ExactLength { stream, remaining: length, id: self.id }))
            }
            None => response.streamed_body(tokio::io::empty()),
        };
        response.max_chunk_size(CHUNK).ok()
    }
}

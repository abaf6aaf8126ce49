//! Forms with files, which are uploaded to Telegram while they arrive.
//!
//! A guard takes the body unread ([`UploadBody`]); the route opens it as a form for the account, whose limits apply ([`UploadForm`]). A file that
//! is too large is refused before it is read, if the form has its size or the body's length is known. A failed upload leaves nothing but
//! uploaded parts, which Telegram deletes.

use rocket::Request;
use rocket::data::{Data, FromData, Outcome, ToByteUnit};

use crate::config::{BodyLimits, Config};
use crate::http::errors::fault::Fault;
use crate::http::limits::concurrency::Permit;
use crate::http::limits::uploads::Uploads;
use crate::http::request::body::{self, content_length};
use crate::http::request::multipart::{self, Multipart, Part};
use crate::http::request::state::managed;
use crate::store::AccountId;
use crate::telegram::{Account, Rejected, UploadHints, Uploaded};

/// The most bytes of a form besides its files.
const OVERHEAD: u64 = 1 << 20;
/// The most bytes of a text field. The limits of captions are Telegram's and much lower.
const MAX_TEXT: u64 = 64 << 10;

/// The unread body of a request, to be opened as a form with files.
pub struct UploadBody<'r> {
    content_type: String,
    user_agent: String,
    /// `Content-Length`.
    length: Option<u64>,
    limits: BodyLimits,
    uploads: &'r Uploads,
    data: Data<'r>,
}

/// A form with files, read while it arrives.
pub struct UploadForm<'r> {
    parts: Multipart<'r>,
    length: Option<u64>,
    /// The largest file that the account may upload.
    limit: u64,
    _permit: Option<Permit<AccountId>>,
}

impl<'r> UploadBody<'r> {
    /// The body of a request.
    pub fn new(request: &'r Request<'_>, data: Data<'r>) -> Self {
        let header = |name| request.headers().get_one(name).unwrap_or_default().to_owned();
        let limits = managed::<Config>(request).time_limits.bodies;
        Self {
            content_type: header("Content-Type"),
            user_agent: header("User-Agent"),
            length: content_length(request),
            limits,
            uploads: managed(request),
            data,
        }
    }

    /// Reads and drops a refused body, up to a limit, so that the client gets the response.
    pub async fn discard(self) {
        body::discard(self.data.open(body::LINGER.bytes()), self.limits).await;
    }

    /// Opens the body as a form with at most `files` files of an account.
    pub async fn open(self, account: &Account, files: u64) -> Result<UploadForm<'r>, Fault> {
        let permit = match self.uploads.acquire(account.id()) {
            Ok(permit) => permit,
            Err(limited) => {
                self.discard().await;
                return Err(limited.into());
            }
        };
        let form = self.open_up_to(account.largest_upload(), files).await?;
        Ok(UploadForm { _permit: Some(permit), ..form })
    }

    /// Opens it as a form with at most so many files, each of at most `limit` bytes.
    pub async fn open_up_to(self, limit: u64, files: u64) -> Result<UploadForm<'r>, Fault> {
        let most = files * limit + OVERHEAD;
        if self.length.is_some_and(|length| length > most) {
            self.discard().await;
            return Err(too_large(limit));
        }
        let boundary = match multipart::boundary(&self.content_type) {
            Ok(boundary) => boundary,
            Err(error) => {
                self.discard().await;
                return Err(error.into());
            }
        };
        let parts = Multipart::new(&boundary, &self.user_agent, self.length, self.data, most, self.limits);
        Ok(UploadForm { parts, length: self.length, limit, _permit: None })
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for UploadBody<'r> {
    type Error = std::convert::Infallible;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        Outcome::Success(Self::new(request, data))
    }
}

impl<'r> UploadForm<'r> {
    /// The next part; `None` after the last one, if the body is complete.
    pub async fn next_part(&mut self) -> Result<Option<Part<'r>>, Fault> {
        Ok(self.parts.next_part().await?)
    }

    /// Uploads a part as a file. `hints` has what the form says about the file; the name is the part's, and so is a missing type.
    pub async fn upload(&self, account: &Account, mut part: Part<'_>, hints: UploadHints) -> Result<Uploaded, Fault> {
        let left = self.length.map(|length| length.saturating_sub(self.parts.delivered()).saturating_sub(OVERHEAD));
        if hints.size.or(left).is_some_and(|size| size > self.limit) {
            return Err(too_large(self.limit));
        }
        let size = hints.size;
        let mut upload = account.upload(UploadHints {
            name: part.file_name().unwrap_or_default().to_owned(),
            mime_type: hints.mime_type.or_else(|| part.content_type()),
            at_most: self.length,
            ..hints
        });
        let mut received = 0;
        while let Some(bytes) = part.chunk().await? {
            received += bytes.len() as u64;
            if size.is_some_and(|size| received > size) {
                return Err(Fault::Malformed("a file is longer than its size says"));
            }
            upload.write(bytes).await?;
        }
        if size.is_some_and(|size| received < size) {
            return Err(Fault::Malformed("a file is shorter than its size says"));
        }
        Ok(upload.finish().await?)
    }

    /// Reads a text field.
    pub async fn text(&self, part: Part<'_>) -> Result<String, Fault> {
        Ok(part.text(MAX_TEXT).await?)
    }

    /// Reads and drops an unknown field.
    pub async fn skip(&self, mut part: Part<'_>) -> Result<(), Fault> {
        let mut length = 0;
        while let Some(bytes) = part.chunk().await? {
            length += bytes.len() as u64;
            if length > MAX_TEXT {
                return Err(Fault::Malformed("a field that is not known is too long"));
            }
        }
        Ok(())
    }

    /// Returns `result`. If it is an error, reads the rest of the body before, so that the client gets the response.
    pub async fn close<T, E>(mut self, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.parts.discard().await;
        }
        result
    }
}

fn too_large(limit: u64) -> Fault {
    Fault::Telegram(Rejected::FileTooLarge { limit }.into())
}

//! A file of the drive as an answer.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use rocket::Request;
use rocket::fairing::AdHoc;
use rocket::http::{Method, Status};
use rocket::request::{FromRequest, Outcome};
use sha2::{Digest, Sha256};

use super::error::Error;
use crate::config::Config;
use crate::drive::tree::FileEntry;
use crate::drive::{self, NodeName};
use crate::http::errors::fault::Fault;
use crate::http::limits::concurrency::{ConcurrencyLimit, WithPermit};
use crate::http::limits::first_byte::FirstByte;
use crate::http::limits::limited::Limited;
use crate::http::limits::streams::unread_limit;
use crate::http::request::state::{managed, needs};
use crate::http::response::conditional::ETag;
use crate::http::response::disposition::file_name;
use crate::http::response::file::{FileError, FileRequest, FileResponse, Representation};
use crate::store::drive::{ShareId, UserId};
use crate::telegram::{ByteSource, ByteStream};

/// How many downloads one user, or the visitors of one share, may have at once.
const MAX: usize = 16;
/// How long a client with more of them is asked to wait.
const WAIT: Duration = Duration::from_secs(2);

/// Whose downloads are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Downloads {
    /// A user's.
    User(UserId),
    /// Those through a share.
    Share(ShareId),
}

/// The downloads that are running.
pub(super) struct RunningDownloads(ConcurrencyLimit<Downloads>);

/// Manages them.
pub(super) fn stage() -> AdHoc {
    AdHoc::on_ignite("drive downloads", |rocket| async {
        let unread = unread_limit(&rocket);
        rocket.manage(RunningDownloads(ConcurrencyLimit::of_streams(MAX, unread)))
    })
}

/// The answer: the file, a part of it, or that the client has it already.
pub(super) type DriveDownload = FileResponse<WithPermit<ByteStream, Downloads>>;

/// What a request wants of a file.
pub(super) struct FileGuard<'r> {
    file: FileRequest,
    is_head: bool,
    running: &'r RunningDownloads,
    first_byte: FirstByte,
}

needs!(FileGuard<'_>: RunningDownloads, Config);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for FileGuard<'r> {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let Outcome::Success(file) = FileRequest::from_request(request).await else { unreachable!("it cannot fail") };
        let (is_head, first_byte) = (request.method() == Method::Head, FirstByte::begin(managed(request)));
        Outcome::Success(Self { file, is_head, running: managed(request), first_byte })
    }
}

impl FileGuard<'_> {
    /// Answers with a file. `source` is called only where bytes are to be sent, and `begun` awaited when the first of them are there (of an empty file:
    /// all), before the answer begins; it may still refuse.
    pub(super) async fn answer(
        self,
        downloads: Downloads,
        file: &FileEntry,
        source: impl AsyncFnOnce() -> Result<Arc<dyn ByteSource>, drive::Error>,
        mut begun: BoxFuture<'_, Result<(), drive::Error>>,
    ) -> Result<DriveDownload, Error> {
        let open = async |range| {
            let permit = self.running.0.acquire(downloads).ok_or(Limited { wait: WAIT })?;
            let read = async { source().await?.read(range).await.map_err(drive::Error::from) };
            let stream = self.first_byte.within(read).await?;
            begun.as_mut().await?;
            Ok::<_, Error>(WithPermit::new(stream, permit))
        };
        let answer = self.file.answer(representation(file), open).await.map_err(|error| match error {
            FileError::Unsatisfiable(length) => Fault::RangeNotSatisfiable { length }.into(),
            FileError::PreconditionFailed => Fault::PreconditionFailed.into(),
            FileError::Open(error) => error,
        })?;
        // An empty file has nothing to open.
        if file.facts.size == 0 && !self.is_head && answer.status() == Status::Ok {
            begun.await?;
        }
        Ok(answer)
    }
}

/// As the original has it: bytes to be saved, under the name that the file was sent with.
fn representation(file: &FileEntry) -> Representation {
    let hash = Sha256::digest(format!("drive:{}:{}", file.facts.revision.0, file.facts.size).as_bytes());
    Representation {
        length: file.facts.size,
        etag: ETag::strong(&hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>()),
        last_modified: file.facts.uploaded,
        content_type: "application/octet-stream",
        inline: false,
        name: attachment_name(&file.facts.original_name),
    }
}

/// The name that a file was sent with, which is one that headers and file systems take; what a rebuild has found may be none.
fn attachment_name(original: &str) -> String {
    NodeName::parse(original).map_or_else(|| file_name(original, "file"), |name| name.to_string())
}

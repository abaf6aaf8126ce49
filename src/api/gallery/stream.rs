//! `GET` and `HEAD` `/stream_media/<id>`: the bytes of a file.
//!
//! A name may follow the id; it is there for players that go by the extension (Safari), and for people. It is not looked at.

use std::time::Duration;

use rocket::fairing::AdHoc;
use rocket::{Route, State, get, head, routes};
use sha2::{Digest, Sha256};

use super::edit::Id;
use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::openapi::FILES;
use super::refusals::Streaming;
use super::wire::safe_name;
use crate::http::concurrency::{ConcurrencyLimit, Place, Placed};
use crate::http::conditional::ETag;
use crate::http::content_type;
use crate::http::media::{FileError, FileRequest, FileResponse, Representation};
use crate::store::AccountId;
use crate::telegram::{self, Download, Media};

/// How many streams one account may have at once. A browser opens six connections, and a seek leaves one behind for a moment.
const MAX_STREAMS: usize = 16;
/// What a client with more of them is told to wait.
const WAIT: Duration = Duration::from_secs(2);

pub(super) fn routes() -> Vec<Route> {
    routes![stream, describe]
}

type File = FileResponse<Placed<Download, AccountId>>;

/// The streams that are running.
pub(super) struct Streams(ConcurrencyLimit<AccountId>);

impl Streams {
    /// A place for one more of that account.
    pub(super) fn enter(&self, account: AccountId) -> Result<Place<AccountId>, telegram::Error> {
        self.0.enter(account).ok_or(telegram::Error::Wait(WAIT))
    }
}

/// Manages them.
pub(super) fn stage() -> AdHoc {
    AdHoc::on_ignite("streams", |rocket| async { rocket.manage(Streams(ConcurrencyLimit::new(MAX_STREAMS))) })
}

/// Read a file
///
/// Whole or in part, with a body of exact length. A name may follow the id, for players that go by the extension.
#[utoipa::path(
    tag = FILES,
    operation_id = "streamMedia",
    path = "/stream_media/{id}",
    security(("cookie" = [])),
    params(
        ("id" = i32, Path, minimum = 1, description = "The message's id"),
        ("download" = Option<bool>, Query, description = "As an attachment, whatever it is"),
        ("Range" = Option<String>, Header, description = "One range: `bytes=0-1023`, `bytes=1024-`, `bytes=-1024`"),
        ("If-Range" = Option<String>, Header, description = "The range only if this ETag or date still holds"),
        ("If-None-Match" = Option<String>, Header, description = "304 if the file still has one of these ETags"),
        ("If-Modified-Since" = Option<String>, Header, description = "304 if the file is no newer"),
        ("If-Match" = Option<String>, Header, description = "412 unless the file has one of these ETags"),
        ("If-Unmodified-Since" = Option<String>, Header, description = "412 if the file is newer"),
    ),
    responses(
        (
            status = 200,
            description = "The whole file; also where several ranges are asked for.",
            content_type = "*/*",
            headers(
                ("Accept-Ranges" = String, description = "`bytes`"),
                ("Content-Disposition" = String, description = "`inline` or `attachment`, and the name"),
                ("Content-Length" = u64, description = "Exact: fewer bytes are a file that is not whole"),
                ("ETag" = String, description = "Strong; the same for the same bytes"),
                ("Last-Modified" = String, description = "When the message was sent or edited"),
            ),
        ),
        (
            status = 206,
            description = "A part of it.",
            content_type = "*/*",
            headers(
                ("Accept-Ranges" = String, description = "`bytes`"),
                ("Content-Disposition" = String, description = "`inline` or `attachment`, and the name"),
                ("Content-Length" = u64, description = "Exact: fewer bytes are a file that is not whole"),
                ("Content-Range" = String, description = "`bytes <first>-<last>/<length>`"),
                ("ETag" = String, description = "Strong; the same for the same bytes"),
                ("Last-Modified" = String, description = "When the message was sent or edited"),
            ),
        ),
        (status = 304, description = "The browser has it already."),
        Streaming,
    ),
)]
#[get("/stream_media/<id>/<_..>?<download>")]
pub(super) async fn stream(
    signed_in: SignedIn,
    id: Result<Id, ()>,
    download: Option<&str>,
    request: FileRequest,
    streams: &State<Streams>,
) -> Result<File, Error> {
    let Id(id) = id.map_err(|()| Error::MediaNotFound)?;
    let failed = |error| Operation::Stream.failed(error);
    let media = signed_in.account.media(id).await.map_err(failed)?;
    let file = represent(&media, download.is_some_and(is_yes));
    let open = async |range| {
        let place = streams.enter(signed_in.account.id())?;
        let download = signed_in.account.download(id, range).await?;
        Ok(Placed::new(download, place))
    };
    request.answer(file, open).await.map_err(|error| match error {
        FileError::Open(error) => failed(error),
        FileError::Unsatisfiable(length) => Error::RangeNotSatisfiable { length },
        FileError::PreconditionFailed => Error::PreconditionFailed,
    })
}

/// Describe a file
///
/// What `GET` would answer, without its body. Fetches nothing from Telegram.
// A route of its own: Rocket's automatic `HEAD` would look like a `GET` and start fetching.
#[utoipa::path(
    tag = FILES,
    operation_id = "describeMedia",
    path = "/stream_media/{id}",
    security(("cookie" = [])),
    params(
        ("id" = i32, Path, minimum = 1, description = "The message's id"),
        ("download" = Option<bool>, Query, description = "As an attachment, whatever it is"),
    ),
    responses(
        (
            status = 200,
            description = "There is such a file.",
            headers(
                ("Accept-Ranges" = String, description = "`bytes`"),
                ("Content-Disposition" = String, description = "`inline` or `attachment`, and the name"),
                ("Content-Length" = u64, description = "Exact: fewer bytes are a file that is not whole"),
                ("ETag" = String, description = "Strong; the same for the same bytes"),
                ("Last-Modified" = String, description = "When the message was sent or edited"),
            ),
        ),
        (status = 304, description = "The browser has it already."),
        Streaming,
    ),
)]
#[head("/stream_media/<id>/<_..>?<download>")]
pub(super) async fn describe(
    signed_in: SignedIn,
    id: Result<Id, ()>,
    download: Option<&str>,
    request: FileRequest,
    streams: &State<Streams>,
) -> Result<File, Error> {
    stream(signed_in, id, download, request, streams).await
}

fn is_yes(value: &str) -> bool {
    !matches!(value, "0" | "false" | "no")
}

fn represent(media: &Media, download: bool) -> Representation {
    let name = safe_name(media);
    let served = content_type::served(&media.mime_type, &name);
    Representation {
        length: media.size,
        etag: entity_tag("file", media, ""),
        last_modified: media.edited.unwrap_or(media.date),
        content_type: served.content_type,
        inline: served.inline && !download,
        name,
    }
}

/// A tag by what the bytes are, not where they lie: Telegram's id of the file and its length, hashed. Another file in the same message has
/// another tag, and every instance makes the same one.
pub(super) fn entity_tag(what: &str, media: &Media, variant: &str) -> ETag {
    let identity = format!("{what}:{}:{}:{variant}", media.file_id, media.size);
    let hash = Sha256::digest(identity.as_bytes());
    ETag::strong(&hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>())
}

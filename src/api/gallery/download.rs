//! `GET` and `HEAD` `/download?ids=1,2,3`: several files as one zip, made while it is sent.
//!
//! Files are fetched one after the other. The next few are requested ahead, so that many small pictures do not cost a round trip each.
//! The status is sent once the first bytes have arrived: an error before that is a response like any other, a later one can only cut the
//! body short.

use futures_util::{StreamExt, stream};
use rocket::{Route, State, get, head, routes};
use time::OffsetDateTime;

use super::error::{Error, Operation};
use super::message_ids::{MAX_BYTES, MessageIds};
use super::refusals::Downloading;
use super::tags::FILES;
use crate::browser::SignedIn;
use crate::config::Config;
use crate::http::limits::concurrency::WithPermit;
use crate::http::limits::first_byte::FirstByte;
use crate::http::limits::streams::Streams;
use crate::http::response::archive::{Archive, ArchiveResponse, Entry};
use crate::http::response::message_file::safe_name;
use crate::stream::ByteRange;
use crate::telegram::{self, Media};

/// How many files are requested ahead of the one that is being sent. Of each, a few small pieces are fetched.
const FILES_AHEAD: usize = 4;

pub(super) fn routes() -> Vec<Route> {
    routes![download, describe]
}

type Zip = ArchiveResponse<telegram::Error>;

/// Download several files as one zip
///
/// Stored, not compressed, with safe and distinct names, and with its exact length. At most 1000 files and 64 GiB. A download cannot be
/// resumed: after an interruption it starts again.
#[utoipa::path(
    tag = FILES,
    operation_id = "downloadMedia",
    security(("cookie" = [])),
    params(("ids" = String, Query, description = "The messages' ids, separated by commas", example = "123,122,97")),
    responses(
        (
            status = 200,
            description = "The zip.",
            content_type = "application/zip",
            headers(
                ("Content-Disposition" = String, description = "`attachment`, and a name with today's date"),
                ("Content-Length" = u64, description = "Exact: with fewer bytes the zip is incomplete"),
            ),
        ),
        Downloading,
    ),
)]
#[get("/download")]
pub(super) async fn download(
    signed_in: SignedIn,
    messages: MessageIds,
    streams: &State<Streams>,
    config: &State<Config>,
) -> Result<Zip, Error> {
    let limit = FirstByte::begin(config);
    let failed = |error| Operation::Stream.failed(error);
    let media = find(&signed_in, &messages, limit).await?;
    let archive = archive(&media);
    let account = signed_in.account;
    let permit = streams.acquire(account.id()).map_err(|limited| Operation::Stream.failed(limited))?;
    let mut files = media.into_iter().map(|media| (media.id, ByteRange::new(0..media.size)));
    let first = match files.next() {
        Some((id, Some(range))) => Some(limit.within(account.download(id, range)).await.map_err(failed)?),
        _ => None,
    };
    let rest = stream::iter(files).map(move |(id, range)| {
        let account = account.clone();
        async move {
            match range {
                Some(range) => account.download_next(id, range).await.map(Some),
                None => Ok(None),
            }
        }
    });
    let files = stream::iter([Ok(first)]).chain(rest.buffered(FILES_AHEAD));
    // An empty file has no stream.
    let files = files.map(|file| file.map(|bytes| stream::iter(bytes).flatten()));
    Ok(ArchiveResponse::new(name(), archive, WithPermit::new(Box::pin(files), permit)))
}

/// Describe a zip of several files
///
/// The headers of `GET`, without a body. Fetches no file from Telegram.
#[utoipa::path(
    tag = FILES,
    operation_id = "describeDownload",
    security(("cookie" = [])),
    params(("ids" = String, Query, description = "The messages' ids, separated by commas", example = "123,122,97")),
    responses(
        (
            status = 200,
            description = "The files exist.",
            headers(
                ("Content-Disposition" = String, description = "`attachment`, and a name with today's date"),
                ("Content-Length" = u64, description = "The zip's length"),
            ),
        ),
        Downloading,
    ),
)]
#[head("/download")]
pub(super) async fn describe(signed_in: SignedIn, messages: MessageIds, config: &State<Config>) -> Result<Zip, Error> {
    let media = find(&signed_in, &messages, FirstByte::begin(config)).await?;
    Ok(ArchiveResponse::describe(name(), &archive(&media)))
}

async fn find(signed_in: &SignedIn, MessageIds(ids): &MessageIds, limit: FirstByte) -> Result<Vec<Media>, Error> {
    let media = limit.within(signed_in.account.media_of(ids)).await.map_err(|error| Operation::Stream.failed(error))?;
    check_size(media.iter().map(|media| media.size))?;
    Ok(media)
}

fn check_size(mut sizes: impl Iterator<Item = u64>) -> Result<(), Error> {
    let total = sizes.try_fold(0_u64, |total, size| total.checked_add(size));
    match total {
        Some(total) if total <= MAX_BYTES => Ok(()),
        _ => Err(Error::DownloadTooLarge { limit: MAX_BYTES }),
    }
}

fn archive(media: &[Media]) -> Archive {
    let entry = |media: &Media| Entry { name: safe_name(media), length: media.size, modified: media.date };
    Archive::new(media.iter().map(entry).collect())
}

/// Such as `telegram-2026-11-20.zip`.
fn name() -> String {
    format!("telegram-{}.zip", OffsetDateTime::now_utc().date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_too_large_are_refused_with_the_limit() {
        assert!(check_size([MAX_BYTES - 1, 1].into_iter()).is_ok());
        for sizes in [[MAX_BYTES, 1], [u64::MAX, 1]] {
            let refused = check_size(sizes.into_iter());
            assert!(matches!(refused, Err(Error::DownloadTooLarge { limit: MAX_BYTES })));
        }
    }
}

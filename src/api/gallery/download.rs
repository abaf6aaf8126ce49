//! `GET` and `HEAD` `/download?ids=1,2,3`: several files as one zip, made while it is sent.
//!
//! Files are fetched one after the other, like any stream; the next few are begun meanwhile, so that many small pictures do not cost a round
//! trip each. Until the first bytes are there nothing is promised: what is wrong by then is an answer like any other. Later the only
//! way to say so is a body that breaks off.

use std::collections::BTreeSet;

use futures_util::{StreamExt, stream};
use rocket::form::ValueField;
use rocket::request::{FromRequest, Outcome};
use rocket::{Request, Route, State, get, head, routes};
use time::OffsetDateTime;

use super::error::{Error, Operation};
use super::guard::{SignedIn, leave};
use super::refusals::Downloading;
use super::tags::FILES;
use crate::http::limits::concurrency::Placed;
use crate::http::limits::streams::Streams;
use crate::http::response::archive::{Archive, ArchiveResponse, Entry};
use crate::http::response::message_file::safe_name;
use crate::stream::ByteRange;
use crate::telegram::{self, Media, MessageId};

/// How many files one zip may have.
const MAX_FILES: usize = 1000;
/// How many bytes the files may have together. Nothing here needs the limit; a zip can't be resumed, and what takes a day won't arrive.
pub(super) const MAX_BYTES: u64 = 64 << 30;
/// How many files are begun while one is sent. Each has a few small pieces ahead.
const AHEAD: usize = 4;
/// What `ids` has to be.
pub(super) const EXPECTED: &str = "1 to 1000 ids of media, separated by commas";

pub(super) fn routes() -> Vec<Route> {
    routes![download, describe]
}

/// The messages whose media are wanted, each once, in the order in which they were named.
pub(super) struct Chosen(pub Vec<MessageId>);

impl Chosen {
    /// `ids=1,2` and `ids=1&ids=2`, as a form without scripts sends its check boxes.
    fn parse<'a>(values: impl Iterator<Item = &'a str>) -> Result<Self, Error> {
        const REFUSED: Error = Error::Parameter { name: "ids", expected: EXPECTED };
        let mut seen = BTreeSet::new();
        let mut ids = Vec::new();
        for id in values.flat_map(|value| value.split(',')).map(str::trim).filter(|id| !id.is_empty()) {
            let id = id.parse().ok().filter(|id| *id > 0).map(MessageId).ok_or(REFUSED)?;
            if seen.insert(id) {
                ids.push(id);
            }
            if ids.len() > MAX_FILES {
                return Err(REFUSED);
            }
        }
        if ids.is_empty() { Err(REFUSED) } else { Ok(Self(ids)) }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Chosen {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let fields = request.query_fields().filter(|ValueField { name, .. }| name.source().as_str() == "ids");
        let values: Vec<_> = fields.map(|field| field.value).collect();
        match Self::parse(values.into_iter()) {
            Ok(chosen) => Outcome::Success(chosen),
            Err(error) => Outcome::Error((leave(request, error), ())),
        }
    }
}

type Zip = ArchiveResponse<telegram::Error>;

/// Download several files as one zip
///
/// Stored, not compressed, with names that are safe and distinct; of exact length, which is told. At most 1000 files and 64 GiB. It can't be
/// resumed: a body that breaks off is to be asked for again.
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
                ("Content-Length" = u64, description = "Exact: fewer bytes are a zip that is not whole"),
            ),
        ),
        Downloading,
    ),
)]
#[get("/download")]
pub(super) async fn download(signed_in: SignedIn, chosen: Chosen, streams: &State<Streams>) -> Result<Zip, Error> {
    let failed = |error| Operation::Stream.failed(error);
    let media = find(&signed_in, &chosen).await?;
    let archive = archive(&media);
    let account = signed_in.account;
    let place = streams.enter(account.id()).map_err(failed)?;
    let mut files = media.into_iter().map(|media| (media.id, ByteRange::new(0..media.size)));
    let first = match files.next() {
        Some((id, Some(range))) => Some(account.download(id, range).await.map_err(failed)?),
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
    let files = stream::iter([Ok(first)]).chain(rest.buffered(AHEAD));
    // A file without a byte has no stream either.
    let files = files.map(|file| file.map(|bytes| stream::iter(bytes).flatten()));
    Ok(ArchiveResponse::new(name(), archive, Placed::new(Box::pin(files), place)))
}

/// Describe a zip of several files
///
/// What `GET` would answer, without its body. Fetches no file from Telegram.
#[utoipa::path(
    tag = FILES,
    operation_id = "describeDownload",
    security(("cookie" = [])),
    params(("ids" = String, Query, description = "The messages' ids, separated by commas", example = "123,122,97")),
    responses(
        (
            status = 200,
            description = "There are such files.",
            headers(
                ("Content-Disposition" = String, description = "`attachment`, and a name with today's date"),
                ("Content-Length" = u64, description = "The zip's length"),
            ),
        ),
        Downloading,
    ),
)]
#[head("/download")]
pub(super) async fn describe(signed_in: SignedIn, chosen: Chosen) -> Result<Zip, Error> {
    Ok(ArchiveResponse::describe(name(), &archive(&find(&signed_in, &chosen).await?)))
}

async fn find(signed_in: &SignedIn, Chosen(ids): &Chosen) -> Result<Vec<Media>, Error> {
    let media = signed_in.account.media_of(ids).await.map_err(|error| Operation::Stream.failed(error))?;
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

/// `telegram-2026-11-20.zip`
fn name() -> String {
    format!("telegram-{}.zip", OffsetDateTime::now_utc().date())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(values: &[&str]) -> Option<Vec<i32>> {
        Chosen::parse(values.iter().copied()).ok().map(|Chosen(ids)| ids.into_iter().map(|id| id.0).collect())
    }

    #[test]
    fn ids_come_with_commas_or_one_by_one() {
        assert_eq!(parse(&["3,1,2"]), Some(vec![3, 1, 2]));
        assert_eq!(parse(&["3", "1,3", " 2 "]), Some(vec![3, 1, 2]));
        assert_eq!(parse(&["7,"]), Some(vec![7]));
    }

    #[test]
    fn what_is_no_list_of_ids_is_refused() {
        for values in [&[][..], &[""], &[","], &["0"], &["-1"], &["1,x"], &["99999999999"], &["1;2"]] {
            assert_eq!(parse(values), None, "{values:?}");
        }
        let numbers = |to: usize| (1..=to).map(|id| id.to_string()).collect::<Vec<_>>().join(",");
        assert!(parse(&[&numbers(MAX_FILES)]).is_some());
        assert!(parse(&[&numbers(MAX_FILES + 1)]).is_none());
    }

    #[test]
    fn what_is_too_large_is_refused_with_the_limit() {
        assert!(check_size([MAX_BYTES - 1, 1].into_iter()).is_ok());
        for sizes in [[MAX_BYTES, 1], [u64::MAX, 1]] {
            let refused = check_size(sizes.into_iter());
            assert!(matches!(refused, Err(Error::DownloadTooLarge { limit: MAX_BYTES })));
        }
    }
}

//! `GET` and `HEAD` `/stream_media/<id>`: the bytes of a file.
//!
//! A name may follow the id, for people and for players that go by the extension (Safari). It is ignored.

use rocket::{Route, get, head, routes};

use super::error::{Error, Operation};
use super::message_ids::PathId;
use super::refusals::Streaming;
use super::tags::FILES;
use crate::browser::SignedIn;
use crate::http::guards::media_request::{MediaRequest, MediaResponse};
use crate::http::openapi::{ConditionHeaders, FileHeadResponses, FileResponses, InlineOrAttachment, RangeHeaders};
use crate::http::response::message_file;

pub(super) fn routes() -> Vec<Route> {
    routes![stream, describe]
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
        ("download" = Option<bool>, Query, description = "Always as an attachment"),
        RangeHeaders,
        ConditionHeaders,
    ),
    responses(FileResponses<InlineOrAttachment>, Streaming),
)]
#[get("/stream_media/<id>/<_..>?<download>")]
pub(super) async fn stream(
    signed_in: SignedIn,
    id: Result<PathId, ()>,
    download: Option<&str>,
    request: MediaRequest<'_>,
) -> Result<MediaResponse, Error> {
    let PathId(id) = id.map_err(|()| Operation::Stream.not_found())?;
    let account = &signed_in.account;
    let media =
        request.first_byte().within(account.media(id)).await.map_err(|error| Operation::Stream.failed(error))?;
    let file = message_file::representation(&media, download.is_some_and(is_yes));
    let answer = request.answer(account, file, async |range| account.download(id, range).await).await;
    answer.map_err(|fault| Operation::Stream.failed(fault))
}

/// Describe a file
///
/// The headers of `GET`, without a body. Fetches nothing from Telegram.
// A route of its own: Rocket's automatic `HEAD` would run the `GET` route and fetch the file.
#[utoipa::path(
    tag = FILES,
    operation_id = "describeMedia",
    path = "/stream_media/{id}",
    security(("cookie" = [])),
    params(
        ("id" = i32, Path, minimum = 1, description = "The message's id"),
        ("download" = Option<bool>, Query, description = "Always as an attachment"),
        ConditionHeaders,
    ),
    responses(FileHeadResponses<InlineOrAttachment>, Streaming),
)]
#[head("/stream_media/<id>/<_..>?<download>")]
pub(super) async fn describe(
    signed_in: SignedIn,
    id: Result<PathId, ()>,
    download: Option<&str>,
    request: MediaRequest<'_>,
) -> Result<MediaResponse, Error> {
    stream(signed_in, id, download, request).await
}

fn is_yes(value: &str) -> bool {
    !matches!(value, "0" | "false" | "no")
}

//! `GET` and `HEAD` `/messages/media/<message_id>`: the file of a message in any chat, as an attachment.

use rocket::{Route, get, head, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::Reading;
use super::tags::MESSAGES;
use super::wire::MediaQuery;
use crate::http::fastapi::call::Call;
use crate::http::fastapi::validation;
use crate::http::guards::media_request::{MediaRequest, MediaResponse};
use crate::http::openapi::{Attachment, ConditionHeaders, FileHeadResponses, FileResponses, RangeHeaders};
use crate::http::response::disposition::file_name;
use crate::http::response::file::Representation;
use crate::http::response::message_file;
use crate::telegram::{self, Media, MediaKind, MessageId};

pub(super) fn routes() -> Vec<Route> {
    routes![media, describe]
}

/// Read a file
///
/// Whole or in part, with a body of exact length, always as an attachment.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "statelessReadMedia",
    path = "/messages/media/{message_id}",
    security(("session_string" = [])),
    params(
        ("message_id" = i32, Path, description = "The message's id"),
        ("chat_id" = String, Query, description = "The message's chat", example = "me"),
        RangeHeaders,
        ConditionHeaders,
    ),
    responses(FileResponses<Attachment>, Reading),
)]
#[get("/messages/media/<message_id>")]
pub(super) async fn media(
    call: Call<SignedIn, MediaQuery>,
    message_id: &str,
    request: MediaRequest<'_>,
) -> Result<MediaResponse, Error> {
    let id = validation::path_integer("message_id", message_id).map_err(|item| Error::Invalid(vec![item]))?;
    let id = i32::try_from(id).ok().filter(|id| *id > 0).map(MessageId).ok_or_else(|| Operation::Media.not_found())?;
    let (account, name) = (&call.caller.account, &call.input.chat);
    let failed = |error| Operation::Media.failed(error);
    let chat = name.parse()?;
    let limit = request.first_byte();
    limit.within(account.find_chat(&chat)).await.map_err(|error| Operation::Media.failed_in(error, name))?;
    let media = match limit.within(account.media_in(&chat, id)).await {
        // The message does not exist, or has no file.
        Err(telegram::Error::NotFound) => {
            limit.within(account.message(&chat, id)).await.map_err(failed)?;
            return Err(Error::NoMedia);
        }
        media => media.map_err(failed)?,
    };
    let answer =
        request.answer(account, represent(&media), async |range| account.download_from(&chat, id, range).await).await;
    answer.map_err(|fault| Operation::Media.failed(fault))
}

/// Describe a file
///
/// The headers of `GET`, without a body. Fetches only the message from Telegram.
// A route of its own: Rocket's automatic `HEAD` would run the `GET` route and fetch the file.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "statelessDescribeMedia",
    path = "/messages/media/{message_id}",
    security(("session_string" = [])),
    params(
        ("message_id" = i32, Path, description = "The message's id"),
        ("chat_id" = String, Query, description = "The message's chat", example = "me"),
        ConditionHeaders,
    ),
    responses(FileHeadResponses<Attachment>, Reading),
)]
#[head("/messages/media/<message_id>")]
pub(super) async fn describe(
    call: Call<SignedIn, MediaQuery>,
    message_id: &str,
    request: MediaRequest<'_>,
) -> Result<MediaResponse, Error> {
    media(call, message_id, request).await
}

/// Named as in the original: photos and MP4 videos always end with their own extension.
fn represent(media: &Media) -> Representation {
    let file = message_file::representation(media, true);
    let extension = match (media.kind, file.content_type) {
        (MediaKind::Photo, "image/jpeg") => ".jpg",
        (MediaKind::Video | MediaKind::Animation, "video/mp4") => ".mp4",
        _ => "",
    };
    if file.name.to_ascii_lowercase().ends_with(extension) {
        return file;
    }
    let name = file_name(&format!("{}{extension}", file.name), &file.name);
    Representation { name, ..file }
}

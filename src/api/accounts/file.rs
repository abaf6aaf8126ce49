//! `GET` and `HEAD` `/user/<phone>/downloadFile`, `GET /user/<phone>/downloadProfilePhoto`: bytes, in the answer and nowhere else.

use rocket::http::ContentType;
use rocket::{FromForm, Responder, Route, get, head, routes};
use tokio_util::bytes::Bytes;

use super::error::Error;
use super::guard::Key;
use super::messages::read_chat;
use super::refusals::{Downloading, Picturing};
use super::tags::{ACCOUNT, MESSAGES};
use crate::http::guards::media_request::{MediaRequest, MediaResponse};
use crate::http::openapi::{Attachment, ConditionHeaders, FileHeadResponses, FileResponses, RangeHeaders};
use crate::http::response::message_file;
use crate::telegram::{ChatRef, MessageId};

pub(super) fn routes() -> Vec<Route> {
    routes![download_file, describe_file, profile_photo]
}

/// Which message's file.
#[derive(FromForm)]
pub(super) struct OfMessage<'r> {
    #[field(name = "messageId")]
    #[field(name = "messageid")]
    #[field(name = "message_id")]
    message: Option<&'r str>,
    #[field(name = "chatId")]
    #[field(name = "chatid")]
    #[field(name = "chat_id")]
    chat: Option<&'r str>,
}

/// A picture.
#[derive(Responder)]
pub(super) struct Picture {
    bytes: Vec<u8>,
    content_type: ContentType,
}

/// Download a file
///
/// Whole or in part, with a body of exact length.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "accountsDownloadFile",
    path = "/user/{phone}/downloadFile",
    security(("apiKey" = []), ("bearer" = [])),
    params(
        ("phone" = String, Path, description = "The number that was signed in"),
        ("messageId" = i32, Query, minimum = 1, description = "The message that carries it"),
        ("chatId" = Option<String>, Query, description = "The chat that it is in; Saved Messages without it"),
        RangeHeaders,
        ConditionHeaders,
    ),
    responses(FileResponses<Attachment>, Downloading),
)]
#[get("/user/<phone>/downloadFile?<of..>")]
pub(super) async fn download_file(
    key: Key<'_>,
    phone: &str,
    of: OfMessage<'_>,
    request: MediaRequest<'_>,
) -> Result<MediaResponse, Error> {
    let chat = read_chat(of.chat)?;
    let id = of.message.and_then(|text| text.parse().ok()).filter(|id| *id > 0).map(MessageId);
    let id = id.ok_or(Error::Parameter { name: "messageId", expected: "a message's id" })?;
    let account = key.account(phone).await?;
    let message = account.message(&chat, id).await.map_err(Error::of_file)?;
    let file = message_file::representation(&message.media.ok_or(Error::FileNotFound)?, true);
    let answer = request.answer(&account, file, async |range| account.download_from(&chat, id, range).await).await;
    answer.map_err(Error::of_file)
}

/// Describe a file
///
/// What `GET` would answer, without its body.
// A route of its own: Rocket's automatic `HEAD` would look like a `GET` and start fetching.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "accountsDescribeFile",
    path = "/user/{phone}/downloadFile",
    security(("apiKey" = []), ("bearer" = [])),
    params(
        ("phone" = String, Path, description = "The number that was signed in"),
        ("messageId" = i32, Query, minimum = 1, description = "The message that carries it"),
        ("chatId" = Option<String>, Query, description = "The chat that it is in; Saved Messages without it"),
        ConditionHeaders,
    ),
    responses(FileHeadResponses<Attachment>, Downloading),
)]
#[head("/user/<phone>/downloadFile?<of..>")]
pub(super) async fn describe_file(
    key: Key<'_>,
    phone: &str,
    of: OfMessage<'_>,
    request: MediaRequest<'_>,
) -> Result<MediaResponse, Error> {
    download_file(key, phone, of, request).await
}

/// The profile photo
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "accountsProfilePhoto",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "A JPEG.", content_type = "image/jpeg"), Picturing),
)]
#[get("/user/<phone>/downloadProfilePhoto")]
pub(super) async fn profile_photo(key: Key<'_>, phone: &str) -> Result<Picture, Error> {
    let photo = key.account(phone).await?.profile_photo(&ChatRef::Saved).await?;
    let bytes: Bytes = photo.ok_or(Error::PhotoNotFound)?;
    Ok(Picture { bytes: bytes.into(), content_type: ContentType::JPEG })
}

//! `GET` and `HEAD` `/user/<phone>/downloadFile`, `GET /user/<phone>/downloadProfilePhoto`: bytes in the response, stored nowhere.

use rocket::http::ContentType;
use rocket::{FromForm, Responder, Route, get, head, routes};
use tokio_util::bytes::Bytes;

use super::error::Error;
use super::guard::Key;
use super::messages::read_chat;
use super::refusals::{Downloading, DownloadingPhoto};
use super::tags::{ACCOUNT, MESSAGES};
use crate::digits;
use crate::http::guards::media_request::{MediaRequest, MediaResponse};
use crate::http::openapi::{Attachment, ConditionHeaders, FileHeadResponses, FileResponses, RangeHeaders};
use crate::http::response::message_file;
use crate::telegram::{ChatRef, MessageId};

pub(super) fn routes() -> Vec<Route> {
    routes![download_file, describe_file, profile_photo]
}

/// The message that has the file.
#[derive(FromForm)]
pub(super) struct FileQuery<'r> {
    #[field(name = "messageId")]
    #[field(name = "messageid")]
    #[field(name = "message_id")]
    message: Option<&'r str>,
    #[field(name = "chatId")]
    #[field(name = "chatid")]
    #[field(name = "chat_id")]
    chat: Option<&'r str>,
}

/// A profile photo.
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
        ("messageId" = i32, Query, minimum = 1, description = "The message that has the file"),
        ("chatId" = Option<String>, Query, description = "The message's chat; Saved Messages by default"),
        RangeHeaders,
        ConditionHeaders,
    ),
    responses(FileResponses<Attachment>, Downloading),
)]
#[get("/user/<phone>/downloadFile?<query..>")]
pub(super) async fn download_file(
    key: Key<'_>,
    phone: &str,
    query: FileQuery<'_>,
    request: MediaRequest<'_>,
) -> Result<MediaResponse, Error> {
    let chat = read_chat(query.chat)?;
    let id = query.message.and_then(digits::number).filter(|id| *id > 0).map(MessageId);
    let id = id.ok_or(Error::Parameter { name: "messageId", expected: "a message's id" })?;
    let account = key.account(phone).await?;
    let message = request.first_byte().within(account.message(&chat, id)).await.map_err(Error::of_file)?;
    let file = message_file::representation(&message.media.ok_or(Error::FileNotFound)?, true);
    let answer = request.answer(&account, file, async |range| account.download_from(&chat, id, range).await).await;
    answer.map_err(Error::of_file)
}

/// Describe a file
///
/// The headers of `GET`, without a body.
// A route of its own: Rocket's automatic `HEAD` would run the `GET` route and fetch the file.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "accountsDescribeFile",
    path = "/user/{phone}/downloadFile",
    security(("apiKey" = []), ("bearer" = [])),
    params(
        ("phone" = String, Path, description = "The number that was signed in"),
        ("messageId" = i32, Query, minimum = 1, description = "The message that has the file"),
        ("chatId" = Option<String>, Query, description = "The message's chat; Saved Messages by default"),
        ConditionHeaders,
    ),
    responses(FileHeadResponses<Attachment>, Downloading),
)]
#[head("/user/<phone>/downloadFile?<query..>")]
pub(super) async fn describe_file(
    key: Key<'_>,
    phone: &str,
    query: FileQuery<'_>,
    request: MediaRequest<'_>,
) -> Result<MediaResponse, Error> {
    download_file(key, phone, query, request).await
}

/// Download the profile photo
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "accountsProfilePhoto",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "A JPEG.", content_type = "image/jpeg"), DownloadingPhoto),
)]
#[get("/user/<phone>/downloadProfilePhoto")]
pub(super) async fn profile_photo(key: Key<'_>, phone: &str) -> Result<Picture, Error> {
    let photo = key.account(phone).await?.profile_photo(&ChatRef::Saved).await?;
    let bytes: Bytes = photo.ok_or(Error::PhotoNotFound)?;
    Ok(Picture { bytes: bytes.into(), content_type: ContentType::JPEG })
}

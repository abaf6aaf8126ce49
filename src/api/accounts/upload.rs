//! `POST /user/<phone>/uploadFile`: a file on its way to a chat.
//!
//! The body is handed on to Telegram while it arrives. A message is sent only when the whole form has come; whatever breaks before leaves
//! nothing behind but parts that Telegram forgets.

use rocket::data::{Data, FromData, Outcome};
use rocket::serde::json::Json;
use rocket::{Request, Route, post, routes};

use super::error::Error;
use super::guard::{Key, leave};
use super::messages::read_chat;
use super::refusals::Uploading;
use super::tags::MESSAGES;
use super::wire::{Updates, UploadForm};
use crate::http::request::body::{BodyError, content_length};
use crate::http::request::multipart::{Multipart, MultipartError, Part};
use crate::telegram::{Account, ChatRef, Rejected, SendOptions, UploadHints, Uploaded};

/// What Telegram takes of a premium user: 8,000 parts of 512 KiB.
const PREMIUM_LIMIT: u64 = 8000 * (512 << 10);
/// Everything in a form but its file.
const OVERHEAD: u64 = 1 << 20;
/// A text field.
const MAX_TEXT: u64 = 64 << 10;

pub(super) fn routes() -> Vec<Route> {
    routes![upload_file]
}

/// A form that has begun to arrive.
pub(super) struct Arriving<'r> {
    parts: Multipart<'r>,
    /// What `Content-Length` says.
    announced: Option<u64>,
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Arriving<'r> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match Multipart::new(request, data, PREMIUM_LIMIT + OVERHEAD) {
            Ok(parts) => Outcome::Success(Self { parts, announced: content_length(request) }),
            Err(MultipartError::Body(BodyError::TooLarge { .. })) => {
                let error = Error::Body(BodyError::TooLarge { limit: PREMIUM_LIMIT });
                Outcome::Error((leave(request, error), ()))
            }
            Err(error) => Outcome::Error((leave(request, error.into()), ())),
        }
    }
}

/// What a form says.
#[derive(Default)]
struct Form {
    chat: Option<String>,
    caption: Option<String>,
    mime_type: Option<String>,
    file: Option<Uploaded>,
}

/// Upload a file
///
/// To Saved Messages, or to `chatId`, always as a file. Handed on to Telegram while it arrives; a form that breaks off is never sent.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "accountsUploadFile",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "The message that carries it.", body = Updates), Uploading),
)]
#[post("/user/<phone>/uploadFile", data = "<form>")]
pub(super) async fn upload_file(key: Key<'_>, phone: &str, mut form: Arriving<'_>) -> Result<Json<Updates>, Error> {
    let sent = receive(&key, phone, &mut form).await;
    if sent.is_err() {
        form.parts.discard().await;
    }
    sent.map(Json)
}

async fn receive(key: &Key<'_>, phone: &str, form: &mut Arriving<'_>) -> Result<Updates, Error> {
    let account = key.account(phone).await?;
    let limit = account.largest_upload();
    if form.announced.is_some_and(|announced| announced > limit + OVERHEAD) {
        return Err(Error::Rejected(Rejected::FileTooLarge { limit }));
    }
    let mut read = Form::default();
    while let Some(part) = form.parts.next_part().await? {
        match part.name() {
            "file" if part.file_name().is_some_and(|name| !name.is_empty()) && read.file.is_none() => {
                // Not for a chat that is not there.
                account.find_chat(&read.chat()?).await?;
                read.file = Some(send(&account, part, form.announced, read.mime_type.clone()).await?);
            }
            "file" => {
                return Err(if read.file.is_none() { Error::NoFile } else { Error::Malformed("one file at a time") });
            }
            "mimeType" | "mimetype" => read.mime_type = Some(part.text(MAX_TEXT).await?),
            "chatId" | "chatid" | "chat_id" => read.chat = Some(part.text(MAX_TEXT).await?),
            "caption" => read.caption = Some(part.text(MAX_TEXT).await?),
            _ => drop(part.bytes(MAX_TEXT).await?),
        }
    }
    let chat = read.chat()?;
    let mut file = read.file.ok_or(Error::NoFile)?;
    file.hints.as_file = true;
    file.hints.mime_type = read.mime_type.filter(|kind| !kind.trim().is_empty()).or(file.hints.mime_type);
    let caption = read.caption.unwrap_or_default();
    let sent = account.send_file(&chat, file, &caption, &SendOptions::default()).await?;
    Ok(Updates::of(account.message(&chat, sent.id).await?))
}

impl Form {
    fn chat(&self) -> Result<ChatRef, Error> {
        read_chat(self.chat.as_deref())
    }
}

/// Hands the file on to Telegram.
async fn send(
    account: &Account,
    mut part: Part<'_>,
    announced: Option<u64>,
    mime_type: Option<String>,
) -> Result<Uploaded, Error> {
    let hints = UploadHints {
        name: part.file_name().unwrap_or_default().to_owned(),
        mime_type: mime_type.or_else(|| part.content_type()),
        at_most: announced,
        as_file: true,
        ..UploadHints::default()
    };
    let mut upload = account.upload(hints);
    while let Some(bytes) = part.chunk().await? {
        upload.write(bytes).await?;
    }
    Ok(upload.finish().await?)
}

//! `POST /user/<phone>/uploadFile`: a file for a chat.
//!
//! The body is sent on to Telegram while it arrives. A message is sent only after the whole form has arrived; what was uploaded before an
//! error is forgotten by Telegram.

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::Error;
use super::guard::Key;
use super::messages::read_chat;
use super::refusals::Uploading;
use super::tags::MESSAGES;
use super::wire::{self, Updates};
use crate::http::errors::fault::Fault;
use crate::http::guards::upload_form::{UploadBody, UploadForm};
use crate::telegram::{Account, ChatRef, SendOptions, UploadHints, Uploaded};

pub(super) fn routes() -> Vec<Route> {
    routes![upload_file]
}

/// The fields of the form.
#[derive(Default)]
struct Form {
    chat: Option<String>,
    caption: Option<String>,
    mime_type: Option<String>,
    file: Option<Uploaded>,
}

/// Upload a file
///
/// To Saved Messages, or to `chatId`, always as a file. The body is sent on to Telegram while it arrives; an incomplete form is never sent as a
/// message.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "accountsUploadFile",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    request_body(content = wire::UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "The message that has the file.", body = Updates), Uploading),
)]
#[post("/user/<phone>/uploadFile", data = "<body>")]
pub(super) async fn upload_file(key: Key<'_>, phone: &str, body: UploadBody<'_>) -> Result<Json<Updates>, Error> {
    let account = match key.account(phone).await {
        Ok(account) => account,
        Err(error) => {
            body.discard().await;
            return Err(error);
        }
    };
    let mut form = body.open(&account, 1).await?;
    let sent = receive(&account, &mut form).await;
    form.close(sent).await.map(Json)
}

async fn receive(account: &Account, form: &mut UploadForm<'_>) -> Result<Updates, Error> {
    let mut read = Form::default();
    while let Some(part) = form.next_part().await? {
        match part.name() {
            "file" if part.is_file() && read.file.is_none() => {
                // Nothing is uploaded for a chat that does not exist.
                account.find_chat(&read.chat()?).await?;
                let mime_type = read.mime_type.clone();
                let hints = UploadHints { mime_type, as_file: true, ..UploadHints::default() };
                read.file = Some(form.upload(account, part, hints).await?);
            }
            "file" => {
                return Err(if read.file.is_none() {
                    Error::NoFile
                } else {
                    Fault::Malformed("one file at a time").into()
                });
            }
            "mimeType" | "mimetype" => read.mime_type = Some(form.text(part).await?),
            "chatId" | "chatid" | "chat_id" => read.chat = Some(form.text(part).await?),
            "caption" => read.caption = Some(form.text(part).await?),
            _ => form.skip(part).await?,
        }
    }
    let chat = read.chat()?;
    let mut file = read.file.ok_or(Error::NoFile)?;
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

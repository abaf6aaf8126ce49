//! `POST /messages/send_with_file`: a file on its way to a chat, handed on to Telegram while it arrives.
//!
//! The message is sent only when the whole form has come and the file is at Telegram; whatever breaks before leaves nothing behind but parts
//! that Telegram forgets. Fields may come in any order; a chat that is named before the file is looked up before a byte of it is taken. The
//! file's name is a text that Telegram gets, and nothing else.

use rocket::Request;
use rocket::data::{Data, FromData, Outcome};
use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::{Error, Operation};
use super::guard::{Caller, SignedIn, own_form, refuse};
use super::refusals::SendingFile;
use super::tags::MESSAGES;
use super::wire::{ChatName, FileForm, SentBody, parse_mode, reply_to};
use crate::http::fastapi::validation::FieldReader;
use crate::http::request::body::{self, BodyError, content_length};
use crate::http::request::multipart::{Multipart, Part};
use crate::telegram::{Account, Rejected, SendOptions, UploadHints, Uploaded};

/// What Telegram takes of a premium user: 8,000 parts of 512 KiB.
const PREMIUM_LIMIT: u64 = 8000 * (512 << 10);
/// Everything in a form but its file.
const OVERHEAD: u64 = 1 << 20;
/// A text field. Captions are much shorter; Telegram says what is too long.
const MAX_TEXT: u64 = 64 << 10;

pub(super) fn routes() -> Vec<Route> {
    routes![send_with_file]
}

/// A form that has begun to arrive, of somebody who may send it.
pub(super) struct Arriving<'r> {
    caller: SignedIn,
    parts: Multipart<'r>,
    /// What `Content-Length` says.
    announced: Option<u64>,
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Arriving<'r> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match Self::admit(request).await {
            Ok(caller) => match Multipart::new(request, data, PREMIUM_LIMIT + OVERHEAD) {
                Ok(parts) => Outcome::Success(Self { caller, parts, announced: content_length(request) }),
                Err(error) => Outcome::Error((refuse(request, error.into()), ())),
            },
            Err(error) => {
                body::discard(data.open((PREMIUM_LIMIT + OVERHEAD).into())).await;
                Outcome::Error((refuse(request, error), ()))
            }
        }
    }
}

impl Arriving<'_> {
    async fn admit(request: &Request<'_>) -> Result<SignedIn, Error> {
        own_form(request)?;
        if let Some(problem) = SignedIn::missing(request) {
            return Err(Error::Invalid(vec![problem]));
        }
        SignedIn::identify(request).await
    }
}

/// Send a file
///
/// With a caption, as `multipart/form-data`. As photo, video, music or document, whatever it is.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "statelessSendFile",
    security(("session_string" = [])),
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "It is sent.", body = SentBody), SendingFile),
)]
#[post("/messages/send_with_file", data = "<form>")]
pub(super) async fn send_with_file(mut form: Arriving<'_>) -> Result<Json<SentBody>, Error> {
    let sent = receive(&mut form).await;
    if sent.is_err() {
        form.parts.discard().await;
    }
    sent.map(Json)
}

async fn receive(form: &mut Arriving<'_>) -> Result<SentBody, Error> {
    let account = &form.caller.account;
    let limit = account.largest_upload();
    if form.announced.is_some_and(|announced| announced > limit + OVERHEAD) {
        return Err(Error::Rejected(Operation::SendFile, Rejected::FileTooLarge { limit }));
    }
    let (mut texts, mut file, mut is_known) = (Vec::new(), None, false);
    while let Some(part) = form.parts.next_part().await? {
        match part.name() {
            "file" if file.is_none() && part.file_name().is_some() => {
                file = Some(send(account, part, form.announced).await?);
            }
            name @ ("chat_id" | "text" | "reply_to_message_id" | "parse_mode") => {
                let name = name.to_owned();
                let text = part.text(MAX_TEXT).await?;
                if name == "chat_id" && file.is_none() {
                    find(account, &ChatName(text.clone())).await?;
                    is_known = true;
                }
                texts.push((name, text));
            }
            _ => pass_over(part).await?,
        }
    }
    let mut fields = FieldReader::of_texts("body", texts.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let (chat, text) = (ChatName::read(&mut fields, "chat_id"), fields.optional_text("text"));
    let (reply_to, format) = (reply_to(&mut fields), parse_mode(&mut fields));
    let options = SendOptions { reply_to, format, ..SendOptions::default() };
    if file.is_none() {
        fields.missing_file("file");
    }
    let problems = fields.into_problems();
    let (Some(chat), Some(file), true) = (chat, file, problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    if !is_known {
        find(account, &chat).await?;
    }
    let sent = account.send_file(&chat.parse()?, file, &text.unwrap_or_default(), &options).await;
    Ok(sent.map_err(|error| Operation::SendFile.failed_in(error, &chat))?.into())
}

async fn find(account: &Account, chat: &ChatName) -> Result<(), Error> {
    let found = account.find_chat(&chat.parse()?).await;
    found.map(drop).map_err(|error| Operation::SendFile.failed_in(error, chat))
}

/// Hands the file on to Telegram.
async fn send(account: &Account, mut part: Part<'_>, announced: Option<u64>) -> Result<Uploaded, Error> {
    let failed = |error| Operation::SendFile.failed(error);
    let hints = UploadHints {
        name: part.file_name().unwrap_or_default().to_owned(),
        mime_type: part.content_type(),
        at_most: announced,
        ..UploadHints::default()
    };
    let mut upload = account.upload(hints);
    while let Some(bytes) = part.chunk().await? {
        upload.write(bytes).await.map_err(failed)?;
    }
    upload.finish().await.map_err(failed)
}

async fn pass_over(mut part: Part<'_>) -> Result<(), Error> {
    let mut length = 0;
    while let Some(bytes) = part.chunk().await? {
        length += bytes.len() as u64;
        if length > MAX_TEXT {
            return Err(Error::Body(BodyError::TooLarge { limit: MAX_TEXT }));
        }
    }
    Ok(())
}

//! `POST /messages/send_with_file`: a file for a chat, sent on to Telegram while it arrives.
//!
//! The message is sent only after the whole form has arrived and Telegram has the file; what was uploaded before an error is forgotten by
//! Telegram. Fields may come in any order; a chat that is named before the file is looked up before any of the file is read. The file's name is
//! only passed to Telegram.

use rocket::data::{Data, FromData, Outcome};
use rocket::serde::json::Json;
use rocket::{Request, Route, post, routes};

use super::chat_name::ChatName;
use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::SendingFile;
use super::tags::MESSAGES;
use super::wire::{FileForm, SentBody, parse_mode, reply_to};
use crate::accounts::Accounts;
use crate::http::errors::api_error::fail;
use crate::http::fastapi::call::{Caller, check_slash};
use crate::http::fastapi::validation::FieldReader;
use crate::http::guards::upload_form::{UploadBody, UploadForm};
use crate::http::request::state::needs;
use crate::store::Store;
use crate::telegram::{Account, SendOptions, UploadHints};

pub(super) fn routes() -> Vec<Route> {
    routes![send_with_file]
}

/// The body of a caller who may send it.
pub(super) struct FileCall<'r> {
    caller: SignedIn,
    body: UploadBody<'r>,
}

needs!(FileCall<'_>: Store, Accounts);

#[rocket::async_trait]
impl<'r> FromData<'r> for FileCall<'r> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        let body = UploadBody::new(request, data);
        match admit(request).await {
            Ok(caller) => Outcome::Success(Self { caller, body }),
            Err(error) => {
                body.discard().await;
                Outcome::Error(fail(request, error))
            }
        }
    }
}

async fn admit(request: &Request<'_>) -> Result<SignedIn, Error> {
    check_slash::<Error>(request)?;
    if let Some(problem) = SignedIn::missing(request) {
        return Err(Error::Invalid(vec![problem]));
    }
    SignedIn::identify(request).await
}

/// Send a file
///
/// With a caption, as `multipart/form-data`. Telegram shows it as the photo, video, audio or document that it is.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "statelessSendFile",
    security(("session_string" = [])),
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "The message is sent.", body = SentBody), SendingFile),
)]
#[post("/messages/send_with_file", data = "<call>")]
pub(super) async fn send_with_file(call: FileCall<'_>) -> Result<Json<SentBody>, Error> {
    let account = &call.caller.account;
    let mut form = call.body.open(account, 1).await.map_err(|fault| Operation::SendFile.failed(fault))?;
    let sent = receive(account, &mut form).await;
    form.close(sent).await.map(Json)
}

async fn receive(account: &Account, form: &mut UploadForm<'_>) -> Result<SentBody, Error> {
    let failed = |fault| Operation::SendFile.failed(fault);
    let (mut texts, mut file, mut is_known) = (Vec::new(), None, false);
    while let Some(part) = form.next_part().await.map_err(failed)? {
        match part.name() {
            "file" if file.is_none() && part.file_name().is_some() => {
                file = Some(form.upload(account, part, UploadHints::default()).await.map_err(failed)?);
            }
            name @ ("chat_id" | "text" | "reply_to_message_id" | "parse_mode") => {
                let name = name.to_owned();
                let text = form.text(part).await.map_err(failed)?;
                if name == "chat_id" && file.is_none() {
                    find(account, &ChatName(text.clone())).await?;
                    is_known = true;
                }
                texts.push((name, text));
            }
            _ => form.skip(part).await.map_err(failed)?,
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

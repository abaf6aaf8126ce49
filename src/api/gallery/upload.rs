//! `POST /upload_file`: files for Saved Messages.
//!
//! The body is sent on to Telegram while it arrives, whatever its size. A message is sent only after the whole form has arrived and Telegram
//! has every file; what was uploaded before an error is forgotten by Telegram.
//!
//! A field describes the file before it, or the first file if it comes before that. Several files make an album. `size` is the exception: it
//! comes before its file, so that a file that is too large is refused before any of it is read. Without it the file may be
//! as long as the rest of the body.

use rocket::serde::json::Json;
use rocket::{Route, post, routes};
use tokio_util::bytes::Bytes;

use super::error::{Error, Operation};
use super::refusals::Uploading;
use super::tags::MEDIA;
use super::upload_caption::Caption;
use super::wire::{self, UploadedBody};
use crate::browser::SignedIn;
use crate::digits;
use crate::http::guards::upload_form::{UploadBody, UploadForm};
use crate::http::request::body::BodyError;
use crate::http::request::multipart::{MultipartError, Part};
use crate::telegram::limits::{ALBUM_FILES, COVER_BYTES};
use crate::telegram::{Account, UploadHints, Uploaded};

pub(super) fn routes() -> Vec<Route> {
    routes![upload]
}

/// The fields that describe a file.
#[derive(Default)]
struct FileFields {
    width: Option<u32>,
    height: Option<u32>,
    duration: Option<f64>,
    cover: Option<Bytes>,
    as_file: Option<bool>,
}

/// Upload files
///
/// Several files make an album. The body is sent on to Telegram while it arrives; an incomplete form is never sent as a message.
#[utoipa::path(
    tag = MEDIA,
    operation_id = "uploadFile",
    security(("cookie" = [])),
    request_body(content = wire::UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "The files are in Saved Messages.", body = UploadedBody), Uploading),
)]
#[post("/upload_file", data = "<body>")]
pub(super) async fn upload(signed_in: SignedIn, body: UploadBody<'_>) -> Result<Json<UploadedBody>, Error> {
    let form = body.open(&signed_in.account, ALBUM_FILES as u64).await;
    let mut form = form.map_err(|fault| Operation::Upload.failed(fault))?;
    let uploaded = receive(&signed_in.account, &mut form).await;
    form.close(uploaded).await.map(Json)
}

async fn receive(account: &Account, form: &mut UploadForm<'_>) -> Result<UploadedBody, Error> {
    let failed = |fault| Operation::Upload.failed(fault);
    let (mut files, mut first, mut caption) = (Vec::new(), FileFields::default(), Caption::default());
    let mut size = None;
    while let Some(part) = form.next_part().await.map_err(failed)? {
        match part.name() {
            "file" | "file[]" | "files" | "files[]" if part.is_file() => {
                if files.len() == ALBUM_FILES {
                    return Err(Error::InvalidFile("at most 10 files make an album"));
                }
                let hints = UploadHints { size: size.take(), ..UploadHints::default() };
                files.push(form.upload(account, part, hints).await.map_err(failed)?);
            }
            "size" => size = bytes(&text(form, part).await?)?,
            "caption" => caption.text = Some(text(form, part).await?),
            "fileName" => caption.file_name = Some(text(form, part).await?),
            "tags" => caption.add_tags(&text(form, part).await?),
            "width" | "height" | "duration" | "thumb" | "as" => {
                let mut fields = FileFields::default();
                fields.read(form, part).await?;
                match files.last_mut() {
                    Some(file) => fields.apply(file),
                    None => first.merge(fields),
                }
            }
            _ => form.skip(part).await.map_err(failed)?,
        }
    }
    match files.first_mut() {
        Some(file) => first.apply(file),
        None => return Err(Error::NoFile),
    }
    let ids = account.send_files(files, &caption.into_text()).await.map_err(|error| Operation::Upload.failed(error))?;
    let message_ids: Vec<_> = ids.into_iter().map(|id| id.0).collect();
    let message_id = message_ids.first().copied().unwrap_or_default();
    Ok(UploadedBody { message: "File uploaded successfully.", message_id, message_ids, success: true })
}

async fn text(form: &UploadForm<'_>, part: Part<'_>) -> Result<String, Error> {
    form.text(part).await.map_err(|fault| Operation::Upload.failed(fault))
}

impl FileFields {
    /// Reads one field.
    async fn read(&mut self, form: &UploadForm<'_>, part: Part<'_>) -> Result<(), Error> {
        match part.name() {
            "width" => self.width = pixels("width", &text(form, part).await?)?,
            "height" => self.height = pixels("height", &text(form, part).await?)?,
            "duration" => self.duration = seconds(&text(form, part).await?)?,
            "as" => self.as_file = as_file(&text(form, part).await?)?,
            _ => self.cover = cover(part).await?,
        }
        Ok(())
    }

    fn merge(&mut self, later: Self) {
        self.width = later.width.or(self.width);
        self.height = later.height.or(self.height);
        self.duration = later.duration.or(self.duration);
        self.cover = later.cover.or(self.cover.take());
        self.as_file = later.as_file.or(self.as_file);
    }

    /// Fills in what the file's own fields leave open.
    fn apply(self, file: &mut Uploaded) {
        file.hints.width = file.hints.width.or(self.width);
        file.hints.height = file.hints.height.or(self.height);
        file.hints.duration = file.hints.duration.or(self.duration);
        file.cover = file.cover.take().or(self.cover);
        file.hints.as_file |= self.as_file.unwrap_or_default();
    }
}

fn bytes(text: &str) -> Result<Option<u64>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    digits::number(text).map(Some).ok_or(Error::Parameter { name: "size", expected: "a number of bytes" })
}

fn pixels(name: &'static str, text: &str) -> Result<Option<u32>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    digits::number(text).map(Some).ok_or(Error::Parameter { name, expected: "a number of pixels" })
}

fn seconds(text: &str) -> Result<Option<f64>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let seconds = digits::number(text).filter(|seconds: &f64| seconds.is_finite() && *seconds >= 0.0);
    seconds.map(Some).ok_or(Error::Parameter { name: "duration", expected: "a number of seconds" })
}

fn as_file(text: &str) -> Result<Option<bool>, Error> {
    match text.trim() {
        "" => Ok(None),
        "photo" => Ok(Some(false)),
        "file" => Ok(Some(true)),
        _ => Err(Error::Parameter { name: "as", expected: "photo or file" }),
    }
}

async fn cover(part: Part<'_>) -> Result<Option<Bytes>, Error> {
    let why = "thumb must be a JPEG of at most 200 KB";
    let bytes = part.bytes(COVER_BYTES as u64).await.map_err(|error| match error {
        MultipartError::Body(BodyError::TooLarge { limit }) if limit == COVER_BYTES as u64 => Error::InvalidFile(why),
        error => Operation::Upload.failed(error),
    })?;
    match bytes.as_slice() {
        [] => Ok(None),
        [0xff, 0xd8, 0xff, ..] => Ok(Some(bytes.into())),
        _ => Err(Error::InvalidFile(why)),
    }
}

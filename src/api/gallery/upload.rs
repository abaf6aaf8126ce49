//! `POST /upload_file`: files on their way to Saved Messages.
//!
//! The body is handed on to Telegram while it arrives, whatever its size. A message is sent only when the whole form has come and every
//! file is at Telegram; whatever breaks before leaves nothing behind but parts that Telegram forgets.
//!
//! Fields describe the file that they follow; before the first file, the first. Several files make an album. `size` is the exception: it
//! comes before its file, so that one that is too large is refused before a byte of it is taken. Without it a file may be as long as what is
//! left of the body, and is judged by that.

use rocket::data::{Data, FromData, Outcome};
use rocket::serde::json::Json;
use rocket::{Request, Route, post, routes};
use tokio_util::bytes::Bytes;

use super::error::{Error, Operation};
use super::guard::{SignedIn, leave};
use super::refusals::Uploading;
use super::tags::MEDIA;
use super::upload_caption::Caption;
use super::wire::{UploadBody, UploadForm};
use crate::http::request::body::{BodyError, content_length};
use crate::http::request::multipart::{Multipart, MultipartError, Part};
use crate::telegram::{Rejected, UploadHints, Uploaded};

/// What an album holds.
const MAX_FILES: usize = 10;
/// What Telegram takes of a premium user: 8,000 parts of 512 KiB.
const PREMIUM_LIMIT: u64 = 8000 * (512 << 10);
/// Everything in a form but its files.
const OVERHEAD: u64 = 1 << 20;
/// A text field. Captions are much shorter; Telegram says what is too long.
const MAX_TEXT: u64 = 64 << 10;
/// What Telegram takes as a cover.
const MAX_COVER: u64 = 200 << 10;

pub(super) fn routes() -> Vec<Route> {
    routes![upload]
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
        match Multipart::new(request, data, MAX_FILES as u64 * PREMIUM_LIMIT + OVERHEAD) {
            Ok(parts) => Outcome::Success(Self { parts, announced: content_length(request) }),
            // More than the largest album anyone may send; the limit that counts is a file's.
            Err(MultipartError::Body(BodyError::TooLarge { .. })) => {
                let error = Error::Body(BodyError::TooLarge { limit: PREMIUM_LIMIT });
                Outcome::Error((leave(request, error), ()))
            }
            Err(error) => Outcome::Error((leave(request, error.into()), ())),
        }
    }
}

/// What came besides the files.
#[derive(Default)]
struct Description {
    width: Option<u32>,
    height: Option<u32>,
    duration: Option<f64>,
    cover: Option<Bytes>,
    as_file: Option<bool>,
}

/// Upload files
///
/// Several files make an album. Handed on to Telegram while it arrives; a form that breaks off is never sent.
#[utoipa::path(
    tag = MEDIA,
    operation_id = "uploadFile",
    security(("cookie" = [])),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "They are in Saved Messages.", body = UploadBody), Uploading),
)]
#[post("/upload_file", data = "<form>")]
pub(super) async fn upload(signed_in: SignedIn, mut form: Arriving<'_>) -> Result<Json<UploadBody>, Error> {
    let uploaded = receive(&signed_in, &mut form).await;
    if uploaded.is_err() {
        form.parts.discard().await;
    }
    uploaded.map(Json)
}

async fn receive(signed_in: &SignedIn, form: &mut Arriving<'_>) -> Result<UploadBody, Error> {
    let account = &signed_in.account;
    let limit = account.largest_upload();
    if form.announced.is_some_and(|announced| announced > MAX_FILES as u64 * limit + OVERHEAD) {
        return Err(Error::Body(BodyError::TooLarge { limit }));
    }
    let failed = |error| Operation::Upload.failed(error);
    let (mut files, mut first, mut caption) = (Vec::new(), Description::default(), Caption::default());
    let mut size = None;
    while let Some(part) = form.parts.next_part().await? {
        match part.name() {
            "file" | "file[]" | "files" | "files[]" if is_file(&part) => {
                if files.len() == MAX_FILES {
                    return Err(Error::InvalidFile("at most 10 files make an album"));
                }
                let size = size.take();
                check_size(size, form.announced, form.parts.delivered(), limit)?;
                files.push(send(signed_in, part, size, form.announced).await?);
            }
            "size" => size = bytes(&part.text(MAX_TEXT).await?)?,
            "caption" => caption.text = Some(part.text(MAX_TEXT).await?),
            "fileName" => caption.file_name = Some(part.text(MAX_TEXT).await?),
            "tags" => caption.add_tags(&part.text(MAX_TEXT).await?),
            "width" | "height" | "duration" | "thumb" | "as" => {
                let mut description = Description::default();
                description.take(part).await?;
                match files.last_mut() {
                    Some(file) => description.apply(file),
                    None => first.merge(description),
                }
            }
            _ => discard(part).await?,
        }
    }
    match files.first_mut() {
        Some(file) => first.apply(file),
        None => return Err(Error::NoFile),
    }
    let ids = account.send_files(files, &caption.into_text()).await.map_err(failed)?;
    let message_ids: Vec<_> = ids.into_iter().map(|id| id.0).collect();
    let message_id = message_ids.first().copied().unwrap_or_default();
    Ok(UploadBody { message: "File uploaded successfully.", message_id, message_ids, success: true })
}

/// A form's file input where nothing was chosen sends an empty name.
fn is_file(part: &Part<'_>) -> bool {
    part.file_name().is_some_and(|name| !name.is_empty())
}

/// Refuses a file that is too large before it is read: by its `size`, or by what is left of a body whose length is known.
fn check_size(size: Option<u64>, announced: Option<u64>, delivered: u64, limit: u64) -> Result<(), Error> {
    let left = announced.map(|announced| announced.saturating_sub(delivered).saturating_sub(OVERHEAD));
    match size.or(left) {
        Some(size) if size > limit => Err(Error::Rejected(Rejected::FileTooLarge { limit })),
        _ => Ok(()),
    }
}

/// Hands one file on to Telegram.
async fn send(
    signed_in: &SignedIn,
    mut part: Part<'_>,
    size: Option<u64>,
    announced: Option<u64>,
) -> Result<Uploaded, Error> {
    let failed = |error| Operation::Upload.failed(error);
    let hints = UploadHints {
        name: part.file_name().unwrap_or_default().to_owned(),
        mime_type: part.content_type(),
        at_most: announced,
        size,
        ..UploadHints::default()
    };
    let mut upload = signed_in.account.upload(hints);
    let mut came = 0;
    while let Some(bytes) = part.chunk().await? {
        came += bytes.len() as u64;
        if size.is_some_and(|size| came > size) {
            return Err(Error::Malformed("a file is longer than its size says"));
        }
        upload.write(bytes).await.map_err(failed)?;
    }
    if size.is_some_and(|size| came < size) {
        return Err(Error::Malformed("a file is shorter than its size says"));
    }
    upload.finish().await.map_err(failed)
}

async fn discard(mut part: Part<'_>) -> Result<(), Error> {
    let mut length = 0;
    while let Some(bytes) = part.chunk().await? {
        length += bytes.len() as u64;
        if length > MAX_TEXT {
            return Err(Error::Malformed("a field that is not known is too long"));
        }
    }
    Ok(())
}

impl Description {
    /// Reads the field.
    async fn take(&mut self, part: Part<'_>) -> Result<(), Error> {
        match part.name() {
            "width" => self.width = pixels("width", &part.text(MAX_TEXT).await?)?,
            "height" => self.height = pixels("height", &part.text(MAX_TEXT).await?)?,
            "duration" => self.duration = seconds(&part.text(MAX_TEXT).await?)?,
            "as" => self.as_file = as_file(&part.text(MAX_TEXT).await?)?,
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

    /// Adds to what is known of the file.
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
    text.parse().map(Some).map_err(|_| Error::Parameter { name: "size", expected: "a number of bytes" })
}

fn pixels(name: &'static str, text: &str) -> Result<Option<u32>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Error::Parameter { name, expected: "a number of pixels" })
}

fn seconds(text: &str) -> Result<Option<f64>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let seconds = text.parse().ok().filter(|seconds: &f64| seconds.is_finite() && *seconds >= 0.0);
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
    let bytes = part.bytes(MAX_COVER).await.map_err(|error| match error {
        MultipartError::Body(BodyError::TooLarge { limit: MAX_COVER }) => Error::InvalidFile(why),
        error => error.into(),
    })?;
    match bytes.as_slice() {
        [] => Ok(None),
        [0xff, 0xd8, 0xff, ..] => Ok(Some(bytes.into())),
        _ => Err(Error::InvalidFile(why)),
    }
}

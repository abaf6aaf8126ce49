//! Turning an uploaded file into media that can be posted: photos, videos that can be streamed, audio, animations, and documents.
//!
//! `messages.uploadMedia` says whether Telegram can process a file as the kind of media that we chose. A photo that it cannot process is sent as a
//! document instead.

use grammers_tl_types as tl;
use tracing::debug;

use crate::telegram::calls::call::Calls;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::calls::random_id::random_id;
use crate::telegram::error::Error;
use crate::telegram::files::image_type::image_type;
use crate::telegram::files::probe::Detected;
use crate::telegram::files::save_part::upload_small;
use crate::telegram::files::uploaded::Uploaded;
use crate::telegram::limits::{COVER_BYTES, SMALL_FILE_BYTES};
use crate::telegram::transport::route::CallRoute;

/// The largest photo in bytes.
const MAX_PHOTO_BYTES: u64 = SMALL_FILE_BYTES;
/// The largest sum of a photo's width and height.
const MAX_PHOTO_SIDES: u32 = 10_000;
/// The largest ratio of a photo's longer side to its shorter one.
const MAX_PHOTO_RATIO: u32 = 20;

/// Media of the same class may be in one album.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlbumClass {
    /// Photos and videos.
    Visual,
    /// Music.
    Audio,
    /// Any other file.
    Document,
    /// Animations, which are never in an album.
    Single,
}

/// An uploaded file as media that can be posted.
pub struct Prepared {
    /// Which media may be in one album with it.
    pub class: AlbumClass,
    /// The media as an argument of Telegram's methods.
    pub media: tl::enums::InputMedia,
    /// Telegram's id of the photo or document.
    pub file_id: i64,
    /// The random id of the message, which prevents that it is posted twice.
    pub random_id: i64,
}

/// Turns an uploaded file into media that can be posted.
pub async fn prepare(calls: &Calls, file: Uploaded) -> Result<Prepared, Error> {
    let detected = file.probe.detected();
    let photo = if file.hints.as_file { None } else { as_photo(&file, &detected) };
    if let Some(media) = photo {
        match upload_media(calls, media).await {
            Ok((media, file_id)) => {
                return Ok(Prepared { class: AlbumClass::Visual, media, file_id, random_id: random_id() });
            }
            Err(error) if is_not_a_photo(&error) => {
                debug!("telegram cannot process a picture as a photo, it is sent as a document")
            }
            Err(error) => return Err(upload_error(error)),
        }
    }
    let (media, class) = as_document(calls, &file, &detected).await?;
    let (media, file_id) = upload_media(calls, media).await.map_err(upload_error)?;
    Ok(Prepared { class, media, file_id, random_id: random_id() })
}

fn is_not_a_photo(error: &CallError) -> bool {
    error.is("PHOTO_*") || error.is("IMAGE_PROCESS_FAILED") || error.is("MEDIA_INVALID")
}

/// Converts the error of a call that uses an uploaded file. The parts are no longer in memory, so a part that Telegram lost cannot be sent again.
pub fn upload_error(error: CallError) -> Error {
    if error.is("FILE_PART_MISSING") {
        return Error::Unavailable("telegram lost a part of the file");
    }
    error.into()
}

fn as_photo(file: &Uploaded, detected: &Detected) -> Option<tl::enums::InputMedia> {
    let (width, height) = detected.picture?;
    let (short, long) = (width.min(height), width.max(height));
    let fits = file.size <= MAX_PHOTO_BYTES
        && short > 0
        && width + height <= MAX_PHOTO_SIDES
        && long <= short * MAX_PHOTO_RATIO;
    // Photos have no names, but Telegram checks the extension.
    let name = if detected.mime_type == Some("image/png") { "photo.png" } else { "photo.jpg" };
    let input = match file.file.clone() {
        tl::enums::InputFile::File(input) => tl::types::InputFile { name: name.to_owned(), ..input }.into(),
        other => other,
    };
    fits.then(|| {
        tl::types::InputMediaUploadedPhoto {
            spoiler: false,
            live_photo: false,
            file: input,
            stickers: None,
            ttl_seconds: None,
            video: None,
        }
        .into()
    })
}

async fn as_document(
    calls: &Calls,
    file: &Uploaded,
    detected: &Detected,
) -> Result<(tl::enums::InputMedia, AlbumClass), Error> {
    let hints = &file.hints;
    let mime_type = mime_type(file, detected);
    let to_i32 = |value: Option<u32>| value.and_then(|value| i32::try_from(value).ok());
    let width = to_i32(hints.width.or(detected.width()));
    let height = to_i32(hints.height.or(detected.height()));
    let duration = hints.duration.or(detected.duration).filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
    let mut attributes = Vec::new();
    let class;
    // Only the bytes decide that it can be played: a name or a type may be wrong, as that of a program in TypeScript (`.ts`) is.
    let displayed_as = if hints.as_file { "" } else { detected.mime_type.unwrap_or("") };
    if displayed_as == "image/gif" {
        class = AlbumClass::Single;
        attributes.push(tl::enums::DocumentAttribute::Animated);
    } else if displayed_as.starts_with("video/") {
        class = AlbumClass::Visual;
        attributes.push(
            tl::types::DocumentAttributeVideo {
                round_message: false,
                supports_streaming: mime_type == "video/mp4",
                nosound: false,
                // 0 means unknown, as in Telegram's own apps.
                duration: duration.unwrap_or(0.0),
                w: width.unwrap_or(0),
                h: height.unwrap_or(0),
                preload_prefix_size: None,
                video_start_ts: None,
                video_codec: None,
            }
            .into(),
        );
    } else if displayed_as.starts_with("audio/") {
        class = AlbumClass::Audio;
        #[expect(clippy::cast_possible_truncation, reason = "a float saturates when it is cast to an integer")]
        let duration = duration.unwrap_or(0.0).round() as i32;
        let audio =
            tl::types::DocumentAttributeAudio { voice: false, duration, title: None, performer: None, waveform: None };
        attributes.push(audio.into());
    } else {
        class = AlbumClass::Document;
        if let (Some((w, h)), true) = (width.zip(height), mime_type.starts_with("image/")) {
            attributes.push(tl::types::DocumentAttributeImageSize { w, h }.into());
        }
    }
    attributes.push(tl::types::DocumentAttributeFilename { file_name: hints.name.clone() }.into());
    let cover =
        file.cover.as_ref().filter(|cover| cover.len() <= COVER_BYTES && image_type(cover) == Some("image/jpeg"));
    let thumb = match cover {
        Some(cover) => Some(upload_small(calls, "cover.jpg", cover).await?),
        None => None,
    };
    let media = tl::types::InputMediaUploadedDocument {
        // Otherwise Telegram turns a video without sound into an animation.
        nosound_video: class == AlbumClass::Visual,
        force_file: class == AlbumClass::Document,
        thumb,
        ..uploaded_document(file.file.clone(), mime_type, attributes)
    };
    Ok((media.into(), class))
}

/// An uploaded file as a document of bytes that nobody looks into, under its name: Telegram processes nothing, so that it can be posted without
/// `messages.uploadMedia`.
pub fn as_plain_document(file: Uploaded) -> tl::enums::InputMedia {
    let name = tl::types::DocumentAttributeFilename { file_name: file.hints.name };
    let document = uploaded_document(file.file, "application/octet-stream".to_owned(), vec![name.into()]);
    tl::types::InputMediaUploadedDocument { nosound_video: true, force_file: true, ..document }.into()
}

fn uploaded_document(
    file: tl::enums::InputFile,
    mime_type: String,
    attributes: Vec<tl::enums::DocumentAttribute>,
) -> tl::types::InputMediaUploadedDocument {
    tl::types::InputMediaUploadedDocument {
        nosound_video: false,
        force_file: false,
        spoiler: false,
        file,
        thumb: None,
        mime_type,
        attributes,
        stickers: None,
        video_cover: None,
        video_timestamp: None,
        ttl_seconds: None,
    }
}

/// The MIME type that was detected from the bytes, else that of the sender, else that of the name's extension; but a text is not played.
fn mime_type(file: &Uploaded, detected: &Detected) -> String {
    let hint = file.hints.mime_type.as_deref().map(|hint| hint.split(';').next().unwrap_or_default().trim());
    let hint = hint.filter(|hint| hint.contains('/') && *hint != "application/octet-stream");
    let by_name = || mime_guess::from_path(&file.hints.name).first_raw();
    let told = hint.or_else(by_name).unwrap_or("application/octet-stream").to_ascii_lowercase();
    match detected.mime_type {
        Some(mime_type) => mime_type.to_owned(),
        None if (told.starts_with("video/") || told.starts_with("audio/")) && file.probe.is_text() => {
            "text/plain".to_owned()
        }
        None => told,
    }
}

/// Calls `messages.uploadMedia`, and returns the media that Telegram made of the file, and its id.
async fn upload_media(calls: &Calls, media: tl::enums::InputMedia) -> Result<(tl::enums::InputMedia, i64), CallError> {
    let request = tl::functions::messages::UploadMedia {
        business_connection_id: None,
        peer: tl::enums::InputPeer::PeerSelf,
        media,
    };
    match calls.call_with_retries(CallRoute::HOME, &request).await? {
        tl::enums::MessageMedia::Photo(tl::types::MessageMediaPhoto {
            photo: Some(tl::enums::Photo::Photo(photo)),
            ..
        }) => {
            let id = tl::types::InputPhoto {
                id: photo.id,
                access_hash: photo.access_hash,
                file_reference: photo.file_reference,
            };
            let media = tl::types::InputMediaPhoto {
                spoiler: false,
                live_photo: false,
                id: id.into(),
                ttl_seconds: None,
                video: None,
            };
            Ok((media.into(), photo.id))
        }
        tl::enums::MessageMedia::Document(tl::types::MessageMediaDocument {
            document: Some(tl::enums::Document::Document(document)),
            ..
        }) => {
            let id = tl::types::InputDocument {
                id: document.id,
                access_hash: document.access_hash,
                file_reference: document.file_reference,
            };
            let media = tl::types::InputMediaDocument {
                spoiler: false,
                id: id.into(),
                video_cover: None,
                video_timestamp: None,
                ttl_seconds: None,
                query: None,
            };
            Ok((media.into(), document.id))
        }
        _ => Err(Error::Protocol("telegram made something else of an uploaded file").into()),
    }
}

//! Handing an uploaded file over to Telegram as what it can be sent as: photos as photos, videos so that they can be streamed, everything else
//! as documents.
//!
//! `messages.uploadMedia` tells whether Telegram can use a file as what it is sent as (a photo that it cannot read is sent as a document
//! instead), and what it is called from now on.

use grammers_tl_types as tl;
use tracing::debug;

use crate::telegram::calls::call::Calls;
use crate::telegram::calls::failed::Failed;
use crate::telegram::calls::random_id::random_id;
use crate::telegram::error::Error;
use crate::telegram::files::image_type::image_type;
use crate::telegram::files::probe::Found;
use crate::telegram::files::save_part::upload_small;
use crate::telegram::files::uploaded::Uploaded;
use crate::telegram::limits::{COVER_BYTES, SMALL_FILE_BYTES};
use crate::telegram::transport::route::CallRoute;

/// Telegram's limits for photos: bytes, the sum of the sides, the longer side over the shorter.
const PHOTO_BYTES: u64 = SMALL_FILE_BYTES;
const PHOTO_SIDES: u32 = 10_000;
const PHOTO_RATIO: u32 = 20;

/// What may share an album.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Photos and videos.
    Visual,
    /// Music.
    Audio,
    /// Any other file.
    Document,
    /// Animations: never in an album.
    Alone,
}

/// A file that Telegram has taken.
pub struct Prepared {
    /// What it may share an album with.
    pub class: Class,
    /// As the sending methods take it.
    pub media: tl::enums::InputMedia,
    /// Telegram's id of the photo or document.
    pub file_id: i64,
    /// The number under which it is posted, so that it is never posted twice.
    pub random_id: i64,
}

/// Hands a file over to Telegram, as what it can be sent as.
pub async fn prepare(calls: &Calls, file: Uploaded) -> Result<Prepared, Error> {
    let found = file.probe.found();
    let photo = if file.hints.as_file { None } else { as_photo(&file, &found) };
    if let Some(media) = photo {
        match hand_over(calls, media).await {
            Ok((media, file_id)) => {
                return Ok(Prepared { class: Class::Visual, media, file_id, random_id: random_id() });
            }
            Err(failed) if unusable(&failed) => {
                debug!("telegram does not take a picture as a photo; it goes as a document")
            }
            Err(failed) => return Err(lost_parts(failed)),
        }
    }
    let (media, class) = as_document(calls, &file, &found).await?;
    let (media, file_id) = hand_over(calls, media).await.map_err(lost_parts)?;
    Ok(Prepared { class, media, file_id, random_id: random_id() })
}

fn unusable(failed: &Failed) -> bool {
    failed.is("PHOTO_*") || failed.is("IMAGE_PROCESS_FAILED") || failed.is("MEDIA_INVALID")
}

/// The parts are gone from here, so a missing one cannot be sent again.
fn lost_parts(failed: Failed) -> Error {
    if failed.is("FILE_PART_MISSING") {
        return Error::Unavailable("telegram lost a part of the file");
    }
    failed.into()
}

fn as_photo(file: &Uploaded, found: &Found) -> Option<tl::enums::InputMedia> {
    let (width, height) = found.picture?;
    let (short, long) = (width.min(height), width.max(height));
    let fits = file.size <= PHOTO_BYTES && short > 0 && width + height <= PHOTO_SIDES && long <= short * PHOTO_RATIO;
    // Photos have no names, but Telegram judges them by one.
    let name = if found.mime_type == Some("image/png") { "photo.png" } else { "photo.jpg" };
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

async fn as_document(calls: &Calls, file: &Uploaded, found: &Found) -> Result<(tl::enums::InputMedia, Class), Error> {
    let hints = &file.hints;
    let mime_type = mime_type(file, found);
    let number = |value: Option<u32>| value.and_then(|value| i32::try_from(value).ok());
    let width = number(hints.width.or(found.width()));
    let height = number(hints.height.or(found.height()));
    let duration = hints.duration.or(found.duration).filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
    let mut attributes = Vec::new();
    let class;
    let shown_as = if hints.as_file { "" } else { mime_type.as_str() };
    if shown_as == "image/gif" {
        class = Class::Alone;
        attributes.push(tl::enums::DocumentAttribute::Animated);
    } else if shown_as.starts_with("video/") {
        class = Class::Visual;
        attributes.push(
            tl::types::DocumentAttributeVideo {
                round_message: false,
                supports_streaming: mime_type == "video/mp4",
                nosound: false,
                duration: duration.unwrap_or(0.0),
                // Telegram's apps can't show a video without sides; one pixel stands for "unknown".
                w: width.unwrap_or(1),
                h: height.unwrap_or(1),
                preload_prefix_size: None,
                video_start_ts: None,
                video_codec: None,
            }
            .into(),
        );
    } else if shown_as.starts_with("audio/") {
        class = Class::Audio;
        #[expect(clippy::cast_possible_truncation, reason = "a float's seconds are cut to what fits")]
        let duration = duration.unwrap_or(0.0).round() as i32;
        let audio =
            tl::types::DocumentAttributeAudio { voice: false, duration, title: None, performer: None, waveform: None };
        attributes.push(audio.into());
    } else {
        class = Class::Document;
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
        // Without it a video that has no sound becomes a GIF.
        nosound_video: class == Class::Visual,
        force_file: class == Class::Document,
        spoiler: false,
        file: file.file.clone(),
        thumb,
        mime_type,
        attributes,
        stickers: None,
        video_cover: None,
        video_timestamp: None,
        ttl_seconds: None,
    };
    Ok((media.into(), class))
}

/// What the bytes say, else what the sender says, else what the name says.
fn mime_type(file: &Uploaded, found: &Found) -> String {
    let said = file.hints.mime_type.as_deref().map(|said| said.split(';').next().unwrap_or_default().trim());
    let said = said.filter(|said| said.contains('/') && *said != "application/octet-stream");
    let by_name = || mime_guess::from_path(&file.hints.name).first_raw();
    found.mime_type.or(said).or_else(by_name).unwrap_or("application/octet-stream").to_ascii_lowercase()
}

/// `messages.uploadMedia`: the file as Telegram knows it from now on, and its id.
async fn hand_over(calls: &Calls, media: tl::enums::InputMedia) -> Result<(tl::enums::InputMedia, i64), Failed> {
    let request = tl::functions::messages::UploadMedia {
        business_connection_id: None,
        peer: tl::enums::InputPeer::PeerSelf,
        media,
    };
    match calls.call_patiently(CallRoute::HOME, &request).await? {
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

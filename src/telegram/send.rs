//! Uploaded files become messages in Saved Messages: photos as photos, videos so that they can be streamed, everything else as
//! documents, several as an album.
//!
//! Each file is first handed over by `messages.uploadMedia`, which tells whether Telegram can use it as what it is sent as (a photo that it
//! cannot read is sent as a document instead), and what it is called from now on. Then the messages are sent under random ids
//! chosen beforehand: when an answer is lost and the call is made again, Telegram refuses to post twice, and the messages
//! are found by their files.

use std::collections::HashMap;

use grammers_tl_types as tl;
use tracing::debug;

use super::core::{Core, Failed};
use super::known::{Located, messages_of};
use super::lane::To;
use super::probe::Found;
use super::thumbnail::image_type;
use super::upload::{SMALL, Uploaded, random_id};
use super::{Account, Error, MessageId};

/// Telegram's limits for photos: bytes, the sum of the sides, the longer side over the shorter.
const PHOTO_BYTES: u64 = SMALL;
const PHOTO_SIDES: u32 = 10_000;
const PHOTO_RATIO: u32 = 20;
/// An album has at most so many.
const ALBUM: usize = 10;
/// A cover may be that large.
const COVER: usize = 200 * 1024;
/// How many of the newest messages are looked through for ours.
const NEWEST: i32 = 50;

/// What may share an album.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Photos and videos.
    Visual,
    Audio,
    Document,
    /// Animations: never in an album.
    Alone,
}

/// A file that Telegram has taken.
pub(super) struct Prepared {
    class: Class,
    pub media: tl::enums::InputMedia,
    pub file_id: i64,
    random_id: i64,
}

impl Account {
    /// Sends the files to Saved Messages with one caption: one message, or an album when there are several (2 to 10; photos and videos
    /// together, documents and audio each among themselves — what doesn't go together is sent as messages of its own). Ids in the order of `files`.
    pub async fn send_files(&self, files: Vec<Uploaded>, caption: &str) -> Result<Vec<MessageId>, Error> {
        let core = &self.core;
        let mut prepared = Vec::with_capacity(files.len());
        for file in files {
            prepared.push(prepare(core, file).await?);
        }
        let mut ids: HashMap<i64, MessageId> = HashMap::new();
        let mut caption = caption;
        for group in groups(&prepared) {
            ids.extend(post(core, &group, std::mem::take(&mut caption)).await?);
        }
        let id = |file: &Prepared| ids.get(&file.random_id).copied().ok_or(Error::Protocol("a sent message has no id"));
        prepared.iter().map(id).collect()
    }
}

/// What goes out as one message or album, in the order of its first file.
fn groups(files: &[Prepared]) -> Vec<Vec<&Prepared>> {
    let mut groups: Vec<Vec<&Prepared>> = Vec::new();
    for file in files {
        let fits = |group: &&mut Vec<&Prepared>| {
            group.len() < ALBUM && file.class != Class::Alone && group.iter().all(|other| other.class == file.class)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(file),
            None => groups.push(vec![file]),
        }
    }
    groups
}

/// Hands a file over to Telegram, as what it can be sent as.
pub(super) async fn prepare(core: &Core, file: Uploaded) -> Result<Prepared, Error> {
    let found = file.probe.found();
    let photo = if file.hints.as_file { None } else { as_photo(&file, &found) };
    if let Some(media) = photo {
        match hand_over(core, media).await {
            Ok((media, file_id)) => {
                return Ok(Prepared { class: Class::Visual, media, file_id, random_id: random_id() });
            }
            Err(failed) if unusable(&failed) => {
                debug!("telegram does not take a picture as a photo; it goes as a document")
            }
            Err(failed) => return Err(lost_parts(failed)),
        }
    }
    let (media, class) = as_document(core, &file, &found).await?;
    let (media, file_id) = hand_over(core, media).await.map_err(lost_parts)?;
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

async fn as_document(core: &Core, file: &Uploaded, found: &Found) -> Result<(tl::enums::InputMedia, Class), Error> {
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
    let cover = file.cover.as_ref().filter(|cover| cover.len() <= COVER && image_type(cover) == Some("image/jpeg"));
    let thumb = match cover {
        Some(cover) => Some(core.upload_small("cover.jpg", cover).await?),
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
async fn hand_over(core: &Core, media: tl::enums::InputMedia) -> Result<(tl::enums::InputMedia, i64), Failed> {
    let request = tl::functions::messages::UploadMedia {
        business_connection_id: None,
        peer: tl::enums::InputPeer::PeerSelf,
        media,
    };
    match core.call_patiently(To::HOME, &request).await? {
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

/// Posts one message or album; ids by random id.
async fn post(core: &Core, group: &[&Prepared], caption: &str) -> Result<HashMap<i64, MessageId>, Error> {
    let sent = match group {
        [file] => {
            let request = tl::functions::messages::SendMedia {
                silent: false,
                background: false,
                clear_draft: false,
                noforwards: false,
                update_stickersets_order: false,
                invert_media: false,
                allow_paid_floodskip: false,
                peer: tl::enums::InputPeer::PeerSelf,
                reply_to: None,
                media: file.media.clone(),
                message: caption.to_owned(),
                random_id: file.random_id,
                reply_markup: None,
                entities: None,
                schedule_date: None,
                schedule_repeat_period: None,
                send_as: None,
                quick_reply_shortcut: None,
                effect: None,
                allow_paid_stars: None,
                suggested_post: None,
            };
            core.call_patiently(To::HOME, &request).await
        }
        files => {
            let single = |(index, file): (usize, &&Prepared)| {
                tl::types::InputSingleMedia {
                    media: file.media.clone(),
                    random_id: file.random_id,
                    message: if index == 0 { caption.to_owned() } else { String::new() },
                    entities: None,
                }
                .into()
            };
            let request = tl::functions::messages::SendMultiMedia {
                silent: false,
                background: false,
                clear_draft: false,
                noforwards: false,
                update_stickersets_order: false,
                invert_media: false,
                allow_paid_floodskip: false,
                peer: tl::enums::InputPeer::PeerSelf,
                reply_to: None,
                multi_media: files.iter().enumerate().map(single).collect(),
                schedule_date: None,
                send_as: None,
                quick_reply_shortcut: None,
                effect: None,
                allow_paid_stars: None,
            };
            core.call_patiently(To::HOME, &request).await
        }
    };
    let updates = match sent {
        Ok(updates) => updates,
        // The first answer was lost: they are posted already.
        Err(failed) if failed.is("RANDOM_ID_DUPLICATE") => return find(core, group).await,
        Err(failed) => return Err(failed.into()),
    };
    let ids = ids_of(&updates, group);
    if group.iter().all(|file| ids.contains_key(&file.random_id)) { Ok(ids) } else { find(core, group).await }
}

/// The ids that an answer tells (`updateMessageID`).
fn ids_of(updates: &tl::enums::Updates, group: &[&Prepared]) -> HashMap<i64, MessageId> {
    let list = match updates {
        tl::enums::Updates::Updates(all) => all.updates.as_slice(),
        tl::enums::Updates::Combined(all) => all.updates.as_slice(),
        tl::enums::Updates::UpdateShort(short) => std::slice::from_ref(&short.update),
        tl::enums::Updates::UpdateShortSentMessage(sent) if group.len() == 1 => {
            return HashMap::from([(group[0].random_id, MessageId(sent.id))]);
        }
        _ => &[],
    };
    let told = list.iter().filter_map(|update| match update {
        tl::enums::Update::MessageId(update) => Some((update.random_id, MessageId(update.id))),
        _ => None,
    });
    told.collect()
}

/// Looks for posted files among the newest messages.
async fn find(core: &Core, group: &[&Prepared]) -> Result<HashMap<i64, MessageId>, Error> {
    let request = tl::functions::messages::GetHistory {
        peer: tl::enums::InputPeer::PeerSelf,
        offset_id: 0,
        offset_date: 0,
        add_offset: 0,
        limit: NEWEST,
        max_id: 0,
        min_id: 0,
        hash: 0,
    };
    let me = core.me()?;
    let newest = messages_of(core.call(To::HOME, &request).await?)?;
    let newest: Vec<_> = newest.into_iter().filter_map(|message| Located::from_message(message, me)).collect();
    let id = |file: &&Prepared| {
        let located = newest.iter().find(|located| located.media.file_id == file.file_id);
        located.map(|located| (file.random_id, located.media.id)).ok_or(Error::Protocol("a sent message has no id"))
    };
    group.iter().map(id).collect()
}

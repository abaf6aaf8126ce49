//! Sending: texts, media and albums to Saved Messages.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::enums::InputMedia;
use tl::functions::messages as f;

use super::text::{self, Text};
use crate::content::Kind;
use crate::methods::{peer, upload};
use crate::rpc::RpcError;
use crate::world::file::{File, FileId};
use crate::world::refusal::bad_request;
use crate::world::saved::{Draft, Sent};
use crate::world::{Signed, World};

/// How many messages an album has at most.
const LONGEST_ALBUM: usize = 10;

pub(crate) fn message(world: &World, signed: &Signed, request: f::SendMessage) -> Result<tl::enums::Updates, RpcError> {
    peer::writable(world, signed, &request.peer)?;
    let Text { text, entities } = text::message(&request.message, request.entities)?;
    let shown = Some(entities.clone()).filter(|entities| !entities.is_empty());
    let draft = Draft { text, entities, file: None, random_id: random_id(request.random_id)? };
    let sent = world.send(signed.user, Some(signed), vec![draft])?;
    let sent = sent.first().ok_or_else(|| bad_request("MESSAGE_EMPTY"))?;
    // For plain text Telegram answers with what the sender does not know yet, and nothing else.
    let short = tl::types::UpdateShortSentMessage {
        out: true,
        id: sent.id,
        pts: sent.event.pts,
        pts_count: sent.event.count,
        date: sent.date,
        media: None,
        entities: shown,
        ttl_period: None,
    };
    Ok(short.into())
}

pub(crate) fn media(world: &World, signed: &Signed, request: f::SendMedia) -> Result<tl::enums::Updates, RpcError> {
    peer::writable(world, signed, &request.peer)?;
    let Text { text, entities } = text::caption(&request.message, request.entities)?;
    let random_id = random_id(request.random_id)?;
    world.check_random_ids(signed.user, &[random_id])?;
    let file = file_of(world, signed, &request.media)?;
    let sent = world.send(signed.user, Some(signed), vec![Draft { text, entities, file: Some(file), random_id }])?;
    Ok(shape_sent(world, signed, &sent))
}

pub(crate) fn multi_media(
    world: &World,
    signed: &Signed,
    request: f::SendMultiMedia,
) -> Result<tl::enums::Updates, RpcError> {
    peer::writable(world, signed, &request.peer)?;
    if request.multi_media.is_empty() {
        return Err(bad_request("MEDIA_EMPTY"));
    }
    if request.multi_media.len() > LONGEST_ALBUM {
        return Err(bad_request("MULTI_MEDIA_TOO_LONG"));
    }
    let singles: Vec<_> =
        request.multi_media.into_iter().map(|tl::enums::InputSingleMedia::Media(single)| single).collect();
    let random_ids: Vec<_> = singles.iter().map(|single| single.random_id).collect();
    world.check_random_ids(signed.user, &random_ids)?;
    let mut drafts = Vec::new();
    for single in singles {
        let Text { text, entities } = text::caption(&single.message, single.entities)?;
        // Uploads become media first (`messages.uploadMedia`): an album is made of what Telegram has already.
        if matches!(single.media, InputMedia::UploadedPhoto(_) | InputMedia::UploadedDocument(_)) {
            return Err(bad_request("MEDIA_INVALID"));
        }
        let file = file_of(world, signed, &single.media)?;
        drafts.push(Draft { text, entities, file: Some(file), random_id: random_id(single.random_id)? });
    }
    check_group(&drafts)?;
    let sent = world.send(signed.user, Some(signed), drafts)?;
    Ok(shape_sent(world, signed, &sent))
}

pub(crate) fn upload_media(
    world: &World,
    signed: &Signed,
    request: f::UploadMedia,
) -> Result<tl::enums::MessageMedia, RpcError> {
    peer::writable(world, signed, &request.peer)?;
    let file = file_of(world, signed, &request.media)?;
    Ok(file.media(world.access(), signed.user))
}

/// Photos and videos go together; music goes with music, and files with files.
fn check_group(drafts: &[Draft]) -> Result<(), RpcError> {
    let group = |draft: &Draft| match draft.file.as_ref().map(|file| file.kind()) {
        Some(Kind::Photo | Kind::Video) => Some(0),
        Some(Kind::Audio) => Some(1),
        Some(Kind::Document) => Some(2),
        Some(Kind::Animation | Kind::Voice | Kind::RoundVideo | Kind::Text) | None => None,
    };
    let first = drafts.first().and_then(group);
    let fit = first.is_some() && drafts.iter().all(|draft| group(draft) == first);
    if fit || drafts.len() == 1 { Ok(()) } else { Err(bad_request("MEDIA_GROUPED_INVALID")) }
}

/// What a message is to carry: an upload, or a file that the sender was shown.
fn file_of(world: &World, signed: &Signed, media: &InputMedia) -> Result<Arc<File>, RpcError> {
    match media {
        InputMedia::UploadedPhoto(photo) => {
            let upload = world.complete_upload(signed.user, &photo.file)?;
            let file = world.photo_of(&upload)?;
            world.forget_upload(&upload);
            Ok(file)
        }
        InputMedia::UploadedDocument(document) => uploaded_document(world, signed, document),
        InputMedia::Photo(photo) => match &photo.id {
            tl::enums::InputPhoto::Photo(it) => {
                known_file(world, signed, it.id, it.access_hash, &it.file_reference, true)
            }
            tl::enums::InputPhoto::Empty => Err(bad_request("PHOTO_INVALID")),
        },
        InputMedia::Document(document) => match &document.id {
            tl::enums::InputDocument::Document(it) => {
                known_file(world, signed, it.id, it.access_hash, &it.file_reference, false)
            }
            tl::enums::InputDocument::Empty => Err(bad_request("DOCUMENT_INVALID")),
        },
        InputMedia::Empty => Err(bad_request("MEDIA_EMPTY")),
        _ => Err(bad_request("MEDIA_INVALID")),
    }
}

fn uploaded_document(
    world: &World,
    signed: &Signed,
    document: &tl::types::InputMediaUploadedDocument,
) -> Result<Arc<File>, RpcError> {
    let upload = world.complete_upload(signed.user, &document.file)?;
    let thumbnail = document.thumb.as_ref().map(|thumb| world.complete_upload(signed.user, thumb)).transpose()?;
    let mut attributes = document.attributes.clone();
    if is_animation(document) && !attributes.contains(&tl::enums::DocumentAttribute::Animated) {
        attributes.push(tl::enums::DocumentAttribute::Animated);
    }
    let file = world.document_of(&upload, thumbnail.as_ref(), &document.mime_type, attributes)?;
    if let Some(thumbnail) = thumbnail {
        world.forget_upload(&thumbnail);
    }
    Ok(file)
}

/// GIFs are shown as animations unless they are to stay files. (`nosound_video` says that a film stays a film although it has no sound: senders
/// set it for every film.)
fn is_animation(document: &tl::types::InputMediaUploadedDocument) -> bool {
    !document.force_file && document.mime_type == "image/gif"
}

fn known_file(
    world: &World,
    signed: &Signed,
    id: i64,
    access_hash: i64,
    reference: &[u8],
    photo: bool,
) -> Result<Arc<File>, RpcError> {
    upload::check_access(world, signed, id, access_hash).map_err(|_| bad_request("MEDIA_INVALID"))?;
    world.access().check_reference(signed.user, id, reference)?;
    let file = world.file(signed.user, FileId(id)).filter(|file| file.document.is_none() == photo);
    file.ok_or_else(|| bad_request("MEDIA_INVALID"))
}

fn random_id(id: i64) -> Result<i64, RpcError> {
    if id == 0 { Err(bad_request("RANDOM_ID_EMPTY")) } else { Ok(id) }
}

/// What the sender is told: which message each of its numbers became, and the messages.
fn shape_sent(world: &World, signed: &Signed, sent: &[Sent]) -> tl::enums::Updates {
    let ids = sent.iter().map(|sent| tl::types::UpdateMessageId { id: sent.id, random_id: sent.random_id }.into());
    let events: Vec<_> = sent.iter().map(|sent| sent.event.clone()).collect();
    let updates = ids.chain(world.updates_of(signed.user, &events)).collect();
    world.wrap_updates(signed.user, updates)
}

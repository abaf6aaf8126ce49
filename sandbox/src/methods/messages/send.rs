//! Sending texts, media and albums.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::enums::InputMedia;
use tl::functions::messages as f;

use super::parameters::{Rare, header, media_options};
use super::text::{self, Text};
use crate::content::ContentKind;
use crate::methods::peer::{self, Chat};
use crate::methods::upload;
use crate::model::collection::FileId;
use crate::model::file::File;
use crate::model::message::{MessageHeader, SendOptions};
use crate::random;
use crate::rpc::{RpcError, bad_request};
use crate::world::sending::{OutgoingMessage, SentMessage};
use crate::world::{AuthorizedCaller, World};

/// The most messages in an album.
const MAXIMUM_ALBUM: usize = 10;
pub(crate) fn message(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::SendMessage,
) -> Result<tl::enums::Updates, RpcError> {
    let entities = text::entities(world, caller, request.entities);
    let Text { text, entities } = text::message(&request.message, entities)?;
    let random_id = random_id(request.random_id)?;
    world.check_random_ids(caller.user, &[random_id])?;
    let chat = peer::writable(world, caller, &request.peer)?;
    let rare = Rare {
        schedule_date: request.schedule_date,
        schedule_repeat_period: request.schedule_repeat_period,
        send_as: request.send_as.as_ref(),
        has_quick_reply: request.quick_reply_shortcut.is_some(),
        effect: request.effect,
        has_suggested_post: request.suggested_post.is_some(),
        has_rich_message: request.rich_message.is_some(),
    };
    rare.check(world, caller)?;
    let answered_entities = Some(entities.clone()).filter(|entities| !entities.is_empty());
    let (silent, invert_media) = (request.silent, request.invert_media);
    let options = SendOptions { silent, invert_media, ..SendOptions::default() };
    let header = header(world, caller, &chat, request.reply_to.as_ref(), options)?;
    let message = OutgoingMessage { text, entities, file: None, random_id, grouped_id: None, header };
    let sent = deliver(world, caller, &chat, vec![message])?;
    clear_draft(world, caller, &chat, request.clear_draft)?;
    if !matches!(chat, Chat::User(_)) {
        return Ok(tl_sent(world, caller, &chat, &sent));
    }
    let sent = sent.first().ok_or_else(|| bad_request("MESSAGE_EMPTY"))?;
    // For texts to others in private chats Telegram answers with a shorter update.
    let short = tl::types::UpdateShortSentMessage {
        out: true,
        id: sent.id,
        pts: sent.event.pts,
        pts_count: sent.event.count,
        date: sent.date,
        media: None,
        entities: answered_entities,
        ttl_period: None,
    };
    Ok(short.into())
}

pub(crate) fn media(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::SendMedia,
) -> Result<tl::enums::Updates, RpcError> {
    let entities = text::entities(world, caller, request.entities);
    let Text { text, entities } = text::caption(world.account_kind(caller.user), &request.message, entities)?;
    let random_id = random_id(request.random_id)?;
    world.check_random_ids(caller.user, &[random_id])?;
    let chat = peer::writable(world, caller, &request.peer)?;
    let rare = Rare {
        schedule_date: request.schedule_date,
        schedule_repeat_period: request.schedule_repeat_period,
        send_as: request.send_as.as_ref(),
        has_quick_reply: request.quick_reply_shortcut.is_some(),
        effect: request.effect,
        has_suggested_post: request.suggested_post.is_some(),
        has_rich_message: false,
    };
    rare.check(world, caller)?;
    let (silent, invert_media) = (request.silent, request.invert_media);
    let options = SendOptions { silent, invert_media, ..SendOptions::default() };
    let options = media_options(&request.media, &chat, options)?;
    let header = header(world, caller, &chat, request.reply_to.as_ref(), options)?;
    let file = input_file(world, caller, &request.media)?;
    let message = OutgoingMessage { text, entities, file: Some(file), random_id, grouped_id: None, header };
    let sent = deliver(world, caller, &chat, vec![message])?;
    clear_draft(world, caller, &chat, request.clear_draft)?;
    Ok(tl_sent(world, caller, &chat, &sent))
}

pub(crate) fn multi_media(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::SendMultiMedia,
) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::writable(world, caller, &request.peer)?;
    let rare = Rare {
        schedule_date: request.schedule_date,
        send_as: request.send_as.as_ref(),
        has_quick_reply: request.quick_reply_shortcut.is_some(),
        effect: request.effect,
        ..Rare::default()
    };
    rare.check(world, caller)?;
    let (silent, invert_media) = (request.silent, request.invert_media);
    let options = SendOptions { silent, invert_media, ..SendOptions::default() };
    let header = header(world, caller, &chat, request.reply_to.as_ref(), options)?;
    if request.multi_media.is_empty() {
        return Err(bad_request("MEDIA_EMPTY"));
    }
    if request.multi_media.len() > MAXIMUM_ALBUM {
        return Err(bad_request("MULTI_MEDIA_TOO_LONG"));
    }
    let singles: Vec<_> =
        request.multi_media.into_iter().map(|tl::enums::InputSingleMedia::Media(single)| single).collect();
    let random_ids: Vec<_> = singles.iter().map(|single| single.random_id).collect();
    world.check_random_ids(caller.user, &random_ids)?;
    let account = world.account_kind(caller.user);
    let grouped_id = (singles.len() > 1).then(random::id);
    let mut messages = Vec::new();
    for single in singles {
        let entities = text::entities(world, caller, single.entities);
        let Text { text, entities } = text::caption(account, &single.message, entities)?;
        // Albums don't take uploads: clients call `messages.uploadMedia` first.
        if matches!(single.media, InputMedia::UploadedPhoto(_) | InputMedia::UploadedDocument(_)) {
            return Err(bad_request("MEDIA_INVALID"));
        }
        let file = input_file(world, caller, &single.media)?;
        let random_id = random_id(single.random_id)?;
        let options = media_options(&single.media, &chat, header.options)?;
        let (file, header) = (Some(file), MessageHeader { options, ..header.clone() });
        messages.push(OutgoingMessage { text, entities, file, random_id, grouped_id, header });
    }
    check_album(&messages)?;
    let sent = deliver(world, caller, &chat, messages)?;
    clear_draft(world, caller, &chat, request.clear_draft)?;
    Ok(tl_sent(world, caller, &chat, &sent))
}

/// Removes the draft of a chat in which a message was sent, if the client wants it.
fn clear_draft(world: &World, caller: &AuthorizedCaller, chat: &Chat, is_wanted: bool) -> Result<(), RpcError> {
    if is_wanted { world.save_draft(caller, chat.number(), None) } else { Ok(()) }
}

/// Sends messages to a chat.
pub(super) fn deliver(
    world: &World,
    caller: &AuthorizedCaller,
    chat: &Chat,
    messages: Vec<OutgoingMessage>,
) -> Result<Vec<SentMessage>, RpcError> {
    match chat {
        Chat::SavedMessages => world.send(caller.user, Some(caller), messages),
        Chat::User(user) => world.send_to(caller, user.0, messages),
        Chat::BasicGroup(id) => world.send_to(caller, -*id, messages),
        Chat::Channel(channel) => world.post(caller.user, Some(caller), channel, messages),
    }
}

pub(crate) fn upload_media(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::UploadMedia,
) -> Result<tl::enums::MessageMedia, RpcError> {
    peer::chat(world, caller, &request.peer)?;
    let file = input_file(world, caller, &request.media)?;
    Ok(file.tl_media(world.access(), caller.user))
}

/// Checks that an album has photos and videos only, audio files only, or documents only.
fn check_album(messages: &[OutgoingMessage]) -> Result<(), RpcError> {
    let group = |message: &OutgoingMessage| message.file.as_ref().and_then(|file| album_group(file.kind()));
    let first = messages.first().and_then(group);
    let fits = first.is_some() && messages.iter().all(|message| group(message) == first);
    if fits || messages.len() == 1 { Ok(()) } else { Err(bad_request("MEDIA_GROUPED_INVALID")) }
}

/// What can be in an album together. `None` for what is in none.
pub(super) fn album_group(kind: ContentKind) -> Option<u8> {
    match kind {
        ContentKind::Photo | ContentKind::Video => Some(0),
        ContentKind::Audio => Some(1),
        ContentKind::Document => Some(2),
        ContentKind::Animation
        | ContentKind::Voice
        | ContentKind::RoundVideo
        | ContentKind::Sticker
        | ContentKind::Text => None,
    }
}

/// The file of an `InputMedia`: an upload, or a file that the sender has access to.
pub(super) fn input_file(world: &World, caller: &AuthorizedCaller, media: &InputMedia) -> Result<Arc<File>, RpcError> {
    match media {
        InputMedia::UploadedPhoto(photo) => {
            let upload = world.complete_upload(caller.user, &photo.file)?;
            let file = world.create_photo(&upload)?;
            world.remove_upload(&upload);
            Ok(file)
        }
        InputMedia::UploadedDocument(document) => uploaded_document(world, caller, document),
        InputMedia::Photo(photo) => match &photo.id {
            tl::enums::InputPhoto::Photo(it) => {
                existing_file(world, caller, it.id, it.access_hash, &it.file_reference, true)
            }
            tl::enums::InputPhoto::Empty => Err(bad_request("PHOTO_INVALID")),
        },
        InputMedia::Document(document) => match &document.id {
            tl::enums::InputDocument::Document(it) => {
                existing_file(world, caller, it.id, it.access_hash, &it.file_reference, false)
            }
            tl::enums::InputDocument::Empty => Err(bad_request("DOCUMENT_INVALID")),
        },
        InputMedia::Empty => Err(bad_request("MEDIA_EMPTY")),
        _ => Err(bad_request("MEDIA_INVALID")),
    }
}

fn uploaded_document(
    world: &World,
    caller: &AuthorizedCaller,
    document: &tl::types::InputMediaUploadedDocument,
) -> Result<Arc<File>, RpcError> {
    let upload = world.complete_upload(caller.user, &document.file)?;
    let thumbnail = document.thumb.as_ref().filter(|thumb| has_parts(thumb));
    let thumbnail = thumbnail.map(|thumb| world.complete_upload(caller.user, thumb)).transpose()?;
    let mut attributes = document.attributes.clone();
    if is_animation(document) && !attributes.contains(&tl::enums::DocumentAttribute::Animated) {
        attributes.push(tl::enums::DocumentAttribute::Animated);
    }
    let file = world.create_document(&upload, thumbnail.as_ref(), &document.mime_type, attributes)?;
    if let Some(thumbnail) = thumbnail {
        world.remove_upload(&thumbnail);
    }
    Ok(file)
}

/// Whether there is anything in a file: some clients say so when they have no thumbnail.
fn has_parts(file: &tl::enums::InputFile) -> bool {
    match file {
        tl::enums::InputFile::File(file) => file.parts != 0,
        tl::enums::InputFile::Big(file) => file.parts != 0,
        tl::enums::InputFile::StoryDocument(_) => true,
    }
}

/// Whether a document is an animation: a GIF, unless the client wants a file. `nosound_video` does not make a video one: clients set it for
/// every video.
fn is_animation(document: &tl::types::InputMediaUploadedDocument) -> bool {
    !document.force_file && document.mime_type == "image/gif"
}

fn existing_file(
    world: &World,
    caller: &AuthorizedCaller,
    id: i64,
    access_hash: i64,
    reference: &[u8],
    photo: bool,
) -> Result<Arc<File>, RpcError> {
    upload::check_access(world, caller, id, access_hash).map_err(|_| bad_request("MEDIA_INVALID"))?;
    world.access().check_reference(caller.user, id, reference)?;
    let file = world.file(caller.user, FileId(id)).filter(|file| file.document.is_none() == photo);
    file.ok_or_else(|| bad_request("MEDIA_INVALID"))
}

pub(super) fn random_id(id: i64) -> Result<i64, RpcError> {
    if id == 0 { Err(bad_request("RANDOM_ID_EMPTY")) } else { Ok(id) }
}

/// The answer to the sender: the id for each `random_id`, and the messages.
pub(super) fn tl_sent(
    world: &World,
    caller: &AuthorizedCaller,
    chat: &Chat,
    sent: &[SentMessage],
) -> tl::enums::Updates {
    let ids = sent.iter().map(|sent| tl::types::UpdateMessageId { id: sent.id, random_id: sent.random_id }.into());
    let events: Vec<_> = sent.iter().map(|sent| sent.event.clone()).collect();
    let updates = match chat {
        Chat::Channel(channel) => world.channel_updates(caller.user, channel, &events),
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => world.updates_of(caller.user, &events),
    };
    let updates = ids.chain(updates).collect();
    world.wrap_updates(caller.user, updates)
}

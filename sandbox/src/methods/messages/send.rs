//! Sending: texts, media, albums and forwarded messages, to any chat.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::enums::InputMedia;
use tl::functions::messages as f;

use super::text::{self, Text};
use crate::content::Kind;
use crate::methods::peer::{self, Chat};
use crate::methods::upload;
use crate::rpc::RpcError;
use crate::world::file::{File, FileId};
use crate::world::history::{CHANNEL_IDS, Details, Forward};
use crate::world::refusal::bad_request;
use crate::world::saved::{Draft, Sent};
use crate::world::{Signed, World};

/// How many messages an album has at most.
const LONGEST_ALBUM: usize = 10;
/// How many messages are forwarded at once at most.
const MOST_FORWARDED: usize = 100;

pub(crate) fn message(world: &World, signed: &Signed, request: f::SendMessage) -> Result<tl::enums::Updates, RpcError> {
    let Text { text, entities } = text::message(&request.message, request.entities)?;
    let random_id = random_id(request.random_id)?;
    world.check_random_ids(signed.user, &[random_id])?;
    let chat = peer::writable(world, signed, &request.peer)?;
    let shown = Some(entities.clone()).filter(|entities| !entities.is_empty());
    let details = answering(request.reply_to.as_ref())?;
    let draft = Draft { text, entities, file: None, random_id, details };
    let sent = deliver(world, signed, chat, vec![draft])?;
    if matches!(chat, Chat::Channel(_) | Chat::Group(_)) {
        return Ok(shape_sent(world, signed, chat, &sent));
    }
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
    let Text { text, entities } = text::caption(&request.message, request.entities)?;
    let random_id = random_id(request.random_id)?;
    world.check_random_ids(signed.user, &[random_id])?;
    let chat = peer::writable(world, signed, &request.peer)?;
    let details = answering(request.reply_to.as_ref())?;
    let file = file_of(world, signed, &request.media)?;
    let draft = Draft { text, entities, file: Some(file), random_id, details };
    let sent = deliver(world, signed, chat, vec![draft])?;
    Ok(shape_sent(world, signed, chat, &sent))
}

pub(crate) fn multi_media(
    world: &World,
    signed: &Signed,
    request: f::SendMultiMedia,
) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::writable(world, signed, &request.peer)?;
    let details = answering(request.reply_to.as_ref())?;
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
        let random_id = random_id(single.random_id)?;
        drafts.push(Draft { text, entities, file: Some(file), random_id, details: details.clone() });
    }
    check_group(&drafts)?;
    let sent = deliver(world, signed, chat, drafts)?;
    Ok(shape_sent(world, signed, chat, &sent))
}

pub(crate) fn forward(
    world: &World,
    signed: &Signed,
    request: f::ForwardMessages,
) -> Result<tl::enums::Updates, RpcError> {
    if request.id.is_empty() {
        return Err(bad_request("MESSAGE_IDS_EMPTY"));
    }
    if request.id.len() != request.random_id.len() || request.id.len() > MOST_FORWARDED {
        return Err(bad_request("RANDOM_ID_INVALID"));
    }
    world.check_random_ids(signed.user, &request.random_id)?;
    let from = peer::chat(world, signed, &request.from_peer)?;
    if let Chat::Channel(channel) = from
        && channel.is_protected
    {
        return Err(bad_request("CHAT_FORWARDS_RESTRICTED"));
    }
    let to = peer::writable(world, signed, &request.to_peer)?;
    let mut drafts = Vec::new();
    for (message, random_id) in originals(world, signed, from, &request.id)?.into_iter().zip(request.random_id) {
        let random_id = self::random_id(random_id)?;
        let file = match &message.media {
            Some(tl::enums::MessageMedia::Photo(media)) => media.photo.as_ref().map(tl::enums::Photo::id),
            Some(tl::enums::MessageMedia::Document(media)) => media.document.as_ref().map(tl::enums::Document::id),
            _ => None,
        };
        let file = file.and_then(|id| world.file(signed.user, FileId(id)));
        let forward = origin(signed, &message);
        drafts.push(Draft {
            text: message.message,
            entities: message.entities.unwrap_or_default(),
            file,
            random_id,
            details: Details { forward: Some(forward).filter(|_| !request.drop_author), ..Details::default() },
        });
    }
    let sent = deliver(world, signed, to, drafts)?;
    Ok(shape_sent(world, signed, to, &sent))
}

/// The messages to be forwarded: all of them have to be there.
fn originals(world: &World, signed: &Signed, from: Chat, ids: &[i32]) -> Result<Vec<tl::types::Message>, RpcError> {
    let found = match from {
        Chat::Channel(channel) => world.channel_messages(signed.user, channel, ids),
        _ => world.saved_messages(signed.user, ids),
    };
    let message = |id: &i32| {
        let message = found.iter().find_map(|message| match message {
            tl::enums::Message::Message(message) if message.id == *id => Some(message.clone()),
            _ => None,
        });
        message.ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))
    };
    ids.iter().map(message).collect()
}

/// Where a message comes from: what was forwarded before keeps its first author.
fn origin(signed: &Signed, message: &tl::types::Message) -> Forward {
    let marked = |peer: &tl::enums::Peer| match peer {
        tl::enums::Peer::User(peer) => peer.user_id,
        tl::enums::Peer::Chat(peer) => -peer.chat_id,
        tl::enums::Peer::Channel(peer) => CHANNEL_IDS - peer.channel_id,
    };
    if let Some(tl::enums::MessageFwdHeader::Header(header)) = &message.fwd_from
        && let Some(from) = &header.from_id
    {
        return Forward { from: marked(from), date: header.date, post: header.channel_post.unwrap_or(0) };
    }
    let from = match &message.from_id {
        Some(from) => marked(from),
        None if message.out => signed.user.0,
        None => marked(&message.peer_id),
    };
    Forward { from, date: message.date, post: if message.post { message.id } else { 0 } }
}

/// Puts drafts where they belong.
fn deliver(world: &World, signed: &Signed, chat: Chat, drafts: Vec<Draft>) -> Result<Vec<Sent>, RpcError> {
    match chat {
        Chat::Saved => world.send(signed.user, Some(signed), drafts),
        Chat::Person(user) => world.write(signed, user.0, drafts),
        Chat::Group(id) => world.write(signed, -id, drafts),
        Chat::Channel(channel) => world.post(signed.user, Some(signed), channel, drafts),
    }
}

/// Which message is answered.
fn answering(reply_to: Option<&tl::enums::InputReplyTo>) -> Result<Details, RpcError> {
    match reply_to {
        None => Ok(Details::default()),
        Some(tl::enums::InputReplyTo::Message(message)) if message.reply_to_msg_id > 0 => {
            Ok(Details { reply_to: message.reply_to_msg_id, ..Details::default() })
        }
        Some(_) => Err(bad_request("REPLY_MESSAGE_ID_INVALID")),
    }
}

pub(crate) fn upload_media(
    world: &World,
    signed: &Signed,
    request: f::UploadMedia,
) -> Result<tl::enums::MessageMedia, RpcError> {
    peer::chat(world, signed, &request.peer)?;
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
fn shape_sent(world: &World, signed: &Signed, chat: Chat, sent: &[Sent]) -> tl::enums::Updates {
    let ids = sent.iter().map(|sent| tl::types::UpdateMessageId { id: sent.id, random_id: sent.random_id }.into());
    let events: Vec<_> = sent.iter().map(|sent| sent.event.clone()).collect();
    let told = match chat {
        Chat::Channel(channel) => world.channel_updates(signed.user, channel, &events),
        Chat::Saved | Chat::Person(_) | Chat::Group(_) => world.updates_of(signed.user, &events),
    };
    let updates = ids.chain(told).collect();
    world.wrap_updates(signed.user, updates)
}

//! Reading messages: of an account's message box and of channels.

use grammers_tl_types as tl;

use super::state::World;
use crate::model::channel::Channel;
use crate::model::collection::FileId;
use crate::model::history::{History, IndexEntry};
use crate::model::message::{Message, MessageHeader, Quote, SendOptions, ServiceAction};
use crate::model::peer_id::{id_of_channel, peer_with_id};
use crate::model::phone::UserId;
use crate::model::search::{Page, PageRequest, Query};

/// Message boxes of accounts.
impl World {
    /// Calls `read` with the history of an account.
    pub(crate) fn with_history<T>(&self, owner: UserId, read: impl FnOnce(&History) -> T) -> T {
        read(&self.state().account(owner).history)
    }

    /// A page of the matching messages.
    pub(crate) fn search_messages(&self, owner: UserId, query: &Query, request: &PageRequest) -> Page {
        let state = self.state();
        let Some(account) = state.accounts.get(&owner) else { return Page::default() };
        let history = &account.history;
        let name = |file: FileId| Some(state.files.get(&file)?.name()?.to_owned());
        request.page_of(&query.find(history, |id| history.searchable_text(id, name)))
    }

    /// The messages with these ids, in this order, without missing ones.
    pub(crate) fn messages(&self, owner: UserId, ids: &[i32]) -> Vec<tl::enums::Message> {
        let messages: Vec<_> =
            self.with_history(owner, |history| ids.iter().filter_map(|id| history.message(*id)).collect());
        messages.into_iter().map(|message| self.tl_message(owner, message)).collect()
    }

    fn tl_message(&self, owner: UserId, message: Message) -> tl::enums::Message {
        let me = tl::enums::Peer::from(tl::types::PeerUser { user_id: owner.0 });
        let (chat, from) = (message.header.chat, message.header.from);
        let peer = if chat == 0 { me.clone() } else { peer_with_id(chat) };
        let mut object = self.tl_message_in(owner, peer, message);
        // What one writes to oneself is not outgoing.
        object.out = chat != 0 && from == owner.0;
        match chat {
            0 => (object.from_id, object.saved_peer_id) = (Some(me.clone()), Some(saved_peer(&object).unwrap_or(me))),
            // Telegram leaves out the other one in private chats.
            1.. => object.from_id = object.out.then_some(me),
            _ => object.from_id = Some(peer_with_id(from)),
        }
        object.into()
    }
}

/// Channels.
impl World {
    /// The id and date of a channel's newest message.
    pub(crate) fn channel_top_message(&self, channel: &Channel) -> (i32, i32) {
        self.state().channel(channel).top_message()
    }

    /// The id of a channel's newest pinned message.
    pub(crate) fn channel_pinned_message(&self, channel: &Channel) -> Option<i32> {
        self.state().channel(channel).history().pinned(0).next()
    }

    /// The message to which a channel's message replies.
    pub(crate) fn channel_reply_to(&self, channel: &Channel, id: i32) -> Option<i32> {
        Some(self.state().channel(channel).history().message(id)?.header.reply_to)
    }

    /// A page of the matching messages.
    pub(crate) fn search_channel(&self, channel: &Channel, query: &Query, request: &PageRequest) -> Page {
        let mut state = self.state();
        let state = &mut *state;
        let files = &state.files;
        let Some(channel) = state.channels.get_mut(&channel.id) else { return Page::default() };
        let history = channel.history();
        if query.matches_all() {
            return request.page_of_index(history.index());
        }
        let name = |file: FileId| Some(files.get(&file)?.name()?.to_owned());
        request.page_of(&query.find(history, |id| history.searchable_text(id, name)))
    }

    /// The matching messages of a channel, newest first. Words are not looked for.
    pub(crate) fn channel_matches(&self, channel: &Channel, query: &Query) -> Vec<IndexEntry> {
        query.find(self.state().channel(channel).history(), |_| String::new())
    }

    /// A channel's messages with these ids, as `viewer` sees them, in this order, without missing ones.
    pub(crate) fn channel_messages(&self, viewer: UserId, channel: &Channel, ids: &[i32]) -> Vec<tl::enums::Message> {
        let messages: Vec<_> = {
            let mut state = self.state();
            let history = state.channel(channel).history();
            ids.iter().filter_map(|id| history.message(*id)).collect()
        };
        messages.into_iter().map(|message| self.tl_channel_message(viewer, channel, message)).collect()
    }

    fn tl_channel_message(&self, viewer: UserId, channel: &Channel, message: Message) -> tl::enums::Message {
        let from = message.header.from;
        let peer = peer_with_id(id_of_channel(channel.id));
        if let Some(action) = message.header.action {
            let mut object = service_message(peer.clone(), &message, action);
            object.post = channel.broadcast;
            object.out = from == viewer.0;
            object.from_id = (!channel.broadcast).then(|| if from == 0 { peer } else { peer_with_id(from) });
            return object.into();
        }
        let mut object = self.tl_message_in(viewer, peer, message);
        if channel.broadcast {
            (object.post, object.views, object.forwards) = (true, Some(self.participants_count(channel)), Some(0));
        } else {
            // Messages of anonymous admins are from the chat itself.
            object.from_id = Some(peer_with_id(if from == 0 { id_of_channel(channel.id) } else { from }));
        }
        object.out = from == viewer.0;
        object.noforwards = channel.noforwards;
        object.into()
    }

    /// A message with everything that does not depend on the kind of chat.
    fn tl_message_in(&self, viewer: UserId, peer: tl::enums::Peer, message: Message) -> tl::types::Message {
        let file = message.file.and_then(|file| self.file(viewer, file));
        let mut object = empty_message(message.id, peer, message.date, message.text);
        set_header(&mut object, &message.header);
        object.media = file.map(|file| file.tl_media(self.access(), viewer));
        set_media_options(&mut object.media, message.header.options);
        object.entities = Some(message.entities).filter(|entities| !entities.is_empty());
        object.edit_date = message.edit_date;
        object.grouped_id = message.grouped_id;
        object
    }
}

/// The chat in the list of Saved Messages to which a forwarded copy belongs.
fn saved_peer(message: &tl::types::Message) -> Option<tl::enums::Peer> {
    let tl::enums::MessageFwdHeader::Header(header) = message.fwd_from.as_ref()?;
    header.saved_from_peer.clone()
}

fn set_media_options(media: &mut Option<tl::enums::MessageMedia>, options: SendOptions) {
    let ttl_seconds = (options.ttl_seconds != 0).then_some(options.ttl_seconds);
    match media {
        Some(tl::enums::MessageMedia::Photo(media)) => {
            (media.spoiler, media.ttl_seconds) = (options.spoiler, ttl_seconds);
        }
        Some(tl::enums::MessageMedia::Document(media)) => {
            (media.spoiler, media.ttl_seconds) = (options.spoiler, ttl_seconds);
        }
        _ => {}
    }
}

fn set_header(message: &mut tl::types::Message, header: &MessageHeader) {
    message.pinned = header.is_pinned;
    (message.silent, message.invert_media) = (header.options.silent, header.options.invert_media);
    message.via_bot_id = (header.via_bot != 0).then_some(header.via_bot);
    message.fwd_from = header.forward.map(|forward| {
        tl::types::MessageFwdHeader {
            imported: false,
            saved_out: false,
            from_id: Some(peer_with_id(forward.from)),
            from_name: None,
            date: forward.date,
            channel_post: (forward.channel_post != 0).then_some(forward.channel_post),
            post_author: None,
            saved_from_peer: (forward.saved_from.0 != 0).then(|| peer_with_id(forward.saved_from.0)),
            saved_from_msg_id: (forward.saved_from.1 != 0).then_some(forward.saved_from.1),
            saved_from_id: None,
            saved_from_name: None,
            saved_date: None,
            psa_type: None,
        }
        .into()
    });
    message.reply_to = reply_header(header.reply_to, header.quote.as_ref());
}

/// The header of a reply to a message; `None` for 0.
fn reply_header(reply_to: i32, quote: Option<&Quote>) -> Option<tl::enums::MessageReplyHeader> {
    let header = tl::types::MessageReplyHeader {
        reply_to_scheduled: false,
        forum_topic: false,
        quote: quote.is_some(),
        reply_to_ephemeral: false,
        reply_to_msg_id: Some(reply_to),
        reply_to_peer_id: None,
        reply_from: None,
        reply_media: None,
        reply_to_top_id: None,
        quote_text: quote.map(|quote| quote.text.clone()),
        quote_entities: quote.map(|quote| quote.entities.clone()).filter(|entities| !entities.is_empty()),
        quote_offset: quote.and_then(|quote| quote.offset),
        todo_item_id: None,
        poll_option: None,
    };
    (reply_to != 0).then(|| header.into())
}

fn service_message(peer_id: tl::enums::Peer, message: &Message, action: ServiceAction) -> tl::types::MessageService {
    let title = message.text.clone();
    let action = match action {
        ServiceAction::ChannelCreate => tl::types::MessageActionChannelCreate { title }.into(),
        ServiceAction::EditTitle => tl::types::MessageActionChatEditTitle { title }.into(),
        ServiceAction::PinMessage => tl::enums::MessageAction::PinMessage,
    };
    tl::types::MessageService {
        out: false,
        mentioned: false,
        media_unread: false,
        reactions_are_possible: false,
        silent: false,
        post: false,
        legacy: false,
        id: message.id,
        from_id: None,
        peer_id,
        saved_peer_id: None,
        reply_to: reply_header(message.header.reply_to, None),
        date: message.date,
        action,
        reactions: None,
        ttl_period: None,
    }
}

/// A message with a text.
fn empty_message(id: i32, peer_id: tl::enums::Peer, date: i32, message: String) -> tl::types::Message {
    tl::types::Message {
        out: false,
        mentioned: false,
        media_unread: false,
        silent: false,
        post: false,
        from_scheduled: false,
        legacy: false,
        edit_hide: false,
        pinned: false,
        noforwards: false,
        invert_media: false,
        offline: false,
        video_processing_pending: false,
        paid_suggested_post_stars: false,
        paid_suggested_post_ton: false,
        id,
        from_id: None,
        from_boosts_applied: None,
        from_rank: None,
        peer_id,
        saved_peer_id: None,
        fwd_from: None,
        via_bot_id: None,
        via_business_bot_id: None,
        guestchat_via_from: None,
        reply_to: None,
        date,
        message,
        media: None,
        reply_markup: None,
        entities: None,
        views: None,
        forwards: None,
        replies: None,
        edit_date: None,
        post_author: None,
        grouped_id: None,
        reactions: None,
        restriction_reason: None,
        ttl_period: None,
        quick_reply_shortcut_id: None,
        effect: None,
        factcheck: None,
        report_delivery_until_date: None,
        paid_message_stars: None,
        suggested_post: None,
        schedule_repeat_period: None,
        summary_from_language: None,
        rich_message: None,
    }
}

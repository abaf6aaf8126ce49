//! Who and what there is beside the accounts, as somebody sees it: people, bots, channels and groups, by id or by public name.
//!
//! What happens in channels is in [`super::channel`], private chats and basic groups are in [`super::private`].

use grammers_tl_types as tl;

use super::World;
use super::access::Kind as Secret;
use super::account::blank_user;
use super::file::FileId;
use super::history::{CHANNEL_IDS, Details, newest};
use super::phone::{Character, UserId};
use crate::content::Kind;
use crate::content::chats::{CHANNELS, Channel, PEOPLE, Person, STAIRS, Seen, Writing, crowd_name, in_crowd};

/// The channel with that bare id.
pub fn channel_of(id: i64) -> Option<&'static Channel> {
    CHANNELS.iter().find(|channel| channel.id == id)
}

/// A channel's marked id.
pub fn marked(channel: &Channel) -> i64 {
    CHANNEL_IDS - channel.id
}

/// A marked id as a peer.
pub fn peer_of(marked: i64) -> tl::enums::Peer {
    if marked < CHANNEL_IDS {
        tl::types::PeerChannel { channel_id: CHANNEL_IDS - marked }.into()
    } else if marked < 0 {
        tl::types::PeerChat { chat_id: -marked }.into()
    } else {
        tl::types::PeerUser { user_id: marked }.into()
    }
}

/// Whose profile photo everybody has who has one.
pub fn profile_photo() -> Option<FileId> {
    newest(|item| item.kind == Kind::Photo && item.width.min(item.height) >= 1000)
}

impl World {
    /// The channel that an id and its access hash name.
    pub fn channel(&self, viewer: UserId, id: i64, access_hash: i64) -> Option<&'static Channel> {
        let known = self.access().hash(viewer, Secret::Channel, id) == access_hash;
        channel_of(id).filter(|_| known)
    }

    /// A person or a channel by public name.
    pub fn named(
        &self,
        viewer: UserId,
        name: &str,
    ) -> Option<(tl::enums::Peer, Option<tl::enums::User>, Option<tl::enums::Chat>)> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        if let Some(channel) = CHANNELS.iter().find(|channel| channel.username.is_some_and(is)) {
            return Some((peer_of(marked(channel)), None, Some(self.shape_channel(viewer, channel))));
        }
        let person = PEOPLE.iter().find(|person| person.usernames.iter().any(|known| is(known)));
        let person = person.map(|person| self.shape_person(viewer, person));
        let user = person.or_else(|| self.user_named(name).and_then(|user| self.user(viewer, user)))?;
        Some((tl::types::PeerUser { user_id: user.id() }.into(), Some(user), None))
    }

    /// One of the people or of a crowd, as somebody sees them.
    pub fn person(&self, viewer: UserId, id: UserId) -> Option<tl::enums::User> {
        if let Some(person) = PEOPLE.iter().find(|person| person.id == id.0) {
            return Some(self.shape_person(viewer, person));
        }
        let (_, index) = in_crowd(id.0)?;
        let (first_name, last_name) = crowd_name(index);
        let mut user = blank_user(id.0, first_name.to_owned());
        user.last_name = Some(last_name.to_owned());
        user.access_hash = Some(self.access().hash(viewer, Secret::User, id.0));
        Some(user.into())
    }

    /// An account, a person, or one of a crowd.
    pub fn anybody(&self, viewer: UserId, id: UserId) -> Option<tl::enums::User> {
        self.user(viewer, id).or_else(|| self.person(viewer, id))
    }

    /// Everybody whom messages speak of, and the chats that they are in; the viewer as well.
    pub fn spoken_of(
        &self,
        viewer: UserId,
        messages: &[tl::enums::Message],
    ) -> (Vec<tl::enums::User>, Vec<tl::enums::Chat>) {
        let (mut users, mut channels, mut groups) = (vec![viewer.0], Vec::new(), Vec::new());
        let mut note = |peer: &tl::enums::Peer| match peer {
            tl::enums::Peer::User(peer) => users.push(peer.user_id),
            tl::enums::Peer::Channel(peer) => channels.push(peer.channel_id),
            tl::enums::Peer::Chat(peer) => groups.push(peer.chat_id),
        };
        for message in messages {
            let tl::enums::Message::Message(message) = message else { continue };
            note(&message.peer_id);
            message.from_id.iter().for_each(&mut note);
            if let Some(tl::enums::MessageFwdHeader::Header(header)) = &message.fwd_from {
                header.from_id.iter().for_each(&mut note);
            }
            if let Some(user_id) = message.via_bot_id {
                note(&tl::types::PeerUser { user_id }.into());
            }
        }
        for ids in [&mut users, &mut channels, &mut groups] {
            ids.sort_unstable();
            ids.dedup();
        }
        let users = users.into_iter().filter_map(|id| self.anybody(viewer, UserId(id))).collect();
        let channels = channels.into_iter().filter_map(channel_of).map(|channel| self.shape_channel(viewer, channel));
        let groups = groups.into_iter().filter(|id| *id == STAIRS.0).map(|_| self.shape_stairs());
        (users, channels.chain(groups).collect())
    }

    fn shape_person(&self, viewer: UserId, person: &Person) -> tl::enums::User {
        let mut user = blank_user(person.id, person.first_name.to_owned());
        user.last_name = person.last_name.map(str::to_owned);
        match person.usernames {
            [only] => user.username = Some((*only).to_owned()),
            several => {
                let name = |(at, name): (usize, &&str)| {
                    let username = (*name).to_owned();
                    tl::types::Username { editable: at == 0, active: true, deletable: false, expired: false, username }
                        .into()
                };
                user.usernames = Some(several.iter().enumerate().map(name).collect());
            }
        }
        user.access_hash = Some(self.access().hash(viewer, Secret::User, person.id));
        if person.is_bot {
            (user.bot, user.bot_info_version, user.status) = (true, Some(1), None);
            return user.into();
        }
        let moment = |hours: i32| self.founded().saturating_sub(hours * 3600);
        user.status = Some(match person.seen {
            Seen::Here => tl::types::UserStatusOnline { expires: self.clock().now() + 300 }.into(),
            Seen::HoursAgo(hours) => tl::types::UserStatusOffline { was_online: moment(hours) }.into(),
            Seen::Recently => tl::types::UserStatusRecently { by_me: false }.into(),
            Seen::LastWeek => tl::types::UserStatusLastWeek { by_me: false }.into(),
            Seen::LastMonth => tl::types::UserStatusLastMonth { by_me: false }.into(),
        });
        if person.phone.is_some() && self.character(viewer) == Some(Character::Demo) {
            (user.contact, user.mutual_contact) = (true, true);
            user.phone = person.phone.map(str::to_owned);
            user.photo = self.user_photo(viewer);
        }
        user.into()
    }

    /// The people in an account's contacts.
    pub fn contacts_of(&self, owner: UserId) -> Vec<tl::enums::User> {
        if self.character(owner) != Some(Character::Demo) {
            return Vec::new();
        }
        let known = PEOPLE.iter().filter(|person| person.phone.is_some());
        known.map(|person| self.shape_person(owner, person)).collect()
    }

    /// The profile photo of those who have one.
    pub(super) fn user_photo(&self, viewer: UserId) -> Option<tl::enums::UserProfilePhoto> {
        let file = self.file(viewer, profile_photo()?)?;
        let (photo_id, dc_id, stripped_thumb) = (file.id.0, file.dc, file.stripped.clone());
        Some(tl::types::UserProfilePhoto { has_video: false, personal: false, photo_id, stripped_thumb, dc_id }.into())
    }

    fn chat_photo(&self, viewer: UserId, channel: &Channel) -> tl::enums::ChatPhoto {
        let file = profile_photo().filter(|_| channel.has_photo).and_then(|id| self.file(viewer, id));
        file.map_or(tl::enums::ChatPhoto::Empty, |file| {
            let (photo_id, dc_id, stripped_thumb) = (file.id.0, file.dc, file.stripped.clone());
            tl::types::ChatPhoto { has_video: false, photo_id, stripped_thumb, dc_id }.into()
        })
    }

    /// The demo accounts' basic group.
    pub fn shape_stairs(&self) -> tl::enums::Chat {
        tl::types::Chat {
            creator: false,
            left: false,
            deactivated: false,
            call_active: false,
            call_not_empty: false,
            noforwards: false,
            id: STAIRS.0,
            title: STAIRS.1.to_owned(),
            photo: tl::enums::ChatPhoto::Empty,
            participants_count: i32::try_from(STAIRS.2.len()).unwrap_or(0) + 1,
            date: self.founded() - 300 * 3600,
            version: 1,
            migrated_to: None,
            admin_rights: None,
            default_banned_rights: Some(banned_rights(false)),
        }
        .into()
    }

    /// A channel, as somebody sees it.
    pub fn shape_channel(&self, viewer: UserId, channel: &Channel) -> tl::enums::Chat {
        let is_banned = channel.writing == Writing::Others && self.is_member(viewer, channel);
        tl::types::Channel {
            creator: false,
            left: !self.is_member(viewer, channel),
            broadcast: channel.broadcast,
            verified: false,
            megagroup: !channel.broadcast,
            restricted: false,
            signatures: false,
            min: false,
            scam: false,
            has_link: false,
            has_geo: false,
            slowmode_enabled: channel.slow_mode > 0,
            call_active: false,
            call_not_empty: false,
            fake: false,
            gigagroup: false,
            noforwards: channel.is_protected,
            join_to_send: false,
            join_request: false,
            forum: false,
            stories_hidden: false,
            stories_hidden_min: false,
            stories_unavailable: true,
            signature_profiles: false,
            autotranslation: false,
            broadcast_messages_allowed: false,
            monoforum: false,
            forum_tabs: false,
            id: channel.id,
            access_hash: Some(self.access().hash(viewer, Secret::Channel, channel.id)),
            title: channel.title.to_owned(),
            username: channel.username.map(str::to_owned),
            photo: self.chat_photo(viewer, channel),
            date: self.founded() - 300 * 3600,
            restriction_reason: None,
            admin_rights: None,
            banned_rights: is_banned.then(|| banned_rights(true)),
            default_banned_rights: (!channel.broadcast).then(|| banned_rights(channel.writing == Writing::Admins)),
            participants_count: Some(self.member_count(channel)),
            usernames: None,
            stories_max_id: None,
            color: None,
            profile_color: None,
            emoji_status: None,
            level: None,
            subscription_until_date: None,
            bot_verification_icon: None,
            send_paid_messages_stars: None,
            linked_monoforum_id: None,
            linked_community_id: None,
        }
        .into()
    }
}

/// What members may not do.
fn banned_rights(are_silenced: bool) -> tl::enums::ChatBannedRights {
    tl::types::ChatBannedRights {
        view_messages: false,
        send_messages: are_silenced,
        send_media: are_silenced,
        send_stickers: are_silenced,
        send_gifs: are_silenced,
        send_games: are_silenced,
        send_inline: are_silenced,
        embed_links: are_silenced,
        send_polls: are_silenced,
        change_info: true,
        invite_users: false,
        pin_messages: true,
        manage_topics: true,
        send_photos: are_silenced,
        send_videos: are_silenced,
        send_roundvideos: are_silenced,
        send_audios: are_silenced,
        send_voices: are_silenced,
        send_docs: are_silenced,
        send_plain: are_silenced,
        edit_rank: true,
        send_reactions: false,
        manage_linked_peers: true,
        until_date: i32::MAX,
    }
    .into()
}

/// What a message has in chats with others, on the wire.
pub(super) fn detail(message: &mut tl::types::Message, details: &Details) {
    message.pinned = details.is_pinned;
    message.via_bot_id = (details.via_bot != 0).then_some(details.via_bot);
    message.fwd_from = details.forward.map(|forward| {
        tl::types::MessageFwdHeader {
            imported: false,
            saved_out: false,
            from_id: Some(peer_of(forward.from)),
            from_name: None,
            date: forward.date,
            channel_post: (forward.post != 0).then_some(forward.post),
            post_author: None,
            saved_from_peer: None,
            saved_from_msg_id: None,
            saved_from_id: None,
            saved_from_name: None,
            saved_date: None,
            psa_type: None,
        }
        .into()
    });
    message.reply_to = (details.reply_to != 0).then(|| {
        tl::types::MessageReplyHeader {
            reply_to_scheduled: false,
            forum_topic: false,
            quote: false,
            reply_to_ephemeral: false,
            reply_to_msg_id: Some(details.reply_to),
            reply_to_peer_id: None,
            reply_from: None,
            reply_media: None,
            reply_to_top_id: None,
            quote_text: None,
            quote_entities: None,
            quote_offset: None,
            todo_item_id: None,
            poll_option: None,
        }
        .into()
    });
}

//! Chats, as an account sees them: channels, supergroups and basic groups.

use std::sync::Arc;

use grammers_tl_types as tl;

use super::rights::{all_rights, banned_rights};
use super::state::World;
use crate::content::chats::{BASIC_GROUP, PEOPLE, Writers};
use crate::model::access::ObjectKind;
use crate::model::channel::Channel;
use crate::model::collection::profile_photo;
use crate::model::peer_id::{id_of_channel, peer_with_id};
use crate::model::phone::UserId;
use crate::rpc::{RpcError, bad_request};

impl World {
    /// The channel with this id and access hash.
    pub(crate) fn channel(&self, viewer: UserId, id: i64, access_hash: i64) -> Result<Arc<Channel>, RpcError> {
        let is_valid = self.access().hash(viewer, ObjectKind::Channel, id) == access_hash;
        let channel = self.state().channels.get(&id).map(|state| state.channel.clone()).filter(|_| is_valid);
        let channel = channel.ok_or_else(|| bad_request("CHANNEL_INVALID"))?;
        if channel.is_deleted { Err(bad_request("CHANNEL_PRIVATE")) } else { Ok(channel) }
    }

    /// The channel or supergroup with a username.
    pub(super) fn channel_with_username(&self, name: &str) -> Option<Arc<Channel>> {
        let matches = |other: &str| other.eq_ignore_ascii_case(name);
        let state = self.state();
        state.existing_channels().find(|channel| channel.username.is_some_and(matches)).cloned()
    }

    /// The user or channel with a username.
    pub(crate) fn resolve_username(
        &self,
        viewer: UserId,
        name: &str,
    ) -> Option<(tl::enums::Peer, Option<tl::enums::User>, Option<tl::enums::Chat>)> {
        if let Some(channel) = self.channel_with_username(name) {
            return Some((peer_with_id(id_of_channel(channel.id)), None, Some(self.tl_channel(viewer, &channel))));
        }
        let matches = |other: &str| other.eq_ignore_ascii_case(name);
        let person = PEOPLE.iter().find(|person| person.usernames.iter().any(|other| matches(other)));
        let person = person.map(|person| self.tl_person(viewer, person));
        let user = person.or_else(|| self.account_with_username(name).and_then(|user| self.user(viewer, user)))?;
        Some((tl::types::PeerUser { user_id: user.id() }.into(), Some(user), None))
    }

    /// The users and chats that messages refer to, and the viewer.
    pub(crate) fn peers_of(
        &self,
        viewer: UserId,
        messages: &[tl::enums::Message],
    ) -> (Vec<tl::enums::User>, Vec<tl::enums::Chat>) {
        let (mut users, mut channels, mut groups) = (vec![viewer.0], Vec::new(), Vec::new());
        let mut add = |peer: &tl::enums::Peer| match peer {
            tl::enums::Peer::User(peer) => users.push(peer.user_id),
            tl::enums::Peer::Channel(peer) => channels.push(peer.channel_id),
            tl::enums::Peer::Chat(peer) => groups.push(peer.chat_id),
        };
        for message in messages {
            let message = match message {
                tl::enums::Message::Message(message) => message,
                tl::enums::Message::Service(message) => {
                    add(&message.peer_id);
                    message.from_id.iter().for_each(&mut add);
                    continue;
                }
                tl::enums::Message::Empty(_) => continue,
            };
            add(&message.peer_id);
            message.from_id.iter().for_each(&mut add);
            if let Some(tl::enums::MessageFwdHeader::Header(header)) = &message.fwd_from {
                header.from_id.iter().for_each(&mut add);
            }
            if let Some(user_id) = message.via_bot_id {
                add(&tl::types::PeerUser { user_id }.into());
            }
        }
        for ids in [&mut users, &mut channels, &mut groups] {
            ids.sort_unstable();
            ids.dedup();
        }
        let users = users.into_iter().filter_map(|id| self.user(viewer, UserId(id))).collect();
        let channels = channels.into_iter().filter_map(|id| self.tl_channel_with_id(viewer, id));
        let groups = groups.into_iter().filter(|id| *id == BASIC_GROUP.id).map(|_| self.tl_basic_group());
        (users, channels.chain(groups).collect())
    }

    /// The channel with this id, as `viewer` sees it.
    pub(super) fn tl_channel_with_id(&self, viewer: UserId, id: i64) -> Option<tl::enums::Chat> {
        let channel = self.state().channels.get(&id)?.channel.clone();
        Some(self.tl_channel(viewer, &channel))
    }

    fn tl_chat_photo(&self, viewer: UserId, channel: &Channel) -> tl::enums::ChatPhoto {
        let file = profile_photo().filter(|_| channel.has_photo).and_then(|id| self.file(viewer, id));
        file.map_or(tl::enums::ChatPhoto::Empty, |file| {
            let (photo_id, dc_id, stripped_thumb) = (file.id.0, file.dc, file.stripped.clone());
            tl::types::ChatPhoto { has_video: false, photo_id, stripped_thumb, dc_id }.into()
        })
    }

    /// The demo accounts' basic group.
    pub(crate) fn tl_basic_group(&self) -> tl::enums::Chat {
        tl::types::Chat {
            creator: false,
            left: false,
            deactivated: false,
            call_active: false,
            call_not_empty: false,
            noforwards: false,
            id: BASIC_GROUP.id,
            title: BASIC_GROUP.title.to_owned(),
            photo: tl::enums::ChatPhoto::Empty,
            participants_count: i32::try_from(BASIC_GROUP.people.len()).unwrap_or(0) + 1,
            date: self.created() - 300 * 3600,
            version: 1,
            migrated_to: None,
            admin_rights: None,
            default_banned_rights: Some(banned_rights(false)),
        }
        .into()
    }

    /// A channel, as `viewer` sees it.
    pub(crate) fn tl_channel(&self, viewer: UserId, channel: &Channel) -> tl::enums::Chat {
        if channel.is_deleted {
            return self.tl_forbidden_channel(viewer, channel);
        }
        let is_banned = channel.writers == Writers::NoAccounts && self.is_member(viewer, channel);
        let is_creator = channel.is_created_by(viewer);
        tl::types::Channel {
            creator: is_creator,
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
            noforwards: channel.noforwards,
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
            access_hash: Some(self.access().hash(viewer, ObjectKind::Channel, channel.id)),
            title: channel.title.clone(),
            username: channel.username.map(str::to_owned),
            photo: self.tl_chat_photo(viewer, channel),
            date: channel.date,
            restriction_reason: None,
            admin_rights: is_creator.then(all_rights),
            banned_rights: is_banned.then(|| banned_rights(true)),
            default_banned_rights: (!channel.broadcast).then(|| banned_rights(channel.writers == Writers::Admins)),
            participants_count: Some(self.participants_count(channel)),
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

    /// A channel that was deleted.
    fn tl_forbidden_channel(&self, viewer: UserId, channel: &Channel) -> tl::enums::Chat {
        tl::types::ChannelForbidden {
            broadcast: channel.broadcast,
            megagroup: !channel.broadcast,
            monoforum: false,
            id: channel.id,
            access_hash: self.access().hash(viewer, ObjectKind::Channel, channel.id),
            title: channel.title.clone(),
            until_date: None,
        }
        .into()
    }
}

//! The chats that the sandbox comes with: a group with members and a channel, both with public names, and the people in them.
//!
//! They are the same for everyone and are only read: whoever has the demo account is a member of both, everybody else finds them by their
//! public names, and the group by its invite link as well. Messages are texts, dated back from the day on which this world was founded.

use grammers_tl_types as tl;

use super::World;
use super::access::Kind as Secret;
use super::account::blank_user;
use super::history::Entry;
use super::phone::{Character, UserId};
use super::saved::blank_message;
use super::search::{Page, Query, Window};
use crate::content::Kind;

/// A channel, or a group with the rights of one.
#[derive(Debug)]
pub struct Channel {
    /// Its id.
    pub id: i64,
    /// What it is called.
    pub title: &'static str,
    /// Its public name.
    pub username: &'static str,
    /// Whether only its owner writes.
    pub broadcast: bool,
    /// How many are in it.
    pub members: i32,
    /// What stands behind `t.me/+` in its invite link, where it has one.
    pub invite: Option<&'static str>,
    posts: &'static [Post],
}

#[derive(Debug)]
struct Post {
    author: usize,
    hours_ago: i32,
    text: &'static str,
}

struct Person {
    id: i64,
    first_name: &'static str,
    last_name: &'static str,
    username: &'static str,
}

const PEOPLE: [Person; 4] = [
    Person { id: 6_900_000_001, first_name: "Ines", last_name: "Faro", username: "ines_faro" },
    Person { id: 6_900_000_002, first_name: "Tomas", last_name: "Mole", username: "tomas_mole" },
    Person { id: 6_900_000_003, first_name: "Yara", last_name: "Vega", username: "yara_vega" },
    Person { id: 6_900_000_004, first_name: "Wim", last_name: "Dijk", username: "wim_dijk" },
];

/// Every channel and group.
pub const CHANNELS: [Channel; 2] = [
    Channel {
        id: 2_900_000_001,
        title: "Lighthouse keepers",
        username: "lighthouse_keepers",
        broadcast: false,
        members: 5,
        invite: Some("LampRoom217Steps"),
        posts: &[
            Post { author: 0, hours_ago: 50, text: "The lamp is back. New lens, same old stairs." },
            Post { author: 1, hours_ago: 49, text: "All 217 of them? I counted again on Sunday." },
            Post { author: 2, hours_ago: 30, text: "Fog until noon. I'll take the late watch." },
            Post { author: 3, hours_ago: 29, text: "Thank you, Yara! Tea is in the blue tin." },
            Post { author: 1, hours_ago: 28, text: "For whoever else keeps a lamp: https://t.me/+LampRoom217Steps" },
            Post { author: 0, hours_ago: 3, text: "Photos from the gallery deck are coming tonight. 🌅" },
        ],
    },
    Channel {
        id: 2_900_000_002,
        title: "Harbour notices",
        username: "harbour_notices",
        broadcast: true,
        members: 128,
        invite: None,
        posts: &[
            Post { author: 3, hours_ago: 200, text: "Notice 1: the east pier is closed for repairs until Friday." },
            Post { author: 3, hours_ago: 100, text: "Notice 2: the east pier is open again." },
            Post { author: 3, hours_ago: 20, text: "Notice 3: spring tide on Monday, mind the moorings." },
        ],
    },
];

impl Channel {
    /// The id of its newest message.
    pub fn top(&self) -> i32 {
        i32::try_from(self.posts.len()).unwrap_or(i32::MAX)
    }

    /// Its `pts`: as if its messages had been all that ever happened.
    pub fn pts(&self) -> i32 {
        self.top() + 1
    }

    /// It as a peer.
    pub fn peer(&self) -> tl::enums::Peer {
        tl::types::PeerChannel { channel_id: self.id }.into()
    }

    fn entries(&self, founded: i32) -> Vec<Entry> {
        let entry = |(id, post): (i32, &Post)| Entry {
            id,
            date: founded - post.hours_ago * 3600,
            kind: Kind::Text,
            link: false,
        };
        (1..).zip(self.posts).map(entry).collect()
    }
}

impl World {
    /// The channels that an account is in.
    pub fn channels_of(&self, user: UserId) -> &'static [Channel] {
        if self.character(user) == Some(Character::Demo) { &CHANNELS } else { &[] }
    }

    /// The channel that an id and its access hash name.
    pub fn channel(&self, viewer: UserId, id: i64, access_hash: i64) -> Option<&'static Channel> {
        let known = self.access().hash(viewer, Secret::Channel, id) == access_hash;
        CHANNELS.iter().find(|channel| known && channel.id == id)
    }

    /// The channel that an invite link leads to.
    pub fn invited(&self, hash: &str) -> Option<&'static Channel> {
        CHANNELS.iter().find(|channel| channel.invite == Some(hash))
    }

    /// A page of a channel's messages that match.
    pub fn search_channel(&self, channel: &Channel, query: &Query, window: &Window) -> Page {
        let matches = |entry: &Entry| {
            query.matches(entry, |id| post_of(channel, id).map_or_else(String::new, |post| post.text.to_lowercase()))
        };
        let list: Vec<_> = channel.entries(self.founded()).into_iter().rev().filter(matches).collect();
        window.cut(&list)
    }

    /// A channel's messages by id; those that are not there are left out.
    pub fn channel_messages(&self, channel: &Channel, ids: &[i32]) -> Vec<tl::enums::Message> {
        let shape = |id: &i32| {
            let post = post_of(channel, *id)?;
            let date = self.founded() - post.hours_ago * 3600;
            let mut message = blank_message(*id, channel.peer(), date, post.text.to_owned());
            if channel.broadcast {
                (message.post, message.views, message.forwards) = (true, Some(channel.members), Some(0));
            } else {
                message.from_id = Some(tl::types::PeerUser { user_id: PEOPLE[post.author].id }.into());
            }
            Some(message.into())
        };
        ids.iter().filter_map(shape).collect()
    }

    /// The people who write in a channel.
    pub fn authors(&self, viewer: UserId, channel: &Channel) -> Vec<tl::enums::User> {
        let people = if channel.broadcast { &PEOPLE[..0] } else { &PEOPLE[..] };
        people.iter().map(|person| self.shape_person(viewer, person)).collect()
    }

    /// A person or a channel by public name.
    pub fn named(
        &self,
        viewer: UserId,
        name: &str,
    ) -> Option<(tl::enums::Peer, Option<tl::enums::User>, Option<tl::enums::Chat>)> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        if let Some(channel) = CHANNELS.iter().find(|channel| is(channel.username)) {
            return Some((channel.peer(), None, Some(self.shape_channel(viewer, channel))));
        }
        let person = PEOPLE.iter().find(|person| is(person.username)).map(|person| self.shape_person(viewer, person));
        let user = person.or_else(|| self.user_named(name).and_then(|user| self.user(viewer, user)))?;
        Some((tl::types::PeerUser { user_id: user.id() }.into(), Some(user), None))
    }

    /// One of the people, as somebody sees them.
    pub fn person(&self, viewer: UserId, id: UserId) -> Option<tl::enums::User> {
        PEOPLE.iter().find(|person| person.id == id.0).map(|person| self.shape_person(viewer, person))
    }

    fn shape_person(&self, viewer: UserId, person: &Person) -> tl::enums::User {
        let mut user = blank_user(person.id, person.first_name.to_owned());
        user.last_name = Some(person.last_name.to_owned());
        user.username = Some(person.username.to_owned());
        user.access_hash = Some(self.access().hash(viewer, Secret::User, person.id));
        user.into()
    }

    /// A channel, as somebody sees it.
    pub fn shape_channel(&self, viewer: UserId, channel: &Channel) -> tl::enums::Chat {
        tl::types::Channel {
            creator: false,
            left: self.channels_of(viewer).is_empty(),
            broadcast: channel.broadcast,
            verified: false,
            megagroup: !channel.broadcast,
            restricted: false,
            signatures: false,
            min: false,
            scam: false,
            has_link: false,
            has_geo: false,
            slowmode_enabled: false,
            call_active: false,
            call_not_empty: false,
            fake: false,
            gigagroup: false,
            noforwards: false,
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
            username: Some(channel.username.to_owned()),
            photo: tl::enums::ChatPhoto::Empty,
            date: self.founded() - 300 * 3600,
            restriction_reason: None,
            admin_rights: None,
            banned_rights: None,
            default_banned_rights: None,
            participants_count: Some(channel.members),
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

fn post_of(channel: &Channel, id: i32) -> Option<&Post> {
    channel.posts.get(usize::try_from(id.checked_sub(1)?).ok()?)
}

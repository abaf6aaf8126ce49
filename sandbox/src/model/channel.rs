//! Channels and supergroups: those of the content ([`crate::content::chats`]), and those that accounts created.

use super::collection::Collection;
use super::phone::UserId;
use crate::content::chats::{self, CHANNELS, InviteState, Writers};
use crate::store::ChannelRow;

/// A channel or supergroup.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) id: i64,
    pub(crate) title: String,
    /// The description.
    pub(crate) about: String,
    /// When it was created.
    pub(crate) date: i32,
    /// The account that created it; `None` for those of the content.
    pub(crate) creator: Option<UserId>,
    /// Whether its creator deleted it. It is kept, but nobody finds it.
    pub(crate) is_deleted: bool,
    /// Whether it is a channel and no supergroup.
    pub(crate) broadcast: bool,
    /// As in the content's [`chats::Channel`], like everything below.
    pub(crate) username: Option<&'static str>,
    pub(crate) invites: &'static [(&'static str, InviteState)],
    pub(crate) writers: Writers,
    pub(crate) slow_mode: i32,
    pub(crate) participants_hidden: bool,
    pub(crate) noforwards: bool,
    pub(crate) has_demo_accounts: bool,
    pub(crate) has_photo: bool,
    pub(crate) people: &'static [usize],
    pub(crate) generated_members: u32,
    /// The messages from before the start.
    pub(crate) collection: Collection,
}

/// An account's relation to a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Membership {
    Joined,
    Left,
    /// Asked to join; admins have not decided.
    Requested,
}

/// A member of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Participant {
    pub(crate) user_id: i64,
    /// When they joined.
    pub(crate) date: i32,
    pub(crate) is_creator: bool,
}

/// How many hours before the start the content's channels were created.
const CONTENT_AGE: i32 = 300;

impl Channel {
    /// The content's channels; their messages are dated relative to `anchor`.
    pub(crate) fn of_content(anchor: i32) -> impl Iterator<Item = Self> {
        let channel = move |(index, it): (usize, &chats::Channel)| Self {
            id: it.id,
            title: it.title.to_owned(),
            about: it.about.to_owned(),
            date: anchor.saturating_sub(CONTENT_AGE * 3600),
            creator: None,
            is_deleted: false,
            broadcast: it.broadcast,
            username: it.username,
            invites: it.invites,
            writers: it.writers,
            slow_mode: it.slow_mode,
            participants_hidden: it.participants_hidden,
            noforwards: it.noforwards,
            has_demo_accounts: it.has_demo_accounts,
            has_photo: it.has_photo,
            people: it.people,
            generated_members: it.generated_members,
            collection: Collection::Channel(index),
        };
        CHANNELS.iter().enumerate().map(channel)
    }

    /// A channel that an account created: private, and nobody else is in it.
    pub(crate) fn from_row(row: ChannelRow) -> Self {
        Self {
            id: row.id,
            title: row.title,
            about: row.about,
            date: row.date,
            creator: Some(UserId(row.creator)),
            is_deleted: row.deleted,
            broadcast: row.broadcast,
            username: None,
            invites: &[],
            writers: if row.broadcast { Writers::Admins } else { Writers::Members },
            slow_mode: 0,
            participants_hidden: false,
            noforwards: false,
            has_demo_accounts: false,
            has_photo: false,
            people: &[],
            generated_members: 0,
            collection: Collection::Empty,
        }
    }

    /// The row of a channel that an account created. `None` for the content's.
    pub(crate) fn to_row(&self) -> Option<ChannelRow> {
        Some(ChannelRow {
            id: self.id,
            creator: self.creator?.0,
            date: self.date,
            title: self.title.clone(),
            about: self.about.clone(),
            broadcast: self.broadcast,
            deleted: self.is_deleted,
        })
    }

    /// Whether an account created it, and so has all rights in it.
    pub(crate) fn is_created_by(&self, user: UserId) -> bool {
        self.creator == Some(user)
    }
}

impl Membership {
    pub(crate) fn from_number(number: i32) -> Self {
        match number {
            1 => Self::Joined,
            2 => Self::Left,
            _ => Self::Requested,
        }
    }

    pub(crate) fn to_number(self) -> i32 {
        match self {
            Self::Joined => 1,
            Self::Left => 2,
            Self::Requested => 3,
        }
    }
}

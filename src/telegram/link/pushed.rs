//! Messages that Telegram pushes on a connection.

use std::sync::Arc;

use grammers_tl_types::{self as tl, Deserializable, Identifiable};

/// A message that Telegram pushed on the connection to the home data centre.
#[derive(Clone, Debug)]
pub enum Pushed {
    /// Updates. Those that a call returned are among them.
    Updates(Arc<tl::enums::Updates>),
    /// One of our calls advanced the account's `pts` without an update (`messages.affectedMessages`).
    Affected(tl::types::messages::AffectedMessages),
    /// One of our calls advanced the `pts` of a channel, given by its bare id.
    AffectedChannel { channel: i64, affected: tl::types::messages::AffectedMessages },
    /// A login token was scanned (`updateLoginToken`).
    LoginToken,
    /// Updates may be missing: one could not be parsed, or the connection was closed.
    Gap,
}

impl Pushed {
    /// An object that the server sent by itself.
    pub fn from_update(object: &[u8]) -> Self {
        tl::enums::Updates::from_bytes(object).map_or(Self::Gap, Self::from_updates)
    }

    /// What the answer to a call changes: results of calls that change something are updates as well, and count in their order. `channel` is the one
    /// that the call was about ([`channel_of`]).
    pub fn from_answer(answer: &[u8], channel: Option<i64>) -> Option<Self> {
        let id = answer.first_chunk().map(|id| u32::from_le_bytes(*id))?;
        match id {
            tl::types::UpdateShortSentMessage::CONSTRUCTOR_ID => {
                let sent = tl::types::UpdateShortSentMessage::from_bytes(&answer[4..]).ok()?;
                let affected = tl::types::messages::AffectedMessages { pts: sent.pts, pts_count: sent.pts_count };
                Some(Self::Affected(affected))
            }
            tl::types::messages::AffectedMessages::CONSTRUCTOR_ID => {
                let affected = tl::types::messages::AffectedMessages::from_bytes(&answer[4..]).ok()?;
                Some(match channel {
                    Some(channel) => Self::AffectedChannel { channel, affected },
                    None => Self::Affected(affected),
                })
            }
            tl::types::messages::ChatInviteJoinResultOk::CONSTRUCTOR_ID => {
                let joined = tl::types::messages::ChatInviteJoinResultOk::from_bytes(&answer[4..]).ok()?;
                Some(Self::Updates(Arc::new(joined.updates)))
            }
            tl::types::UpdateShortMessage::CONSTRUCTOR_ID
            | tl::types::UpdateShortChatMessage::CONSTRUCTOR_ID
            | tl::types::UpdateShort::CONSTRUCTOR_ID
            | tl::types::UpdatesCombined::CONSTRUCTOR_ID
            | tl::types::Updates::CONSTRUCTOR_ID => Some(Self::from_update(answer)),
            _ => None,
        }
    }

    fn from_updates(updates: tl::enums::Updates) -> Self {
        let is_login = |update: &tl::enums::Update| matches!(update, tl::enums::Update::LoginToken);
        let login = match &updates {
            tl::enums::Updates::UpdateShort(short) => is_login(&short.update),
            tl::enums::Updates::Updates(all) => all.updates.iter().any(is_login),
            tl::enums::Updates::Combined(all) => all.updates.iter().any(is_login),
            _ => false,
        };
        if login { Self::LoginToken } else { Self::Updates(updates.into()) }
    }
}

/// The bare id of the channel whose `pts` a serialized call advances (`channels.deleteMessages`).
pub fn channel_of(call: &[u8]) -> Option<i64> {
    let id = call.first_chunk().map(|id| u32::from_le_bytes(*id))?;
    if id != tl::functions::channels::DeleteMessages::CONSTRUCTOR_ID {
        return None;
    }
    match tl::functions::channels::DeleteMessages::from_bytes(&call[4..]).ok()?.channel {
        tl::enums::InputChannel::Channel(channel) => Some(channel.channel_id),
        _ => None,
    }
}

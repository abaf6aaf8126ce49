//! Messages that Telegram pushes on a connection.

use std::sync::Arc;

use grammers_session::updates::UpdatesLike;
use grammers_tl_types as tl;

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

impl From<UpdatesLike> for Pushed {
    fn from(update: UpdatesLike) -> Self {
        match update {
            UpdatesLike::Updates(tl::enums::Updates::UpdateShort(short))
                if matches!(short.update, tl::enums::Update::LoginToken) =>
            {
                Self::LoginToken
            }
            UpdatesLike::Updates(updates) => {
                let login = match &updates {
                    tl::enums::Updates::Updates(all) => all.updates.iter().any(is_login_token),
                    tl::enums::Updates::Combined(all) => all.updates.iter().any(is_login_token),
                    _ => false,
                };
                if login { Self::LoginToken } else { Self::Updates(updates.into()) }
            }
            UpdatesLike::AffectedMessages(affected) => Self::Affected(affected),
            UpdatesLike::ConnectionClosed | UpdatesLike::MalformedUpdates => Self::Gap,
            UpdatesLike::ShortSentMessage { update, .. } => {
                Self::Affected(tl::types::messages::AffectedMessages { pts: update.pts, pts_count: update.pts_count })
            }
            UpdatesLike::AffectedChannelMessages { affected, channel_id, .. } => {
                Self::AffectedChannel { channel: channel_id, affected }
            }
            UpdatesLike::ChatInviteJoinResult(joined) => Self::Updates(Arc::new(joined.updates)),
            // The answer to a method that is never called here.
            UpdatesLike::InvitedUsers(_) => Self::Gap,
        }
    }
}

fn is_login_token(update: &tl::enums::Update) -> bool {
    matches!(update, tl::enums::Update::LoginToken)
}

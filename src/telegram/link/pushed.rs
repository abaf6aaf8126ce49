//! What Telegram sends on a connection without being asked.

use std::sync::Arc;

use grammers_session::updates::UpdatesLike;
use grammers_tl_types as tl;

/// Something that came on the connection to the home data centre unasked.
#[derive(Clone, Debug)]
pub enum Pushed {
    /// Updates, also those that answer our own calls.
    Updates(Arc<tl::enums::Updates>),
    /// A call of ours had an effect that is numbered but not told (`messages.affectedMessages`).
    Affected(tl::types::messages::AffectedMessages),
    /// The same in a channel, by its bare id.
    AffectedChannel { channel: i64, affected: tl::types::messages::AffectedMessages },
    /// A login token was scanned (`updateLoginToken`).
    LoginToken,
    /// Something came that cannot be read, or the connection was closed: what was pushed since is missing.
    Lost,
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
            UpdatesLike::ConnectionClosed | UpdatesLike::MalformedUpdates => Self::Lost,
            UpdatesLike::ShortSentMessage { update, .. } => {
                Self::Affected(tl::types::messages::AffectedMessages { pts: update.pts, pts_count: update.pts_count })
            }
            UpdatesLike::AffectedChannelMessages { affected, channel_id, .. } => {
                Self::AffectedChannel { channel: channel_id, affected }
            }
            UpdatesLike::ChatInviteJoinResult(joined) => Self::Updates(Arc::new(joined.updates)),
            // No call of ours invites anybody.
            UpdatesLike::InvitedUsers(_) => Self::Lost,
        }
    }
}

fn is_login_token(update: &tl::enums::Update) -> bool {
    matches!(update, tl::enums::Update::LoginToken)
}

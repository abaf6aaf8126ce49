//! Server-sent events: `GET /events` and `GET /sign-in/qr`.

use serde::Serialize;
use utoipa::ToSchema;

use super::{ErrorBody, MediaBody, UserBody};
use crate::telegram::MessageId;

/// Event `token` of `GET /sign-in/qr`.
#[derive(Serialize, ToSchema)]
#[schema(as = QrTokenEvent)]
pub struct TokenEvent {
    /// `tg://login?token=…`
    #[schema(example = "tg://login?token=AQ")]
    pub url: String,
    /// The same as a QR code, in SVG.
    #[schema(example = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    pub svg: String,
    /// RFC 3339, UTC.
    /// When the code expires: RFC 3339, UTC.
    pub expires_at: String,
}

/// Event `password_required` of `GET /sign-in/qr`.
#[derive(Serialize, ToSchema)]
pub struct PasswordRequiredEvent {
    /// The hint that the owner set.
    #[schema(required, example = "the usual one")]
    pub password_hint: Option<String>,
}

/// Event `signed_in` of `GET /sign-in/qr`.
#[derive(Serialize, ToSchema)]
pub struct SignedInEvent {
    /// Who is signed in.
    pub user: UserBody,
}

/// Event `media_removed` of `GET /events`.
#[derive(Serialize, ToSchema)]
pub struct MediaRemovedEvent {
    /// The ids of the removed messages.
    #[schema(example = json!([123]))]
    pub ids: Vec<i32>,
}

impl From<Vec<MessageId>> for MediaRemovedEvent {
    fn from(ids: Vec<MessageId>) -> Self {
        Self { ids: ids.into_iter().map(|id| id.0).collect() }
    }
}

/// Event `flood_wait` of `GET /events`.
#[derive(Serialize, ToSchema)]
pub struct FloodWaitEvent {
    /// Seconds.
    #[schema(example = 5)]
    pub retry_after: u64,
    /// Only transfers are slowed down, because the account is not premium; they continue by themselves.
    pub is_pace: bool,
}

/// An event without data.
#[derive(Serialize, ToSchema)]
pub struct EmptyEvent {}

// Only for the OpenAPI document.
/// The events of `GET /events`: what each name carries.
#[derive(ToSchema)]
pub struct LiveEvents {
    /// A new item.
    pub media_added: MediaBody,
    /// An item whose caption or file changed.
    pub media_changed: MediaBody,
    /// Items that were removed.
    pub media_removed: MediaRemovedEvent,
    /// Telegram asks this account to wait.
    pub flood_wait: FloodWaitEvent,
    /// The session has ended. The last event.
    pub signed_out: EmptyEvent,
}

// Only for the OpenAPI document.
/// The events of `GET /sign-in/qr`: what each name carries.
#[derive(ToSchema)]
pub struct QrEvents {
    /// A code to show: at once, and whenever it is replaced.
    pub token: TokenEvent,
    /// The code was scanned and the account has a second factor: continue with `/check-password`. The last event.
    pub password_required: PasswordRequiredEvent,
    /// Signed in. The last event.
    pub signed_in: SignedInEvent,
    /// The sign-in was refused. The last event.
    pub failed: ErrorBody,
}

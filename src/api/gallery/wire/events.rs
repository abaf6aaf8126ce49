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
    /// The same as a QR code: SVG.
    #[schema(example = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    pub svg: String,
    /// RFC 3339, UTC.
    #[schema(format = DateTime, example = "2026-11-20T10:00:30Z")]
    pub expires_at: String,
}

/// Event `password_required` of `GET /sign-in/qr`.
#[derive(Serialize, ToSchema)]
pub struct PasswordRequiredEvent {
    /// The hint that the owner left.
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
    /// The messages that are gone.
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
    /// Only how fast files may go without premium; it goes on by itself.
    pub is_pace: bool,
}

/// An event that is its name alone.
#[derive(Serialize, ToSchema)]
pub struct EmptyEvent {}

// For the document alone.
/// The events of `GET /events`: what each name carries.
#[derive(ToSchema)]
pub struct LiveEvents {
    /// A new item.
    pub media_added: MediaBody,
    /// An item whose caption or file changed.
    pub media_changed: MediaBody,
    /// Items that are gone.
    pub media_removed: MediaRemovedEvent,
    /// Telegram asks this account to wait.
    pub flood_wait: FloodWaitEvent,
    /// The session has ended. The last event.
    pub signed_out: EmptyEvent,
}

// For the document alone.
/// The events of `GET /sign-in/qr`: what each name carries.
#[derive(ToSchema)]
pub struct QrEvents {
    /// A code to show, at once and whenever it is replaced.
    pub token: TokenEvent,
    /// The code was scanned, the second factor is missing: go on with `/check-password`. The last event.
    pub password_required: PasswordRequiredEvent,
    /// Signed in. The last event.
    pub signed_in: SignedInEvent,
    /// A refusal. The last event.
    pub failed: ErrorBody,
}

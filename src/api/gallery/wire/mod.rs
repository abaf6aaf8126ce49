//! Request and response bodies.
//!
//! Their schemas in the OpenAPI document are derived from them, and the descriptions there are these comments.

mod events;
mod media;
mod refusal;
mod signing_in;
mod stream_stats;

pub use events::{
    EmptyEvent, FloodWaitEvent, LiveEvents, MediaRemovedEvent, PasswordRequiredEvent, QrEvents, SignedInEvent,
    TokenEvent,
};
pub use media::{
    CountsBody, DayBody, DeletedBody, EditMedia, EditedBody, Kind, MediaBody, PictureSize, SentAs, SuccessBody,
    UploadForm, UploadedBody, kind_name, kind_named, timestamp,
};
pub use refusal::ErrorBody;
pub use signing_in::{Authenticated, CheckPassword, CodeSentBody, SendCode, SignIn, SignedInBody, UserBody};
pub use stream_stats::{RepairsBody, StreamOutcome, StreamStatsBody};

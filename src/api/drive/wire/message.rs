//! A sentence.

use std::borrow::Cow;

use rocket::serde::Serialize;
use rocket::serde::json::Json;
use utoipa::ToSchema;

use crate::http::response::sent_code::SentCodeBody;

/// A response that says nothing but a sentence.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveMessage)]
pub struct MessageBody {
    /// A sentence for people.
    message: Cow<'static, str>,
}

/// A code was sent.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveCodeSent)]
pub struct CodeSentBody {
    /// A sentence for people.
    #[schema(example = "Code sent")]
    pub message: &'static str,
    /// Where it went, and what comes next.
    pub sent: SentCodeBody,
}

impl MessageBody {
    /// That sentence.
    pub fn says(message: impl Into<Cow<'static, str>>) -> Json<Self> {
        Json(Self { message: message.into() })
    }
}

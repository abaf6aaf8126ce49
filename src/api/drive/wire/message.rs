//! A sentence.

use std::borrow::Cow;

use rocket::serde::Serialize;
use rocket::serde::json::Json;
use utoipa::ToSchema;

/// A response that says nothing but a sentence.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveMessage)]
pub struct MessageBody {
    /// A sentence for people.
    message: Cow<'static, str>,
}

impl MessageBody {
    /// That sentence.
    pub fn says(message: impl Into<Cow<'static, str>>) -> Json<Self> {
        Json(Self { message: message.into() })
    }
}

//! Users, as operators see them.

use rocket::serde::Serialize;
use utoipa::ToSchema;

use crate::http::dates::iso8601;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::store::drive::users::User;

/// A user.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveUser)]
pub struct UserBody {
    /// The name.
    #[schema(example = "user")]
    username: String,
    /// Whether the user looks after the drive.
    is_operator: bool,
    /// The most bytes to store; null for no limit.
    #[schema(example = 1_073_741_824)]
    quota: Option<u64>,
    /// Whether signing in takes a one-time password.
    one_time_passwords: bool,
    /// When the user was added, UTC.
    #[schema(example = "2026-11-20T21:15:58Z")]
    created_at: String,
}

impl From<User> for UserBody {
    fn from(user: User) -> Self {
        Self {
            username: user.name,
            is_operator: user.is_operator,
            quota: user.quota,
            one_time_passwords: user.needs_one_time_password,
            created_at: iso8601::format(user.created),
        }
    }
}

/// `PUT /users/<username>/quota`
#[derive(ToSchema)]
#[schema(as = DriveSetQuota)]
pub struct SetQuota {
    /// The most bytes to store; null for no limit.
    #[schema(required, example = 1_073_741_824)]
    pub quota: Option<u64>,
}

impl Input for SetQuota {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.size_or_null("quota").map(|quota| Self { quota })
    }
}

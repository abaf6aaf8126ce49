//! Signing in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::request::text::Text;
use crate::http::response::sent_code::SentCodeBody;
use crate::telegram::User;

/// `POST /send-code`
#[derive(Default, Deserialize, ToSchema)]
pub struct SendCode {
    /// The number to send a code to.
    #[serde(alias = "phone_number", alias = "phoneNumber")]
    #[schema(value_type = String, required, example = "+9996620001")]
    pub phone: Option<Text>,
}

/// A code was sent.
#[derive(Serialize, ToSchema)]
#[schema(as = CodeSent)]
pub struct CodeSentBody {
    /// A sentence for people.
    #[schema(example = "Code sent successfully.")]
    pub message: &'static str,
    /// Where it went, and what comes next.
    pub sent: SentCodeBody,
}

/// `POST /sign-in`
#[derive(Default, Deserialize, ToSchema)]
pub struct SignIn {
    /// The number that the code was sent to.
    #[serde(alias = "phone_number", alias = "phoneNumber")]
    #[schema(value_type = String, required, example = "+9996620001")]
    pub phone: Option<Text>,
    /// The code.
    #[serde(alias = "phone_code", alias = "phoneCode")]
    #[schema(value_type = String, required, example = "22222")]
    pub code: Option<Text>,
    /// The second factor, if the client already knows that there is one.
    #[schema(value_type = Option<String>)]
    pub password: Option<Text>,
}

/// `POST /check-password`
#[derive(Default, Deserialize, ToSchema)]
pub struct CheckPassword {
    /// The second factor.
    #[schema(value_type = String, required, example = "sandbox")]
    pub password: Option<Text>,
}

/// A successful sign-in.
#[derive(Serialize, ToSchema)]
#[schema(as = SignedIn)]
pub struct SignedInBody {
    /// A sentence for people.
    #[schema(example = "Signed in successfully.")]
    pub message: &'static str,
    /// Who is signed in.
    pub user: UserBody,
}

/// `GET /is-authenticated`
#[derive(Serialize, ToSchema)]
pub struct Authenticated {
    /// Whether the browser is signed in.
    pub authenticated: bool,
    /// The user.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub user: Option<UserBody>,
}

/// The signed-in Telegram user.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub struct UserBody {
    /// Telegram's user id.
    #[schema(example = 9996620001_i64)]
    pub id: i64,
    /// First name.
    #[schema(example = "Ada")]
    pub first_name: String,
    /// Last name.
    #[schema(required, example = "Example")]
    pub last_name: Option<String>,
    /// Username without `@`.
    #[schema(required, example = "ada")]
    pub username: Option<String>,
    /// Phone number, digits only.
    #[schema(required, example = "9996620001")]
    pub phone: Option<String>,
    /// Whether the account has Telegram Premium.
    pub premium: bool,
}

impl From<User> for UserBody {
    fn from(user: User) -> Self {
        let User { id, first_name, last_name, username, phone, premium } = user;
        Self { id, first_name, last_name, username, phone, premium }
    }
}

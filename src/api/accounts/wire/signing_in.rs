//! Signing in, and the signed-in user.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::request::text::Text;
use crate::http::response::sent_code::SentCodeBody;
use crate::telegram::{CodeSent, User};

/// `GET /sendCode`
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsSentCode)]
pub struct SentCode {
    /// True.
    pub is_success: bool,
    /// To be sent with the code to `/signin`.
    pub phone_code_hash: String,
    /// The same, under the original's key.
    pub sent_code: String,
    /// The same, under the key of the original's later versions.
    pub send_code: String,
    /// Where it went, and what comes next.
    pub sent: SentCodeBody,
}

impl SentCode {
    /// The response for a code.
    pub fn of(sent: &CodeSent) -> Self {
        let hash = || sent.hash.as_str().to_owned();
        let sent = sent.into();
        Self { is_success: true, phone_code_hash: hash(), sent_code: hash(), send_code: hash(), sent }
    }
}

/// `POST /signin`
#[derive(Default, Deserialize, ToSchema)]
#[schema(as = AccountsSignIn)]
pub struct SignIn {
    /// The number that the code was sent to.
    #[serde(rename = "phoneNumber", alias = "phonenumber", alias = "phone_number")]
    #[schema(value_type = String, required, example = "+9996620001")]
    pub phone_number: Option<Text>,
    /// The code.
    #[serde(rename = "phoneCode", alias = "phonecode", alias = "phone_code")]
    #[schema(value_type = String, required, example = "22222")]
    pub phone_code: Option<Text>,
    /// From `/sendCode`; by default that of the last code.
    #[serde(rename = "phoneCodeHash", alias = "phonecodehash", alias = "phone_code_hash")]
    #[schema(value_type = Option<String>)]
    pub phone_code_hash: Option<Text>,
    /// The second factor, if the account has one; otherwise empty or missing.
    #[schema(value_type = Option<String>, example = "")]
    pub password: Option<Text>,
}

/// What the account requires besides the code.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AccountsSecondFactor)]
pub struct SecondFactor {
    /// True: the password is missing.
    pub needs2fa: bool,
    /// The hint that the owner set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// `GET /qrLogin`
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsQrLink)]
pub struct QrLink {
    /// True.
    pub is_success: bool,
    /// The content of the QR code.
    #[schema(example = "tg://login?token=AQJ")]
    pub data: String,
}

/// The user, with the keys of the original's documentation, and in `data` those of its code.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsUserInfo)]
pub struct UserInfo {
    /// True.
    pub is_success: bool,
    /// Telegram's user id.
    #[schema(example = 12314)]
    pub user_id: i64,
    /// Username without `@`.
    #[schema(example = "foobar")]
    pub username: Option<String>,
    /// First name.
    #[schema(example = "foo")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "bar")]
    pub last_name: Option<String>,
    /// Phone number with `+`.
    #[schema(example = "+393421323295")]
    pub phone_number: Option<String>,
    /// The same; here the number is without `+`.
    pub data: UserData,
}

/// The user.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsUser)]
pub struct UserData {
    /// Telegram's user id.
    #[schema(example = 12314)]
    pub user_id: i64,
    /// Username without `@`.
    pub username: Option<String>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Phone number without `+`.
    #[schema(example = "393421323295")]
    pub phone_number: Option<String>,
}

impl From<User> for UserInfo {
    fn from(user: User) -> Self {
        let User { id, first_name, last_name, username, phone, .. } = user;
        Self {
            is_success: true,
            user_id: id,
            username: username.clone(),
            first_name: first_name.clone(),
            last_name: last_name.clone(),
            phone_number: phone.as_deref().map(|digits| format!("+{digits}")),
            data: UserData { user_id: id, username, first_name, last_name, phone_number: phone },
        }
    }
}

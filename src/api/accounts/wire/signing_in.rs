//! Signing in, and who it is.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::request::text::Text;
use crate::telegram::{CodeHash, User};

/// `GET /sendCode`
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsSentCode)]
pub struct SentCode {
    /// True.
    pub is_success: bool,
    /// Goes with the code to `/signin`.
    pub phone_code_hash: String,
    /// The same, as the program called it that the API comes from.
    pub sent_code: String,
    /// The same, as its later versions call it.
    pub send_code: String,
}

impl SentCode {
    /// The answer for a code with that hash.
    pub fn of(hash: &CodeHash) -> Self {
        let hash = || hash.as_str().to_owned();
        Self { is_success: true, phone_code_hash: hash(), sent_code: hash(), send_code: hash() }
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
    /// From `/sendCode`. Without it, the last code's.
    #[serde(rename = "phoneCodeHash", alias = "phonecodehash", alias = "phone_code_hash")]
    #[schema(value_type = Option<String>)]
    pub phone_code_hash: Option<Text>,
    /// The second factor, where the account has one; else empty or missing.
    #[schema(value_type = Option<String>, example = "")]
    pub password: Option<Text>,
}

/// What the account asks for besides the code.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AccountsSecondFactor)]
pub struct SecondFactor {
    /// True: the password is missing.
    pub needs2fa: bool,
    /// The hint that its owner left.
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
    /// What the QR code has to say.
    #[schema(example = "tg://login?token=AQJ")]
    pub data: String,
}

/// Who it is: the keys of the document beside the `data` of the program that it describes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsUserInfo)]
pub struct UserInfo {
    /// True.
    pub is_success: bool,
    /// Telegram's user id.
    #[schema(example = 12314)]
    pub user_id: i64,
    /// Public name, without `@`.
    #[schema(example = "foobar")]
    pub username: Option<String>,
    /// First name.
    #[schema(example = "foo")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "bar")]
    pub last_name: Option<String>,
    /// Number with `+`.
    #[schema(example = "+393421323295")]
    pub phone_number: Option<String>,
    /// The same once more; its number is without `+`.
    pub data: UserData,
}

/// Who it is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsUser)]
pub struct UserData {
    /// Telegram's user id.
    #[schema(example = 12314)]
    pub user_id: i64,
    /// Public name, without `@`.
    pub username: Option<String>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Number without `+`.
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

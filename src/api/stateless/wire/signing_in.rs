//! Signing in.

use rocket::serde::Serialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use crate::api::stateless::error::Error;
use crate::config::Secret;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::http::response::sent_code::SentCodeBody;
use crate::telegram::Application;

/// The most letters of `api_hash`; that of my.telegram.org has 32.
const LONGEST_HASH: usize = 128;

/// `POST /auth/send_code`
#[derive(ToSchema)]
#[schema(as = StatelessSendCode)]
pub struct SendCode {
    /// The number to send a code to.
    #[schema(value_type = String, example = "+9996620001")]
    pub phone: Zeroizing<String>,
    /// The caller's own application, from my.telegram.org.
    #[schema(example = 12345)]
    pub api_id: i64,
    /// The application's `api_hash`.
    #[schema(value_type = String, example = "0123456789abcdef0123456789abcdef")]
    pub api_hash: Zeroizing<String>,
}

/// `POST /auth/verify_code`
#[derive(ToSchema)]
#[schema(as = StatelessVerifyCode)]
pub struct VerifyCode {
    /// The code.
    #[schema(value_type = String, example = "22222")]
    pub code: Zeroizing<String>,
}

/// `POST /auth/verify_password`
#[derive(ToSchema)]
#[schema(as = StatelessVerifyPassword)]
pub struct VerifyPassword {
    /// The second factor.
    #[schema(value_type = String, example = "sandbox")]
    pub password: Zeroizing<String>,
}

/// `POST /auth/import`
#[derive(ToSchema)]
#[schema(as = StatelessImport)]
pub struct Import {
    /// A Telethon `StringSession`; a part after a colon is ignored.
    #[schema(value_type = String, example = "1ApWapzMBu…")]
    pub session_string: Zeroizing<String>,
    /// The application that the session was made with.
    #[schema(example = 12345)]
    pub api_id: i64,
    /// The application's `api_hash`.
    #[schema(value_type = String, example = "0123456789abcdef0123456789abcdef")]
    pub api_hash: Zeroizing<String>,
}

impl SendCode {
    /// The application, if it can be valid.
    pub fn application(&self) -> Result<Application, Error> {
        application(self.api_id, &self.api_hash)
    }
}

impl Import {
    /// The application, if it can be valid.
    pub fn application(&self) -> Result<Application, Error> {
        application(self.api_id, &self.api_hash)
    }
}

fn application(api_id: i64, api_hash: &str) -> Result<Application, Error> {
    let id = i32::try_from(api_id).ok().filter(|id| *id > 0);
    let hash = Some(api_hash.trim()).filter(|hash| !hash.is_empty() && hash.len() <= LONGEST_HASH);
    let (Some(id), Some(hash)) = (id, hash) else { return Err(Error::ApplicationInvalid) };
    Ok(Application::new(id, Secret::new(hash.to_owned())))
}

impl Input for SendCode {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let (phone, api_id, api_hash) = (fields.text("phone"), fields.integer("api_id"), fields.text("api_hash"));
        Some(Self { phone: phone?.into(), api_id: api_id?, api_hash: api_hash?.into() })
    }
}

impl Input for VerifyCode {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("code").map(|code| Self { code: code.into() })
    }
}

impl Input for VerifyPassword {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("password").map(|password| Self { password: password.into() })
    }
}

impl Input for Import {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let session = fields.text("session_string");
        let (api_id, api_hash) = (fields.integer("api_id"), fields.text("api_hash"));
        Some(Self { session_string: session?.into(), api_id: api_id?, api_hash: api_hash?.into() })
    }
}

/// A response that names the next step.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessStep)]
pub struct AuthBody {
    /// A sentence for people.
    #[schema(example = "Verification code sent")]
    pub message: &'static str,
    /// `verify_code`, `verify_password` or `completed`.
    #[schema(example = "verify_code")]
    pub next_step: &'static str,
    /// The value for `X-Session-String` from now on; a secret.
    #[schema(example = "hgs1_…")]
    pub session_string: String,
    /// Where the code went, and what comes next; only of `/auth/send_code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub sent: Option<SentCodeBody>,
}

/// The operation succeeded.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessSuccess)]
pub struct SuccessBody {
    /// A sentence for people.
    #[schema(example = "Successfully logged out")]
    pub message: &'static str,
}

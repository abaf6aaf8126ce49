//! Signing the storage account in.

use rocket::serde::Serialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use crate::http::dates::iso8601;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::telegram::{LoginToken, QrStep};

/// `POST /tgcloud/auth/phone`
#[derive(ToSchema)]
#[schema(as = DriveSendCode)]
pub struct SendCode {
    /// The number to send a code to.
    #[schema(value_type = String, example = "+9996620001")]
    pub phone: Zeroizing<String>,
}

impl Input for SendCode {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("phone").map(|phone| Self { phone: phone.into() })
    }
}

/// `POST /tgcloud/auth/verify_code`
#[derive(ToSchema)]
#[schema(as = DriveVerifyCode)]
pub struct VerifyCode {
    /// The number that the code was sent to.
    #[schema(value_type = String, example = "+9996620001")]
    pub phone: Zeroizing<String>,
    /// The code.
    #[schema(value_type = String, example = "22222")]
    pub code: Zeroizing<String>,
}

impl Input for VerifyCode {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let (phone, code) = (fields.text("phone"), fields.text("code"));
        Some(Self { phone: phone?.into(), code: code?.into() })
    }
}

/// `POST /tgcloud/auth/password`
#[derive(ToSchema)]
#[schema(as = DriveCheckPassword)]
pub struct CheckPassword {
    /// The storage account's password at Telegram.
    #[schema(value_type = String, example = "sandbox")]
    pub password: Zeroizing<String>,
}

impl Input for CheckPassword {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("password").map(|password| Self { password: password.into() })
    }
}

/// What a QR code has to say.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveQr)]
pub struct QrBody {
    /// `Scan the code`; `Password required` or `Authenticated` when it was scanned a moment ago.
    #[schema(example = "Scan the code")]
    message: &'static str,
    /// What to show as a QR code.
    #[schema(example = "tg://login?token=AQ")]
    url: Option<String>,
    /// When a fresh one is needed, UTC.
    #[schema(example = "2026-11-20T10:00:30Z")]
    expires_at: Option<String>,
}

impl From<QrStep> for QrBody {
    fn from(step: QrStep) -> Self {
        match step {
            QrStep::Token(LoginToken { url, expires }) => {
                Self { message: "Scan the code", url: Some(url), expires_at: Some(iso8601::format(expires)) }
            }
            QrStep::PasswordRequired { .. } => Self { message: "Password required", url: None, expires_at: None },
            QrStep::SignedIn(_) => Self { message: "Authenticated", url: None, expires_at: None },
        }
    }
}

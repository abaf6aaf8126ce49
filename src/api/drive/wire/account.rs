//! A user's own account.

use rocket::serde::Serialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use crate::drive::people::{Enrolment, NewAppPassword};
use crate::http::dates::iso8601;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::store::drive::SessionId;
use crate::store::drive::app_passwords::AppPassword;
use crate::store::drive::sessions::Session;

/// `POST /password`
#[derive(ToSchema)]
#[schema(as = DriveChangePassword)]
pub struct ChangePassword {
    /// The password so far.
    #[schema(value_type = String, example = "pass")]
    pub old_password: Zeroizing<String>,
    /// The password from now on: 1 to 1,024 bytes.
    #[schema(value_type = String, example = "a better one")]
    pub new_password: Zeroizing<String>,
}

impl Input for ChangePassword {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let (old, new) = (fields.text("old_password"), fields.text("new_password"));
        Some(Self { old_password: old?.into(), new_password: new?.into() })
    }
}

/// A request that takes the password once more.
#[derive(ToSchema)]
#[schema(as = DriveConfirm)]
pub struct Confirm {
    /// The caller's password.
    #[schema(value_type = String, example = "pass")]
    pub password: Zeroizing<String>,
}

impl Input for Confirm {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("password").map(|password| Self { password: password.into() })
    }
}

/// A session.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveSession)]
pub struct SessionBody {
    /// Its number.
    #[schema(example = 4_503_599_627_370_497_i64)]
    id: i64,
    /// The program that signed in, as it named itself.
    #[schema(example = "curl/8.14.1")]
    client: Option<String>,
    /// When it began, UTC.
    #[schema(example = "2026-11-20T21:15:58Z")]
    created_at: String,
    /// When it was last used, to the minute or so.
    #[schema(example = "2026-11-20T21:18:02Z")]
    used_at: Option<String>,
    /// When its token expires.
    #[schema(example = "2026-11-20T22:15:58Z")]
    expires_at: String,
    /// Whether it is the one that asks.
    is_current: bool,
}

impl SessionBody {
    /// A session, as the session `current` sees it.
    pub fn new(session: Session, current: SessionId) -> Self {
        Self {
            id: session.id.0,
            client: session.client,
            created_at: iso8601::format(session.created),
            used_at: session.used.map(iso8601::format),
            expires_at: iso8601::format(session.expires),
            is_current: session.id == current,
        }
    }
}

/// `POST /app-passwords`
#[derive(ToSchema)]
#[schema(as = DriveMakeAppPassword)]
pub struct MakeAppPassword {
    /// What to call it: 1 to 64 characters.
    #[schema(example = "laptop")]
    pub name: String,
}

impl Input for MakeAppPassword {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("name").map(|name| Self { name })
    }
}

/// An app password, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveAppPassword)]
pub struct AppPasswordBody {
    /// Its number.
    #[schema(example = 4_503_599_627_370_497_i64)]
    id: i64,
    /// What its owner calls it.
    #[schema(example = "laptop")]
    name: String,
    /// When it was made, UTC.
    #[schema(example = "2026-11-20T21:15:58Z")]
    created_at: String,
    /// When it was last used, to the minute or so.
    #[schema(example = "2026-11-20T21:18:02Z")]
    used_at: Option<String>,
}

impl From<AppPassword> for AppPasswordBody {
    fn from(password: AppPassword) -> Self {
        Self {
            id: password.id.0,
            name: password.name,
            created_at: iso8601::format(password.created),
            used_at: password.used.map(iso8601::format),
        }
    }
}

/// An app password, this once with its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveAppPasswordSecret)]
pub struct AppPasswordSecretBody {
    /// Its number.
    #[schema(example = 4_503_599_627_370_497_i64)]
    id: i64,
    /// What its owner calls it.
    #[schema(example = "laptop")]
    name: String,
    /// The password, to be sent with the user's name as HTTP Basic. It is not shown again.
    #[schema(example = "hga_QmFzZTY0IGlzIG5pY2U")]
    password: String,
    /// When it was made, UTC.
    #[schema(example = "2026-11-20T21:15:58Z")]
    created_at: String,
}

impl From<NewAppPassword> for AppPasswordSecretBody {
    fn from(new: NewAppPassword) -> Self {
        let password = new.secret().to_owned();
        let AppPassword { id, name, created, .. } = new.stored;
        Self { id: id.0, name, password, created_at: iso8601::format(created) }
    }
}

/// Whether an account has one-time passwords.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveOneTimePasswords)]
pub struct OneTimePasswordsBody {
    /// Whether signing in takes one.
    pub enabled: bool,
}

/// A secret for one-time passwords.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveEnrolment)]
pub struct EnrolmentBody {
    /// In base32, to be typed into an authenticator app.
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    secret: String,
    /// The same, to be shown as a QR code.
    #[schema(example = "otpauth://totp/Heliograph:user?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Heliograph")]
    uri: String,
}

impl From<Enrolment> for EnrolmentBody {
    fn from(enrolment: Enrolment) -> Self {
        Self { secret: (*enrolment.secret).clone(), uri: (*enrolment.uri).clone() }
    }
}

/// `POST /totp/confirm`
#[derive(ToSchema)]
#[schema(as = DriveConfirmOneTimePasswords)]
pub struct ConfirmOneTimePasswords {
    /// What the app shows.
    #[schema(value_type = String, example = "123456")]
    pub otp: Zeroizing<String>,
}

impl Input for ConfirmOneTimePasswords {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.text("otp").map(|otp| Self { otp: otp.into() })
    }
}

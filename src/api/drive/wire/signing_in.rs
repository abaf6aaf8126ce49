//! Registering and signing in.

use rocket::serde::Serialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;

/// `POST /register`
#[derive(ToSchema)]
#[schema(as = DriveRegister)]
pub struct Register {
    /// 1 to 64 visible characters, none of them `/` or `:`.
    #[schema(example = "user")]
    pub username: String,
    /// 1 to 1,024 bytes.
    #[schema(value_type = String, example = "pass")]
    pub password: Zeroizing<String>,
}

impl Input for Register {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let (username, password) = (fields.text("username"), fields.text("password"));
        Some(Self { username: username?, password: password?.into() })
    }
}

/// `POST /token`, as a form.
#[derive(ToSchema)]
#[schema(as = DriveSignIn)]
pub struct SignIn {
    /// The user's name.
    #[schema(example = "user")]
    pub username: String,
    /// The password.
    #[schema(value_type = String, example = "pass")]
    pub password: Zeroizing<String>,
    /// The one-time password, where the account needs one; `totp` is another name for it.
    #[schema(value_type = Option<String>, example = "123456")]
    pub otp: Option<Zeroizing<String>>,
    /// `password`, if anything.
    #[expect(dead_code, reason = "it stands for the field in the OpenAPI document")]
    #[schema(value_type = Option<String>, example = "password")]
    pub grant_type: (),
}

impl Input for SignIn {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        fields.constant_if_given("grant_type", "password");
        let (username, password) = (fields.text("username"), fields.text("password"));
        let (otp, totp) = (fields.optional_text("otp"), fields.optional_text("totp"));
        Some(Self {
            username: username?,
            password: password?.into(),
            otp: otp.or(totp).map(Zeroizing::new),
            grant_type: (),
        })
    }
}

/// A token.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveToken)]
pub struct TokenBody {
    /// What goes into `Authorization: Bearer`, for an hour; a secret.
    #[schema(value_type = String, example = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…")]
    pub access_token: String,
    /// Always `bearer`.
    #[schema(example = "bearer")]
    pub token_type: &'static str,
}

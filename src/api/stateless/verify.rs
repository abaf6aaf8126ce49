//! `POST /auth/verify_code`, `POST /auth/verify_password`

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::{Error, Operation};
use super::guard::SigningIn;
use super::refusals::{VerifyingCode, VerifyingPassword};
use super::sign_in_services::SignInServices;
use super::tags::SIGNING_IN;
use super::wire::{AuthBody, VerifyCode, VerifyPassword};
use crate::http::fastapi::call::Call;
use crate::telegram::{Rejected, SignIn};

pub(super) fn routes() -> Vec<Route> {
    routes![verify_code, verify_password]
}

/// Sign in with the code
///
/// If the account has a second factor, `next_step` is `verify_password`.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "statelessVerifyCode",
    security(("session_string" = [])),
    request_body = VerifyCode,
    responses((status = 200, description = "Signed in, or the password is required.", body = AuthBody), VerifyingCode),
)]
#[post("/auth/verify_code", data = "<call>")]
pub(super) async fn verify_code(
    call: Call<SigningIn, VerifyCode>,
    services: SignInServices<'_>,
) -> Result<Json<AuthBody>, Error> {
    let failed = |error| Operation::SignIn.failed(error);
    let SigningIn { client, account } = call.caller;
    services.limits.try_secret(client, account.id()).map_err(|limited| Operation::SignIn.failed(limited))?;
    let phone = account.phone().ok_or_else(|| Operation::SignIn.rejected(Rejected::NoCodeRequested))?;
    match account.sign_in(&phone, &call.input.code).await.map_err(failed)? {
        SignIn::SignedIn(_) => services.completed(Operation::SignIn, "Successfully authenticated", &account),
        SignIn::PasswordRequired { .. } => {
            services.continued(Operation::SignIn, "2FA password required", "verify_password", &account)
        }
    }
}

/// Send the second factor
///
/// With the session string of `/auth/verify_code`, or that of `/auth/send_code`.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "statelessVerifyPassword",
    security(("session_string" = [])),
    request_body = VerifyPassword,
    responses((status = 200, description = "Signed in.", body = AuthBody), VerifyingPassword),
)]
#[post("/auth/verify_password", data = "<call>")]
pub(super) async fn verify_password(
    call: Call<SigningIn, VerifyPassword>,
    services: SignInServices<'_>,
) -> Result<Json<AuthBody>, Error> {
    let failed = |error| Operation::CheckPassword.failed(error);
    let SigningIn { client, account } = call.caller;
    services.limits.try_secret(client, account.id()).map_err(|limited| Operation::SignIn.failed(limited))?;
    account.expect_password();
    account.check_password(&call.input.password).await.map_err(failed)?;
    services.completed(Operation::CheckPassword, "Successfully authenticated with 2FA", &account)
}

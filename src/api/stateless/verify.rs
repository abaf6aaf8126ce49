//! `POST /auth/verify_code`, `POST /auth/verify_password`

use rocket::serde::json::Json;
use rocket::{Route, State, post, routes};

use super::error::{Error, Operation};
use super::guard::{Call, SigningIn};
use super::refusals::{VerifyingCode, VerifyingPassword};
use super::session_string::Purpose;
use super::tags::SIGNING_IN;
use super::wire::{AuthBody, VerifyCode, VerifyPassword};
use crate::accounts::Accounts;
use crate::http::limits::sign_in::SignInLimits;
use crate::store::Store;
use crate::telegram::{Rejected, SignIn};

pub(super) fn routes() -> Vec<Route> {
    routes![verify_code, verify_password]
}

/// Sign in with the code
///
/// Where the account has a second factor, `next_step` is `verify_password`.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "statelessVerifyCode",
    security(("session_string" = [])),
    request_body = VerifyCode,
    responses((status = 200, description = "Signed in, or the password is owed.", body = AuthBody), VerifyingCode),
)]
#[post("/auth/verify_code", data = "<call>")]
pub(super) async fn verify_code(
    call: Call<SigningIn, VerifyCode>,
    accounts: &State<Accounts>,
    store: &State<Store>,
    limits: &State<SignInLimits>,
) -> Result<Json<AuthBody>, Error> {
    let failed = |error| Operation::SignIn.failed(error);
    let SigningIn { client, account } = call.caller;
    limits.try_secret(client, account.id()).map_err(|limited| Operation::SignIn.failed(limited))?;
    let phone = account.phone().ok_or_else(|| Operation::SignIn.rejected(Rejected::NoCodeRequested))?;
    let (message, next_step, purpose) = match account.sign_in(&phone, &call.input.code).await.map_err(failed)? {
        SignIn::SignedIn(_) => ("Successfully authenticated", "completed", Purpose::SignedIn),
        SignIn::PasswordRequired { .. } => ("2FA password required", "verify_password", Purpose::SigningIn),
    };
    let held = accounts.pack_client_held(&account).map_err(failed)?;
    AuthBody::of(message, next_step, store, purpose, &held)
}

/// Give the second factor
///
/// With the string of `/auth/verify_code`; the one of `/auth/send_code` does as well.
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
    accounts: &State<Accounts>,
    store: &State<Store>,
    limits: &State<SignInLimits>,
) -> Result<Json<AuthBody>, Error> {
    let failed = |error| Operation::CheckPassword.failed(error);
    let SigningIn { client, account } = call.caller;
    limits.try_secret(client, account.id()).map_err(|limited| Operation::SignIn.failed(limited))?;
    account.expect_password();
    account.check_password(&call.input.password).await.map_err(failed)?;
    let held = accounts.pack_client_held(&account).map_err(failed)?;
    AuthBody::of("Successfully authenticated with 2FA", "completed", store, Purpose::SignedIn, &held)
}

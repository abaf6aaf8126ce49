//! `POST /sign-in`, `POST /check-password`

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::Error;
use super::guard::Input;
use super::refusals::{CheckingPassword, SigningIn};
use super::send_code::WithCookie;
use super::tags::SIGNING_IN;
use super::wire::{CheckPassword, SignIn, SignedInBody};
use crate::browser::{self, BrowserSignIn, NewSession, Operation};
use crate::telegram::{PhoneNumber, Rejected};

pub(super) fn routes() -> Vec<Route> {
    routes![sign_in, sign_in_without_phone, check_password]
}

type SignInResult = Result<WithCookie<Json<SignedInBody>>, Error>;

/// Sign in with the code
///
/// If the account has a second factor and `password` is missing, the response is 401 with `password_required`: continue with `/check-password`.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "signIn",
    request_body(content(
        (SignIn = "application/json"),
        (SignIn = "application/x-www-form-urlencoded"),
        (SignIn = "multipart/form-data"),
    )),
    responses(
        (
            status = 200,
            description = "Signed in.",
            body = SignedInBody,
            headers(("Set-Cookie" = String, description = "The new cookie")),
        ),
        SigningIn,
    ),
)]
#[post("/sign-in", data = "<input>")]
pub(super) async fn sign_in(browser: BrowserSignIn<'_>, input: Input<SignIn>) -> SignInResult {
    let phone = input.0.phone.as_ref().and_then(|phone| phone.trimmed()).ok_or(browser::Error::PhoneAndCodeRequired)?;
    let phone = PhoneNumber::parse(phone);
    try_code(browser, &input.0, phone.ok_or(browser::Error::PhoneInvalid)).await
}

/// The original's spelling: the number may be missing; then it is the one that the last code was sent to.
#[post("/sign_in", data = "<input>")]
async fn sign_in_without_phone(browser: BrowserSignIn<'_>, input: Input<SignIn>) -> SignInResult {
    let phone = match input.0.phone.as_ref().and_then(|phone| phone.trimmed()) {
        Some(phone) => PhoneNumber::parse(phone).ok_or(browser::Error::PhoneInvalid),
        None => browser.phone().await?.ok_or_else(|| Operation::SignIn.rejected(Rejected::NoCodeRequested)),
    };
    try_code(browser, &input.0, phone).await
}

/// A missing code is reported before a malformed number.
async fn try_code(
    browser: BrowserSignIn<'_>,
    input: &SignIn,
    phone: Result<PhoneNumber, browser::Error>,
) -> SignInResult {
    let code = input.code.as_ref().and_then(|code| code.trimmed()).ok_or(browser::Error::PhoneAndCodeRequired)?;
    let password = input.password.as_ref().map(|password| password.as_str()).filter(|password| !password.is_empty());
    Ok(signed_in(browser.sign_in(&phone?, code, password).await?))
}

/// Send the second factor
///
/// After a sign-in, by code or by QR code, that requires it.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "checkPassword",
    request_body(content(
        (CheckPassword = "application/json"),
        (CheckPassword = "application/x-www-form-urlencoded"),
        (CheckPassword = "multipart/form-data"),
    )),
    responses(
        (
            status = 200,
            description = "Signed in.",
            body = SignedInBody,
            headers(("Set-Cookie" = String, description = "The new cookie")),
        ),
        CheckingPassword,
    ),
)]
#[post("/check-password", data = "<input>")]
pub(super) async fn check_password(browser: BrowserSignIn<'_>, input: Input<CheckPassword>) -> SignInResult {
    let password = input.0.password.unwrap_or_default();
    if password.as_str().is_empty() {
        return Err(browser::Error::PasswordMissing.into());
    }
    Ok(signed_in(browser.check_password(password.as_str()).await?))
}

fn signed_in(NewSession { user, cookie }: NewSession) -> WithCookie<Json<SignedInBody>> {
    WithCookie(Some(cookie), Json(SignedInBody { message: "Signed in successfully.", user: user.into() }))
}

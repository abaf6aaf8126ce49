//! `POST /send-code`

use rocket::http::Header;
use rocket::response::Responder;
use rocket::serde::json::Json;
use rocket::{Request, Response, Route, post, response, routes};

use super::error::Error;
use super::guard::Input;
use super::refusals::SendingCode;
use super::tags::SIGNING_IN;
use super::wire::{CodeSentBody, SendCode};
use crate::browser::{self, BrowserSignIn};

pub(super) fn routes() -> Vec<Route> {
    routes![send_code, send_code_request]
}

/// A response with a cookie, if there is a new one.
pub(super) struct WithCookie<R>(pub Option<Header<'static>>, pub R);

impl<'r, 'o: 'r, R: Responder<'r, 'o>> Responder<'r, 'o> for WithCookie<R> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'o> {
        let mut response = Response::build_from(self.1.respond_to(request)?);
        if let Some(cookie) = self.0 {
            response.header(cookie);
        }
        response.ok()
    }
}

/// Send a code
///
/// Telegram sends it to the person's other devices, as a text message, by e-mail or otherwise; `sent` says where. The number may contain spaces, dashes, dots and brackets.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "sendCode",
    request_body(content(
        (SendCode = "application/json"),
        (SendCode = "application/x-www-form-urlencoded"),
        (SendCode = "multipart/form-data"),
    )),
    responses(
        (
            status = 200,
            description = "The code was sent.",
            body = CodeSentBody,
            headers(("Set-Cookie" = String, description = "A cookie for this sign-in, if the request had none")),
        ),
        SendingCode,
    ),
)]
#[post("/send-code", data = "<input>")]
pub(super) async fn send_code(
    browser: BrowserSignIn<'_>,
    input: Input<SendCode>,
) -> Result<WithCookie<Json<CodeSentBody>>, Error> {
    let phone = input.0.phone.unwrap_or_default();
    let phone = phone.trimmed().ok_or(browser::Error::PhoneRequired)?;
    let (sent, cookie) = browser.send_code(phone).await?;
    Ok(WithCookie(cookie, Json(CodeSentBody { message: "Code sent successfully.", sent: (&sent).into() })))
}

#[post("/send_code_request", data = "<input>")]
async fn send_code_request(
    browser: BrowserSignIn<'_>,
    input: Input<SendCode>,
) -> Result<WithCookie<Json<CodeSentBody>>, Error> {
    send_code(browser, input).await
}

//! `GET /sign-in/qr`: signing in by a QR code that a signed-in Telegram app scans.
//!
//! A `GET`, because `EventSource` sends no other method. It changes something (a visitor gets a session), so like a `POST` it is only allowed
//! from pages of our own and of `FRONTEND_ORIGINS`.

use std::time::Duration;

use async_stream::stream;
use qrcode::QrCode;
use qrcode::render::svg;
use rocket::request::{FromRequest, Outcome};
use rocket::response::stream::{Event, EventStream};
use rocket::{Request, Route, Shutdown, get, routes};
use serde::Serialize;
use tokio::time::{Instant, sleep_until};
use tokio_stream::Stream;

use super::error::Error;
use super::refusals::ScanningCode;
use super::send_code::WithCookie;
use super::tags::SIGNING_IN;
use super::wire::{PasswordRequiredEvent, SignedInEvent, TokenEvent, timestamp};
use crate::accounts::{BrowserHolder, QrSignIn};
use crate::browser::{BrowserSignIn, Operation};
use crate::http::access::gate::{self, Refusal};
use crate::http::errors::api_error::fail;
use crate::http::errors::fault::Fault;
use crate::telegram::{LoginToken, QrStep};

/// How long codes are shown.
const LIFETIME: Duration = Duration::from_secs(10 * 60);
/// The least width of the QR code, in the SVG's units.
const MIN_SIZE: u32 = 240;

pub(super) fn routes() -> Vec<Route> {
    routes![sign_in_by_qr]
}

/// A request from a page that may change something at this server.
pub(super) struct FromAllowedOrigin;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for FromAllowedOrigin {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        if gate::may_change(request) {
            Outcome::Success(Self)
        } else {
            Outcome::Error(fail(request, Error::from(Fault::from(Refusal::Origin))))
        }
    }
}

/// Sign in by QR code
///
/// Server-sent events, with the names and data of `QrEvents`: `token` at once and whenever the code is replaced, then one of
/// `password_required` (continue with `/check-password`), `signed_in` and `failed`. Close the stream after any of these three, or an
/// `EventSource` begins a new sign-in. Only for pages of this origin and of `FRONTEND_ORIGINS`.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "signInByQr",
    responses(
        (
            status = 200,
            description = "The events, for at most ten minutes.",
            body = String,
            content_type = "text/event-stream",
            headers(("Set-Cookie" = String, description = "The cookie, whose session is signed in once the code is accepted")),
            example = "event:token\ndata:{\"url\":\"tg://login?token=AQ\",\"svg\":\"<svg/>\",\"expires_at\":\"2026-11-20T10:00:30Z\"}\n\n",
        ),
        ScanningCode,
    ),
)]
#[get("/sign-in/qr")]
pub(super) async fn sign_in_by_qr(
    _page: FromAllowedOrigin,
    browser: BrowserSignIn<'_>,
    shutdown: Shutdown,
) -> Result<WithCookie<EventStream![]>, Error> {
    let (qr, cookie) = browser.begin_qr().await?;
    Ok(WithCookie(Some(cookie), EventStream::from(steps(qr, shutdown))))
}

/// The tokens, then the outcome.
fn steps(qr: QrSignIn<BrowserHolder>, mut shutdown: Shutdown) -> impl Stream<Item = Event> {
    stream! {
        let end = Instant::now() + LIFETIME;
        loop {
            let step = tokio::select! {
                step = qr.next() => step,
                () = sleep_until(end) => break,
                () = &mut shutdown => break,
            };
            let (event, is_last) = match step {
                Ok(QrStep::Token(token)) => (event("token", &token_event(token)), false),
                Ok(QrStep::PasswordRequired { hint }) => {
                    (event("password_required", &PasswordRequiredEvent { password_hint: hint }), true)
                }
                Ok(QrStep::SignedIn(user)) => (event("signed_in", &SignedInEvent { user: user.into() }), true),
                Err(error) => (failed(Operation::SignIn.failed(error).into()), true),
            };
            yield event;
            if is_last {
                break;
            }
        }
    }
}

fn token_event(token: LoginToken) -> TokenEvent {
    let LoginToken { url, expires } = token;
    let code = QrCode::new(&url).map(|code| code.render::<svg::Color<'_>>().min_dimensions(MIN_SIZE, MIN_SIZE).build());
    TokenEvent { svg: code.unwrap_or_default(), url, expires_at: timestamp(expires) }
}

/// The last event of a stream that fails.
fn failed(error: Error) -> Event {
    event("failed", &error.log_and_describe())
}

/// An event with a name and JSON data.
pub(super) fn event(name: &'static str, data: &impl Serialize) -> Event {
    Event::json(data).event(name)
}

//! Signing in by QR code (<https://core.telegram.org/api/qr-login>).
//!
//! A token is exported, shown as a QR code, and replaced shortly before it expires. When another device of the owner has scanned it, Telegram
//! pushes `updateLoginToken`. Another export then returns the outcome, which may have to be imported at another data centre.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use grammers_tl_types as tl;
use time::OffsetDateTime;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Mutex, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::complete::complete;
use super::outcome::SignIn;
use super::password;
use crate::telegram::calls::call::Calls;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::error::Error;
use crate::telegram::link::pushed::Pushed;
use crate::telegram::link::user::User;
use crate::telegram::transport::route::CallRoute;

/// How long before its expiry a token is replaced, so that the one on the screen is always valid.
const MARGIN: Duration = Duration::from_secs(2);

/// A login token to be scanned as a QR code (`auth.exportLoginToken`).
#[derive(Clone)]
pub struct LoginToken {
    /// `tg://login?token=…`
    pub url: String,
    /// When it expires. A new one follows before.
    pub expires: OffsetDateTime,
}

/// A step of signing in by QR code.
pub enum QrStep {
    /// Show this token, which replaces the one before.
    Token(LoginToken),
    /// The token was scanned, and the account has a password, which has to be checked next.
    PasswordRequired {
        /// The owner's hint to the password, if there is one.
        hint: Option<String>,
    },
    /// The account is signed in.
    SignedIn(User),
}

/// The state of a sign-in by QR code.
#[derive(Default)]
pub struct QrLogin {
    current: Mutex<Option<CurrentToken>>,
    /// Changes whenever a caller starts over.
    restarts: watch::Sender<()>,
}

/// The token that was returned last.
struct CurrentToken {
    token: Vec<u8>,
    /// When the next token is requested at the latest.
    until: Instant,
    /// Subscribed before the token was requested, so that a scan between two steps is not missed.
    pushed: Receiver<Pushed>,
}

impl QrLogin {
    /// Starts over: the next step returns a token at once, and a step that another caller waits for fails with [`Error::Unavailable`]. So a page
    /// that is reloaded gets a token even if the end of its old connection is not noticed yet.
    pub async fn begin(&self) {
        self.restarts.send_replace(());
        *self.current.lock().await = None;
    }

    /// The next step: a token at once, then a new token whenever one is about to expire, and in the end the outcome. Cancel safe.
    ///
    /// Only waiting is interrupted, by another caller that starts over and by `stopping`: a call under way may sign in.
    pub async fn step(&self, calls: &Calls, stopping: &CancellationToken) -> Result<QrStep, Error> {
        const REPLACED: Error = Error::Unavailable("another page shows the code");
        let mut restarts = self.restarts.subscribe();
        let mut current = tokio::select! {
            current = self.current.lock() => current,
            _ = restarts.changed() => return Err(REPLACED),
        };
        if let Some(user) = calls.session.user() {
            return Ok(QrStep::SignedIn(user));
        }
        if calls.session.login().password_needed {
            return password_step(calls).await;
        }
        let _open = calls.connections.for_calls(calls.session.home()).keep_open();
        loop {
            if let Some(current) = &mut *current {
                tokio::select! {
                    () = wait(&mut current.pushed, current.until) => {}
                    _ = restarts.changed() => return Err(REPLACED),
                    () = stopping.cancelled() => return Err(Error::Unavailable("the server is shutting down")),
                }
                // The pushed message is consumed. If this future is dropped now, the next step must not wait for it.
                current.until = Instant::now();
            }
            let pushed = calls.connections.pushed();
            let exported = export(calls).await?;
            let token = match exported {
                Exported::Token(_) if restarts.has_changed().unwrap_or(true) => return Err(REPLACED),
                Exported::Token(token) => token,
                Exported::Authorization(authorization) => {
                    *current = None;
                    return Ok(QrStep::SignedIn(complete(calls, *authorization).await?));
                }
                Exported::PasswordNeeded => {
                    *current = None;
                    return password_step(calls).await;
                }
            };
            let expires = OffsetDateTime::from_unix_timestamp(token.expires.into())
                .map_err(|_| Error::Protocol("a login token expires at no time"))?;
            let left = Duration::try_from(expires - OffsetDateTime::now_utc()).unwrap_or_default();
            let until = Instant::now() + left.saturating_sub(MARGIN).max(Duration::from_secs(1));
            let is_current = current.as_ref().is_some_and(|current| current.token == token.token);
            let url = format!("tg://login?token={}", URL_SAFE_NO_PAD.encode(&token.token));
            *current = Some(CurrentToken { token: token.token, until, pushed });
            if !is_current {
                return Ok(QrStep::Token(LoginToken { url, expires }));
            }
        }
    }
}

/// The result of exporting a token.
enum Exported {
    Token(tl::types::auth::LoginToken),
    Authorization(Box<tl::enums::auth::Authorization>),
    PasswordNeeded,
}

async fn password_step(calls: &Calls) -> Result<QrStep, Error> {
    match password::required(calls).await? {
        SignIn::PasswordRequired { hint } => Ok(QrStep::PasswordRequired { hint }),
        SignIn::SignedIn(user) => Ok(QrStep::SignedIn(user)),
    }
}

/// Waits until the token was scanned or may have been scanned, at most until `until`.
async fn wait(pushed: &mut Receiver<Pushed>, until: Instant) {
    let scanned = async {
        loop {
            match pushed.recv().await {
                Ok(Pushed::LoginToken | Pushed::Gap) | Err(RecvError::Lagged(_)) => return,
                Ok(_) => {}
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    };
    let _ = tokio::time::timeout_at(until, scanned).await;
}

async fn export(calls: &Calls) -> Result<Exported, Error> {
    let mut login = calls.session.login();
    if !login.shows_qr {
        login.shows_qr = true;
        calls.session.set_login(login);
        calls.save().await?;
    }
    let request = tl::functions::auth::ExportLoginToken {
        api_id: calls.application.id,
        api_hash: calls.application.hash().to_owned(),
        except_ids: Vec::new(),
    };
    import_if_migrated(calls, calls.call(CallRoute::HOME, &request).await).await
}

async fn import_if_migrated(
    calls: &Calls,
    answer: Result<tl::enums::auth::LoginToken, CallError>,
) -> Result<Exported, Error> {
    use tl::enums::auth::LoginToken as Token;
    match answer {
        Ok(Token::Token(token)) => Ok(Exported::Token(token)),
        Ok(Token::Success(success)) => Ok(Exported::Authorization(success.authorization.into())),
        Ok(Token::MigrateTo(there)) => {
            calls.move_home(there.dc_id).await?;
            let request = tl::functions::auth::ImportLoginToken { token: there.token };
            match calls.call(CallRoute::HOME_ONCE, &request).await {
                Ok(Token::Success(success)) => Ok(Exported::Authorization(success.authorization.into())),
                Ok(Token::Token(token)) => Ok(Exported::Token(token)),
                Ok(Token::MigrateTo(_)) => Err(Error::Protocol("the data centres send each other the account")),
                Err(error) => password_needed(error),
            }
        }
        Err(error) => password_needed(error),
    }
}

fn password_needed(error: CallError) -> Result<Exported, Error> {
    if error.is("SESSION_PASSWORD_NEEDED") { Ok(Exported::PasswordNeeded) } else { Err(error.into()) }
}

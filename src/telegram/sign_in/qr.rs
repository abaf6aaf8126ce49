//! Signing in by QR code (<https://core.telegram.org/api/qr-login>).
//!
//! A token is exported, shown, and replaced shortly before it expires. When another device of the owner has scanned it, Telegram
//! pushes `updateLoginToken`; exporting once more then brings the outcome, perhaps from another data centre.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use grammers_tl_types as tl;
use time::OffsetDateTime;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

use super::complete::complete;
use super::outcome::SignIn;
use super::password;
use crate::telegram::calls::call::Calls;
use crate::telegram::calls::failed::Failed;
use crate::telegram::error::Error;
use crate::telegram::link::pushed::Pushed;
use crate::telegram::link::user::User;
use crate::telegram::transport::route::CallRoute;

/// A token is replaced so long before it expires, so that what is on the screen always works.
const MARGIN: Duration = Duration::from_secs(2);

/// A login token to be scanned as a QR code (`auth.exportLoginToken`).
#[derive(Clone)]
pub struct LoginToken {
    /// `tg://login?token=…`
    pub url: String,
    /// When it stops working; a new one follows by itself.
    pub expires: OffsetDateTime,
}

/// A step of signing in by QR code.
pub enum QrStep {
    /// Show this token; it replaces the one before.
    Token(LoginToken),
    /// The token was scanned; the account has a second factor.
    PasswordRequired {
        /// The hint that the owner left, if any.
        hint: Option<String>,
    },
    /// Done; the account is active.
    SignedIn(User),
}

/// A sign-in by QR code: the token shown last, so that a step that was dropped can be taken again.
#[derive(Default)]
pub struct QrLogin {
    showing: tokio::sync::Mutex<Option<Showing>>,
    /// Told when another page begins; the one before has had its turn.
    anew: tokio::sync::Notify,
}

struct Showing {
    token: Vec<u8>,
    /// When Telegram is asked again in any case.
    until: Instant,
    /// What was pushed since before the token was asked for: no scan falls between two steps.
    pushed: Receiver<Pushed>,
}

impl QrLogin {
    /// Begins to show QR codes: the next step gives one at once. A step that somebody else waits for ends with [`Error::Unavailable`], so that
    /// a page that was loaded again has its code though nobody knows yet that the one before is gone.
    pub async fn begin(&self) {
        self.anew.notify_waiters();
        *self.showing.lock().await = None;
    }

    /// The next step of signing in by QR code: the first token at once, then a fresh one when it expires, and at last the outcome.
    /// Cancel-safe: dropping the future loses nothing.
    pub async fn step(&self, calls: &Calls) -> Result<QrStep, Error> {
        tokio::select! {
            step = self.next_step(calls) => step,
            () = self.anew.notified() => Err(Error::Unavailable("another page shows the code")),
        }
    }

    async fn next_step(&self, calls: &Calls) -> Result<QrStep, Error> {
        if let Some(user) = calls.session.user() {
            return Ok(QrStep::SignedIn(user));
        }
        if calls.session.login().password_needed {
            return password_step(calls).await;
        }
        let mut shown = self.showing.lock().await;
        let _open = calls.connections.for_calls(calls.session.home()).keep_open();
        loop {
            if let Some(showing) = &mut *shown {
                wait(&mut showing.pushed, showing.until).await;
                // The push is taken out now; were this dropped before Telegram is asked, the next step asks at once.
                showing.until = Instant::now();
            }
            let pushed = calls.connections.pushed();
            let exported = export(calls).await?;
            let token = match exported {
                Exported::Token(token) => token,
                Exported::Signed(authorization) => {
                    *shown = None;
                    return Ok(QrStep::SignedIn(complete(calls, *authorization).await?));
                }
                Exported::PasswordOwed => {
                    *shown = None;
                    return password_step(calls).await;
                }
            };
            let expires = OffsetDateTime::from_unix_timestamp(token.expires.into())
                .map_err(|_| Error::Protocol("a login token expires at no time"))?;
            let left = Duration::try_from(expires - OffsetDateTime::now_utc()).unwrap_or_default();
            let until = Instant::now() + left.saturating_sub(MARGIN).max(Duration::from_secs(1));
            let known = shown.as_ref().is_some_and(|showing| showing.token == token.token);
            let url = format!("tg://login?token={}", URL_SAFE_NO_PAD.encode(&token.token));
            *shown = Some(Showing { token: token.token, until, pushed });
            if !known {
                return Ok(QrStep::Token(LoginToken { url, expires }));
            }
        }
    }
}

enum Exported {
    Token(tl::types::auth::LoginToken),
    Signed(Box<tl::enums::auth::Authorization>),
    PasswordOwed,
}

async fn password_step(calls: &Calls) -> Result<QrStep, Error> {
    match password::required(calls).await? {
        SignIn::PasswordRequired { hint } => Ok(QrStep::PasswordRequired { hint }),
        SignIn::SignedIn(user) => Ok(QrStep::SignedIn(user)),
    }
}

/// Until the token was scanned (or the line was lost, and nobody knows), at most until then.
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
    let request = tl::functions::auth::ExportLoginToken {
        api_id: calls.application.id,
        api_hash: calls.application.hash().to_owned(),
        except_ids: Vec::new(),
    };
    read(calls, calls.call(CallRoute::HOME, &request).await).await
}

async fn read(calls: &Calls, answer: Result<tl::enums::auth::LoginToken, Failed>) -> Result<Exported, Error> {
    use tl::enums::auth::LoginToken as Token;
    match answer {
        Ok(Token::Token(token)) => Ok(Exported::Token(token)),
        Ok(Token::Success(success)) => Ok(Exported::Signed(success.authorization.into())),
        Ok(Token::MigrateTo(there)) => {
            calls.move_home(there.dc_id).await?;
            let request = tl::functions::auth::ImportLoginToken { token: there.token };
            match calls.call(CallRoute::HOME_ONCE, &request).await {
                Ok(Token::Success(success)) => Ok(Exported::Signed(success.authorization.into())),
                Ok(Token::Token(token)) => Ok(Exported::Token(token)),
                Ok(Token::MigrateTo(_)) => Err(Error::Protocol("the data centres send each other the account")),
                Err(failed) => owed(failed),
            }
        }
        Err(failed) => owed(failed),
    }
}

fn owed(failed: Failed) -> Result<Exported, Error> {
    if failed.is("SESSION_PASSWORD_NEEDED") { Ok(Exported::PasswordOwed) } else { Err(failed.into()) }
}

//! A guard with the managed state that signing in needs; makes the responses of the steps.

use std::convert::Infallible;
use std::sync::Arc;

use rocket::Request;
use rocket::request::{FromRequest, Outcome};
use rocket::serde::json::Json;
use time::OffsetDateTime;

use super::error::{Error, Operation};
use super::session_string::{Purpose, SessionString};
use super::wire::AuthBody;
use crate::accounts::Accounts;
use crate::http::limits::sign_in::SignInLimits;
use crate::http::request::state::{managed, needs};
use crate::store::Store;
use crate::telegram::Account;

/// The managed state for signing in.
pub(super) struct SignInServices<'r> {
    /// Opens accounts.
    pub accounts: &'r Accounts,
    /// The limits on attempts.
    pub limits: &'r SignInLimits,
    store: &'r Store,
}

impl SignInServices<'_> {
    /// The response of a step before the last one.
    pub(super) fn continued(
        &self,
        operation: Operation,
        message: &'static str,
        next_step: &'static str,
        account: &Arc<Account>,
    ) -> Result<Json<AuthBody>, Error> {
        let session_string = self.seal(operation, Purpose::SigningIn, account)?;
        Ok(Json(AuthBody { message, next_step, session_string, sent: None }))
    }

    /// The response of the last step: signed in.
    pub(super) fn completed(
        &self,
        operation: Operation,
        message: &'static str,
        account: &Arc<Account>,
    ) -> Result<Json<AuthBody>, Error> {
        let session_string = self.seal(operation, Purpose::SignedIn, account)?;
        Ok(Json(AuthBody { message, next_step: "completed", session_string, sent: None }))
    }

    /// The session string for the next request.
    fn seal(&self, operation: Operation, purpose: Purpose, account: &Arc<Account>) -> Result<String, Error> {
        let held = self.accounts.pack_client_held(account).map_err(|error| operation.failed(error))?;
        let string = SessionString::seal(self.store, purpose, &held, OffsetDateTime::now_utc());
        let string = string.map_err(|error| Operation::OpenSession.failed(error))?;
        Ok(string.text().to_owned())
    }
}

needs!(SignInServices<'_>: Accounts, SignInLimits, Store);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SignInServices<'r> {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self { accounts: managed(request), limits: managed(request), store: managed(request) })
    }
}

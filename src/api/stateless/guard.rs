//! Callers and their rights, and the requests that they make.
//!
//! [`Anyone`] has no string, [`SigningIn`] has one from `/auth/send_code`, [`SignedIn`] one whose sign-in is done. A [`Call`] is such a caller
//! together with what the request says, in its query or its JSON body. The catcher answers with the [`Error`] of a guard that fails.
//! Everything that is malformed is reported at once, before the caller is identified.

use std::sync::Arc;

use rocket::data::{Data, FromData};
use rocket::form::ValueField;
use rocket::request::{FromRequest, Outcome};
use rocket::{Ignite, Request, Rocket, Sentinel};
use time::OffsetDateTime;

use super::error::{Error, Operation};
use super::session_string::{Purpose, SessionString};
use crate::accounts::Accounts;
use crate::http::errors::api_error::fail;
use crate::http::errors::fault::Fault;
use crate::http::fastapi::other_form;
use crate::http::fastapi::validation::{FieldReader, Item, read_json};
use crate::http::request::body;
use crate::http::request::client::Client;
use crate::http::request::state::managed;
use crate::store::Store;
use crate::telegram::{self, Account};

/// The header that carries everything.
pub(super) const HEADER: &str = "X-Session-String";
/// The one path that the document writes with a slash at its end.
const WITH_SLASH: [&str; 1] = ["/messages"];
/// More than any JSON body of this API has: the longest text, escaped.
pub(super) const LIMIT: u64 = 64 << 10;

/// Somebody without a string.
pub(super) struct Anyone {
    /// Where the request comes from.
    pub client: Client,
}

/// Somebody whose sign-in was begun.
pub(super) struct SigningIn {
    /// Where the request comes from.
    pub client: Client,
    /// The account that is being signed in.
    pub account: Arc<Account>,
}

/// Somebody who is signed in.
pub(super) struct SignedIn {
    /// Their account.
    pub account: Arc<Account>,
}

/// Somebody with a string of either kind.
pub(super) struct SessionHolder {
    /// Their account.
    pub account: Arc<Account>,
}

/// A rung of the ladder.
pub(super) trait Caller: Sized + Send {
    /// What is missing in the request for anybody to be identified.
    fn missing(request: &Request<'_>) -> Option<Item> {
        (!request.headers().contains(HEADER)).then(|| Item::missing_header(HEADER))
    }

    /// Who it is.
    fn identify(request: &Request<'_>) -> impl Future<Output = Result<Self, Error>> + Send;
}

impl Caller for Anyone {
    fn missing(_: &Request<'_>) -> Option<Item> {
        None
    }

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        Ok(Self { client: Client::of(request) })
    }
}

impl Caller for SigningIn {
    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        let (purpose, account) = open(request).await?;
        // Its account may have been signed in since, with this very string.
        if purpose != Purpose::SigningIn || account.user().is_some() {
            return Err(Error::InvalidSession);
        }
        Ok(Self { client: Client::of(request), account })
    }
}

impl Caller for SignedIn {
    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        let (purpose, account) = open(request).await?;
        if purpose == Purpose::SignedIn { Ok(Self { account }) } else { Err(Error::InvalidSession) }
    }
}

impl Caller for SessionHolder {
    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        open(request).await.map(|(_, account)| Self { account })
    }
}

async fn open(request: &Request<'_>) -> Result<(Purpose, Arc<Account>), Error> {
    let mut values = request.headers().get(HEADER);
    let (Some(text), None) = (values.next(), values.next()) else { return Err(Error::InvalidSession) };
    let (store, accounts) = (managed::<Store>(request), managed::<Accounts>(request));
    let opened = SessionString::open(store, text, OffsetDateTime::now_utc());
    let (purpose, held) = opened.ok_or(Error::InvalidSession)?;
    match accounts.open_client_held(&held).await {
        Ok(account) => Ok((purpose, account)),
        Err(telegram::Error::SignedOut) => Err(Error::InvalidSession),
        Err(error) => Err(Operation::OpenSession.failed(error)),
    }
}

/// What a request says.
pub(super) trait Input: Sized + Send {
    /// Reads the fields; `None` when a problem with one of them was noted.
    fn read(fields: &mut FieldReader) -> Option<Self>;
}

/// A request that was understood, of somebody who may make it.
pub(super) struct Call<C, I> {
    /// Who makes it.
    pub caller: C,
    /// What it says.
    pub input: I,
}

impl<C: Caller, I: Input> Call<C, I> {
    async fn understand(request: &Request<'_>, mut fields: FieldReader) -> Result<Self, Error> {
        let input = I::read(&mut fields);
        let problems: Vec<_> = C::missing(request).into_iter().chain(fields.into_problems()).collect();
        match input {
            Some(input) if problems.is_empty() => Ok(Self { caller: C::identify(request).await?, input }),
            _ => Err(Error::Invalid(problems)),
        }
    }

    async fn read_body(request: &Request<'_>, data: Data<'_>) -> Result<Self, Error> {
        let bytes = body::read(request, data, LIMIT).await.map_err(Fault::from)?;
        own_form(request)?;
        match read_json(request.headers().get_one("Content-Type"), &bytes) {
            Ok(fields) => Self::understand(request, FieldReader::of_body(fields)).await,
            Err(item) => Err(Error::Invalid(C::missing(request).into_iter().chain([item]).collect())),
        }
    }
}

impl<C, I> Sentinel for Call<C, I> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        rocket.state::<Store>().is_none() || rocket.state::<Accounts>().is_none()
    }
}

/// From a query.
#[rocket::async_trait]
impl<'r, C: Caller, I: Input> FromRequest<'r> for Call<C, I> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let understood = async {
            own_form(request)?;
            let fields = request.query_fields().map(|ValueField { name, value }| (name.source().as_str(), value));
            let fields = FieldReader::of_texts("query", fields);
            Self::understand(request, fields).await
        };
        match understood.await {
            Ok(call) => Outcome::Success(call),
            Err(error) => Outcome::Error(fail(request, error)),
        }
    }
}

/// From a JSON body.
#[rocket::async_trait]
impl<'r, C: Caller, I: Input> FromData<'r> for Call<C, I> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> rocket::data::Outcome<'r, Self> {
        match Self::read_body(request, data).await {
            Ok(call) => rocket::data::Outcome::Success(call),
            Err(error) => rocket::data::Outcome::Error(fail(request, error)),
        }
    }
}

/// A request that says nothing but who makes it.
pub(super) struct Nothing;

impl Input for Nothing {
    fn read(_: &mut FieldReader) -> Option<Self> {
        Some(Self)
    }
}

/// The document's form of each path answers; the other one is sent there.
pub(super) fn own_form(request: &Request<'_>) -> Result<(), Error> {
    other_form::location(request, &WITH_SLASH).map_or(Ok(()), |location| Err(Error::Elsewhere(location)))
}

//! The guards: who makes a request, and its parameters.
//!
//! [`Anyone`] has no session string, [`SigningIn`] has one from `/auth/send_code`, [`SignedIn`] one of a finished sign-in. A [`Call`] is a caller
//! together with the request's parameters, from its query or its JSON body. If a guard fails, the catcher answers with its [`Error`].
//! All malformed parameters are reported together, before the caller is identified.

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

/// The header with the session string.
pub(super) const HEADER: &str = "X-Session-String";
/// The one path that ends with a slash in the original's documentation.
const WITH_SLASH: [&str; 1] = ["/messages"];
/// The most bytes of a JSON body. The longest text, escaped, is shorter.
pub(super) const LIMIT: u64 = 64 << 10;

/// A caller without a session string.
pub(super) struct Anyone {
    /// The address of the request.
    pub client: Client,
}

/// A caller whose sign-in is under way.
pub(super) struct SigningIn {
    /// The address of the request.
    pub client: Client,
    /// The account that is being signed in.
    pub account: Arc<Account>,
}

/// A caller who is signed in.
pub(super) struct SignedIn {
    /// The caller's account.
    pub account: Arc<Account>,
}

/// A caller with a session string for any purpose.
pub(super) struct SessionHolder {
    /// The caller's account.
    pub account: Arc<Account>,
}

/// A kind of caller.
pub(super) trait Caller: Sized + Send {
    /// The problem of a request without the header.
    fn missing(request: &Request<'_>) -> Option<Item> {
        (!request.headers().contains(HEADER)).then(|| Item::missing_header(HEADER))
    }

    /// Identifies the caller.
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
        // The account may have been signed in already, with the same string.
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

/// The parameters of a request.
pub(super) trait Input: Sized + Send {
    /// Reads the fields; `None` if one of them has a problem.
    fn read(fields: &mut FieldReader) -> Option<Self>;
}

/// A well-formed request of a caller who may make it.
pub(super) struct Call<C, I> {
    /// The caller.
    pub caller: C,
    /// The parameters.
    pub input: I,
}

impl<C: Caller, I: Input> Call<C, I> {
    async fn parse(request: &Request<'_>, mut fields: FieldReader) -> Result<Self, Error> {
        let input = I::read(&mut fields);
        let problems: Vec<_> = C::missing(request).into_iter().chain(fields.into_problems()).collect();
        match input {
            Some(input) if problems.is_empty() => Ok(Self { caller: C::identify(request).await?, input }),
            _ => Err(Error::Invalid(problems)),
        }
    }

    async fn read_body(request: &Request<'_>, data: Data<'_>) -> Result<Self, Error> {
        let bytes = body::read(request, data, LIMIT).await.map_err(Fault::from)?;
        check_slash(request)?;
        match read_json(request.headers().get_one("Content-Type"), &bytes) {
            Ok(fields) => Self::parse(request, FieldReader::of_body(fields)).await,
            Err(item) => Err(Error::Invalid(C::missing(request).into_iter().chain([item]).collect())),
        }
    }
}

impl<C, I> Sentinel for Call<C, I> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        rocket.state::<Store>().is_none() || rocket.state::<Accounts>().is_none()
    }
}

/// Parameters from the query.
#[rocket::async_trait]
impl<'r, C: Caller, I: Input> FromRequest<'r> for Call<C, I> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let call = async {
            check_slash(request)?;
            let fields = request.query_fields().map(|ValueField { name, value }| (name.source().as_str(), value));
            let fields = FieldReader::of_texts("query", fields);
            Self::parse(request, fields).await
        };
        match call.await {
            Ok(call) => Outcome::Success(call),
            Err(error) => Outcome::Error(fail(request, error)),
        }
    }
}

/// Parameters from a JSON body.
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

/// No parameters.
pub(super) struct NoInput;

impl Input for NoInput {
    fn read(_: &mut FieldReader) -> Option<Self> {
        Some(Self)
    }
}

/// Redirects from the other form of a path, with or without a slash at the end, to the original's.
pub(super) fn check_slash(request: &Request<'_>) -> Result<(), Error> {
    other_form::location(request, &WITH_SLASH).map_or(Ok(()), |location| Err(Error::Redirect(location)))
}

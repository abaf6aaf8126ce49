//! Callers and their rights, as a ladder.
//!
//! | caller | shows | may |
//! |---|---|---|
//! | [`Anyone`] | nothing | register, sign in, open shares |
//! | [`Person`] | a token, or an app password as HTTP Basic | do everything about files |
//! | [`AccountOwner`] | a token | change the account as well |
//! | [`Operator`] | the token of an operator | look after the drive |
//! | [`StorageOperator`] | the same, or on the sandbox that the request comes from this machine | sign the storage account in |
//!
//! [`StorageReady`] is one of them where the storage account is needed. A [`Call`](crate::http::fastapi::call::Call) is a caller together with the parameters of
//! the request. As with FastAPI, who is not let in does not get to know what else is wrong with the request.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rocket::request::{FromRequest, Outcome};
use rocket::{Ignite, Request, Rocket, Sentinel};
use zeroize::Zeroizing;

use super::error::{Error, Operation};
use crate::drive::people::{Password, SignedIn};
use crate::drive::{self, Actor, ActorKind, Drive, OpenShare};
use crate::http::fastapi::call::Caller;
use crate::http::limits::passwords::PasswordLimits;
use crate::http::request::client::Client;
use crate::http::request::state::{managed, needs};
use crate::store::drive::NodeKind;
use crate::store::drive::app_passwords::AppPassword;
use crate::store::drive::users::User;

/// Headers by which proxies tell of themselves.
const PROXY_HEADERS: [&str; 6] =
    ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"];

/// A caller who shows nothing.
pub(super) struct Anyone {
    /// The address of the request.
    pub client: Client,
}

/// A user.
pub(super) struct Person {
    /// The user.
    pub user: User,
    /// What was shown.
    pub access: Access,
    /// The address of the request.
    pub client: Client,
}

/// What a user has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// A token.
    Token,
    /// An app password of that name.
    AppPassword(String),
}

/// A user with a token.
pub(super) struct AccountOwner {
    /// The user and the session.
    pub signed_in: SignedIn,
    /// The address of the request.
    pub client: Client,
}

/// An operator with a token.
pub(super) struct Operator {
    /// The operator and the session.
    pub signed_in: SignedIn,
    /// The address of the request.
    pub client: Client,
}

/// Whoever may sign the storage account in.
pub(super) struct StorageOperator {
    /// The address of the request.
    pub client: Client,
}

/// A caller, where the storage account is signed in. That is checked before anything else about the request.
pub(super) struct StorageReady<C = Person> {
    /// The caller.
    pub caller: C,
}

needs!(Anyone: Drive, PasswordLimits);
needs!(Person: Drive, PasswordLimits);
needs!(AccountOwner: Drive, PasswordLimits);
needs!(Operator: Drive, PasswordLimits);
needs!(StorageOperator: Drive, PasswordLimits);

impl<C: Sentinel> Sentinel for StorageReady<C> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        C::abort(rocket) || rocket.state::<Drive>().is_none()
    }
}

impl Caller for Anyone {
    type Error = Error;

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        Ok(Self { client: Client::of(request) })
    }
}

impl Caller for Person {
    type Error = Error;

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        let client = Client::of(request);
        let (user, access) = match Authorization::of(request)? {
            Authorization::Bearer(token) => {
                let SignedIn { user, .. } = managed::<Drive>(request).people().authenticate(token).await?;
                (user, Access::Token)
            }
            Authorization::Basic { name, password } => {
                let (user, password) = authenticate_app(request, client, &name, &password).await?;
                (user, Access::AppPassword(password.name))
            }
        };
        Ok(Self { user, access, client })
    }
}

impl Caller for AccountOwner {
    type Error = Error;

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        let client = Client::of(request);
        match Authorization::of(request)? {
            Authorization::Bearer(token) => {
                let signed_in = managed::<Drive>(request).people().authenticate(token).await?;
                Ok(Self { signed_in, client })
            }
            Authorization::Basic { name, password } => {
                authenticate_app(request, client, &name, &password).await?;
                Err(Error::TokenRequired)
            }
        }
    }
}

impl Caller for Operator {
    type Error = Error;

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        let AccountOwner { signed_in, client } = AccountOwner::identify(request).await?;
        if signed_in.user.is_operator {
            Ok(Self { signed_in, client })
        } else {
            Err(drive::Error::OperatorRequired.into())
        }
    }
}

impl Caller for StorageOperator {
    type Error = Error;

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        if !(managed::<Drive>(request).settings().open_sign_in && is_from_this_machine(request)) {
            Operator::identify(request).await?;
        }
        Ok(Self { client: Client::of(request) })
    }
}

impl<C: Caller<Error = Error>> Caller for StorageReady<C> {
    type Error = Error;

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        let caller = C::identify(request).await?;
        let storage = managed::<Drive>(request).sign_in_flow().signed_in().await;
        let storage = storage.map_err(|error| Operation::Any.failed(error))?;
        storage.ok_or(drive::Error::StorageSignedOut)?;
        Ok(Self { caller })
    }
}

impl Person {
    /// Who it is, for the audit.
    pub(super) fn actor(&self) -> Actor {
        let user = actor(&self.user, self.client);
        match &self.access {
            Access::Token => user,
            Access::AppPassword(name) => {
                Actor { kind: ActorKind::AppPassword, app_password: Some(name.clone()), ..user }
            }
        }
    }
}

impl AccountOwner {
    /// Who it is, for the audit.
    pub(super) fn actor(&self) -> Actor {
        actor(&self.signed_in.user, self.client)
    }
}

impl Operator {
    /// Who it is, for the audit.
    pub(super) fn actor(&self) -> Actor {
        actor(&self.signed_in.user, self.client)
    }
}

/// A user with a token, for the audit.
pub(super) fn actor(user: &User, client: Client) -> Actor {
    let (name, address) = (user.name.clone(), Some(address(client)));
    Actor { kind: ActorKind::User, user: user.id, name, app_password: None, address }
}

/// A client's address, as the audit has it.
pub(super) fn address(client: Client) -> String {
    client.address.to_canonical().to_string()
}

/// The header with a share's password.
const SHARE_PASSWORD: &str = "X-Share-Password";

/// Somebody with a link, and what they show beside it.
pub(super) struct Visit<'r> {
    client: Client,
    password: Option<Password>,
    limits: &'r PasswordLimits,
}

needs!(Visit<'_>: PasswordLimits);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Visit<'r> {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let password = request.headers().get_one(SHARE_PASSWORD);
        let password = password.and_then(|text| Password::parse(Zeroizing::new(text.to_owned())).ok());
        Outcome::Success(Self { client: Client::of(request), password, limits: managed(request) })
    }
}

impl Visit<'_> {
    /// Opens a share of that kind. Wrong passwords are counted, and at the limit right ones are refused too: otherwise there would be none.
    pub(super) async fn open(&self, drive: &Drive, token: &str, kind: NodeKind) -> Result<OpenShare, Error> {
        let address = Some(address(self.client));
        let Some(password) = &self.password else { return Ok(drive.open_share(token, kind, None, address).await?) };
        let counted = self.limits.try_share_password(self.client, token)?;
        Ok(counted.settle(drive.open_share(token, kind, Some(password), address).await)?)
    }
}

/// What a request shows.
enum Authorization<'r> {
    /// A token.
    Bearer(&'r str),
    /// A name and a password.
    Basic {
        /// The name.
        name: String,
        /// The password.
        password: Zeroizing<String>,
    },
}

impl<'r> Authorization<'r> {
    fn of(request: &'r Request<'_>) -> Result<Self, Error> {
        let mut values = request.headers().get("Authorization");
        let (Some(value), None) = (values.next(), values.next()) else { return Err(Error::NotAuthenticated) };
        let (scheme, value) = value.split_once(' ').unwrap_or((value, ""));
        if scheme.eq_ignore_ascii_case("bearer") {
            Ok(Self::Bearer(value.trim()))
        } else if scheme.eq_ignore_ascii_case("basic") {
            Self::basic(value.trim()).ok_or_else(|| drive::Error::TokenInvalid.into())
        } else {
            Err(Error::NotAuthenticated)
        }
    }

    /// RFC 7617.
    fn basic(value: &str) -> Option<Self> {
        let bytes = Zeroizing::new(STANDARD.decode(value).ok()?);
        let (name, password) = std::str::from_utf8(&bytes).ok()?.split_once(':')?;
        Some(Self::Basic { name: name.to_owned(), password: Zeroizing::new(password.to_owned()) })
    }
}

/// The user whose app password that is. Wrong ones are counted, and noted.
async fn authenticate_app(
    request: &Request<'_>,
    client: Client,
    name: &str,
    password: &str,
) -> Result<(User, AppPassword), Error> {
    let drive = managed::<Drive>(request);
    let authenticated = drive.people().authenticate_app(name, password).await;
    if !matches!(authenticated, Err(drive::Error::TokenInvalid)) {
        return Ok(authenticated?);
    }
    managed::<PasswordLimits>(request).wrong_app_password(client)?;
    let address = Some(address(client));
    Ok(drive.noted_sign_in(ActorKind::AppPassword, name, address, authenticated).await?)
}

/// Whether a request was made on this machine, and for itself: not by a proxy on behalf of somebody else.
fn is_from_this_machine(request: &Request<'_>) -> bool {
    let client = Client::of(request);
    let is_proxied = client.proxied || PROXY_HEADERS.iter().any(|header| request.headers().contains(*header));
    client.address.to_canonical().is_loopback() && !is_proxied
}

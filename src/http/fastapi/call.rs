//! Requests as guards: who makes them, and their parameters.
//!
//! A [`Call`] is a caller together with the request's parameters, from its query or its JSON body; a [`FormCall`] has them from a form. If one fails,
//! the catcher answers with the API's error. All malformed parameters are reported together.

use rocket::data::{Data, FromData};
use rocket::form::ValueField;
use rocket::request::{FromRequest, Outcome};
use rocket::{Ignite, Request, Rocket, Sentinel};

use super::api::FastApi;
use super::other_form;
use super::validation::{FieldReader, Item, read_json};
use crate::http::errors::api_error::fail;
use crate::http::errors::fault::Fault;
use crate::http::request::{body, fields};

/// A kind of caller. As a [`Sentinel`] it says what it needs of the server.
pub trait Caller: Sentinel + Sized + Send {
    /// The error of its API.
    type Error: FastApi;

    /// The problem of a request that lacks what callers are identified by, where that is reported like a missing parameter.
    fn missing(_request: &Request<'_>) -> Option<Item> {
        None
    }

    /// Identifies the caller.
    fn identify(request: &Request<'_>) -> impl Future<Output = Result<Self, Self::Error>> + Send;
}

/// The parameters of a request.
pub trait Input: Sized + Send {
    /// Reads the fields; `None` if one of them has a problem.
    fn read(fields: &mut FieldReader) -> Option<Self>;
}

/// No parameters.
pub struct NoInput;

impl Input for NoInput {
    fn read(_: &mut FieldReader) -> Option<Self> {
        Some(Self)
    }
}

/// A well-formed request of a caller who may make it.
pub struct Call<C, I> {
    /// The caller.
    pub caller: C,
    /// The parameters.
    pub input: I,
}

/// The same with parameters from a form in either encoding. A field without text is missing.
pub struct FormCall<C, I> {
    /// The caller.
    pub caller: C,
    /// The parameters.
    pub input: I,
}

/// The same with parameters from a JSON body that may be missing.
pub struct OptionalCall<C, I> {
    /// The caller.
    pub caller: C,
    /// The parameters.
    pub input: I,
}

impl<C: Caller, I: Input> Call<C, I> {
    async fn parse(request: &Request<'_>, mut fields: FieldReader) -> Result<Self, C::Error> {
        let identified = if C::Error::CALLER_FIRST { Some(C::identify(request).await?) } else { None };
        let input = I::read(&mut fields);
        let problems: Vec<_> = C::missing(request).into_iter().chain(fields.into_problems()).collect();
        let Some(input) = input.filter(|_| problems.is_empty()) else { return Err(C::Error::invalid(problems)) };
        let caller = match identified {
            Some(caller) => caller,
            None => C::identify(request).await?,
        };
        Ok(Self { caller, input })
    }

    async fn parse_json(request: &Request<'_>, data: Data<'_>) -> Result<Self, C::Error> {
        let bytes = body::read(request, data, C::Error::BODY_LIMIT).await.map_err(Fault::from)?;
        check_slash::<C::Error>(request)?;
        Self::parse_body(request, &bytes).await
    }

    async fn parse_body(request: &Request<'_>, bytes: &[u8]) -> Result<Self, C::Error> {
        match read_json(request.headers().get_one("Content-Type"), bytes) {
            Ok(fields) => Self::parse(request, FieldReader::of_body(fields)).await,
            Err(item) => {
                if C::Error::CALLER_FIRST {
                    C::identify(request).await?;
                }
                Err(C::Error::invalid(C::missing(request).into_iter().chain([item]).collect()))
            }
        }
    }

    async fn parse_optional_json(request: &Request<'_>, data: Data<'_>) -> Result<Self, C::Error> {
        let bytes = body::read(request, data, C::Error::BODY_LIMIT).await.map_err(Fault::from)?;
        check_slash::<C::Error>(request)?;
        if bytes.is_empty() || bytes.trim_ascii() == b"null" {
            return Self::parse(request, FieldReader::of_body(serde_json::Map::new())).await;
        }
        Self::parse_body(request, &bytes).await
    }

    async fn parse_form(request: &Request<'_>, data: Data<'_>) -> Result<Self, C::Error> {
        let form = fields::read_form(request, data, C::Error::BODY_LIMIT).await.map_err(Fault::from)?;
        check_slash::<C::Error>(request)?;
        Self::parse(request, FieldReader::of_form(form)).await
    }
}

/// Redirects from the other form of a path, with or without a slash at the end, to the original's.
pub fn check_slash<E: FastApi>(request: &Request<'_>) -> Result<(), E> {
    other_form::location(request, E::WITH_SLASH).map_or(Ok(()), |location| Err(E::redirect(location)))
}

impl<C: Sentinel, I> Sentinel for Call<C, I> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        C::abort(rocket)
    }
}

impl<C: Sentinel, I> Sentinel for OptionalCall<C, I> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        C::abort(rocket)
    }
}

impl<C: Sentinel, I> Sentinel for FormCall<C, I> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        C::abort(rocket)
    }
}

/// Parameters from the query.
#[rocket::async_trait]
impl<'r, C: Caller, I: Input> FromRequest<'r> for Call<C, I> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let call = async {
            check_slash::<C::Error>(request)?;
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
        match Self::parse_json(request, data).await {
            Ok(call) => rocket::data::Outcome::Success(call),
            Err(error) => rocket::data::Outcome::Error(fail(request, error)),
        }
    }
}

#[rocket::async_trait]
impl<'r, C: Caller, I: Input> FromData<'r> for FormCall<C, I> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> rocket::data::Outcome<'r, Self> {
        match Call::parse_form(request, data).await {
            Ok(Call { caller, input }) => rocket::data::Outcome::Success(Self { caller, input }),
            Err(error) => rocket::data::Outcome::Error(fail(request, error)),
        }
    }
}

#[rocket::async_trait]
impl<'r, C: Caller, I: Input> FromData<'r> for OptionalCall<C, I> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> rocket::data::Outcome<'r, Self> {
        match Call::parse_optional_json(request, data).await {
            Ok(Call { caller, input }) => rocket::data::Outcome::Success(Self { caller, input }),
            Err(error) => rocket::data::Outcome::Error(fail(request, error)),
        }
    }
}

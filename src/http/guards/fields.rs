//! A guard for small request bodies: the fields of JSON or a form, in a struct.

use std::marker::PhantomData;

use rocket::Request;
use rocket::data::{Data, FromData, Outcome};
use serde::de::DeserializeOwned;

use crate::http::errors::api_error::{ApiError, fail};
use crate::http::errors::fault::Fault;
use crate::http::request::fields;

/// The fields of a body; `E` is the error of the API.
pub struct Fields<T, E>(pub T, PhantomData<fn() -> E>);

#[rocket::async_trait]
impl<'r, T: DeserializeOwned, E: ApiError> FromData<'r> for Fields<T, E> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match fields::read(request, data).await {
            Ok(fields) => Outcome::Success(Self(fields, PhantomData)),
            Err(error) => Outcome::Error(fail(request, E::from(Fault::from(error)))),
        }
    }
}

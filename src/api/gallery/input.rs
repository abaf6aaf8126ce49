//! Small request bodies as a guard: the fields of JSON or a form, in a struct.

use rocket::Request;
use rocket::data::{Data, FromData, Outcome};
use serde::de::DeserializeOwned;

use super::guard::leave;
use crate::http::request::fields;

/// A request's fields.
pub(super) struct Input<T>(pub T);

#[rocket::async_trait]
impl<'r, T: DeserializeOwned> FromData<'r> for Input<T> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match fields::read(request, data).await {
            Ok(fields) => Outcome::Success(Self(fields)),
            Err(error) => Outcome::Error((leave(request, error.into()), ())),
        }
    }
}

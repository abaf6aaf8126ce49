//! Guards for the query and the headers of this API's routes. Those for the session are in [`crate::browser`].

use super::error::Error;
use crate::http::guards::fields::Fields;

/// The fields of a small body.
pub type Input<T> = Fields<T, Error>;

//! What this API's routes read besides who asks, which is for the guards of [`crate::browser`] to say.

use super::error::Error;
use crate::http::guards::fields::Fields;

/// The fields of a small body.
pub type Input<T> = Fields<T, Error>;

//! What a guard refuses, left where the catcher finds it: a guard that fails tells Rocket a status only, and the catcher, which writes the
//! answer, should know why.
//!
//! Each API leaves its own type, so none takes another's.

use std::sync::{Mutex, PoisonError};

use rocket::Request;

struct Left<E>(Mutex<Option<E>>);

/// Leaves a guard's error for the catcher.
pub fn leave<E: Send + 'static>(request: &Request<'_>, error: E) {
    let left = request.local_cache(|| Left(Mutex::new(None)));
    *left.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
}

/// Takes what a guard left.
pub fn take<E: Send + 'static>(request: &Request<'_>) -> Option<E> {
    let left = request.local_cache(|| Left::<E>(Mutex::new(None)));
    left.0.lock().unwrap_or_else(PoisonError::into_inner).take()
}

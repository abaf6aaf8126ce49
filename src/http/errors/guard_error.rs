//! The error of a failed guard, for the catcher. Rocket only passes a status, but the catcher needs the error for its response.
//!
//! Each API stores an error type of its own. Guards that several APIs use (`src/browser/`) have their own type, which an API takes in
//! [`ApiError::of_guard`](super::api_error::ApiError::of_guard).

use std::sync::{Mutex, PoisonError};

use rocket::Request;

struct GuardError<E>(Mutex<Option<E>>);

/// Stores a guard's error for the catcher.
pub fn set<E: Send + 'static>(request: &Request<'_>, error: E) {
    let stored = request.local_cache(|| GuardError(Mutex::new(None)));
    *stored.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
}

/// Takes the error that a guard stored.
pub fn take<E: Send + 'static>(request: &Request<'_>) -> Option<E> {
    let stored = request.local_cache(|| GuardError::<E>(Mutex::new(None)));
    stored.0.lock().unwrap_or_else(PoisonError::into_inner).take()
}

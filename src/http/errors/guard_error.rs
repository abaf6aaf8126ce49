//! How a guard tells the catcher why it failed: Rocket hands over a status only, and the catcher, which writes the answer, needs the error.
//!
//! Each API stores its own type, so none reads another's. Guards that several of them use (`src/browser/`) store a type of theirs, which an API looks for
//! in [`ApiError::of_guard`](super::api_error::ApiError::of_guard).

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

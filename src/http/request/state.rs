//! Managed state in guards, which get a request and nothing else.

use rocket::{Request, State};

/// The state of that type.
///
/// # Panics
///
/// Where the mount table manages none: the first request of any test shows it.
pub fn managed<'r, T: Send + Sync + 'static>(request: &'r Request<'_>) -> &'r T {
    State::get(request.rocket()).map(State::inner).expect("the mount table manages it before it mounts an API")
}

//! Managed state in guards, which get a request and nothing else.
//!
//! A guard that reads some says so by `needs!`: a server without that state is then not launched, instead of failing at the first request.

use rocket::{Request, State};

/// Has the launch abort where a guard is used and state that it reads is not managed (Rocket's [`Sentinel`](rocket::Sentinel)).
macro_rules! needs {
    ($guard:ty: $($state:ty),+) => {
        impl rocket::Sentinel for $guard {
            fn abort(rocket: &rocket::Rocket<rocket::Ignite>) -> bool {
                false $(|| rocket.state::<$state>().is_none())+
            }
        }
    };
}

pub(crate) use needs;

/// The state of that type.
///
/// # Panics
///
/// Where none is managed. A guard that calls it is a [`Sentinel`](rocket::Sentinel) by `needs!`, so that such a server is not launched.
pub fn managed<'r, T: Send + Sync + 'static>(request: &'r Request<'_>) -> &'r T {
    State::get(request.rocket()).map(State::inner).expect("the launch aborts without it")
}

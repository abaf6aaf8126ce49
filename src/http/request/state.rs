//! Managed state in guards, which have nothing but the request.
//!
//! A guard declares the state that it reads by `needs!`. Without that state the launch is aborted, instead of the first request failing.

use rocket::{Request, State};

/// Aborts the launch if a guard is used and its state is not managed (Rocket's [`Sentinel`](rocket::Sentinel)).
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

/// The managed state of a type.
///
/// # Panics
///
/// If there is none. Guards declare their state by `needs!`, so a server without it is not launched.
pub fn managed<'r, T: Send + Sync + 'static>(request: &'r Request<'_>) -> &'r T {
    State::get(request.rocket()).map(State::inner).expect("the launch aborts without it")
}

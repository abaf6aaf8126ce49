//! How many uploads run at once: of one user, and of all.
//!
//! A form does not say how long its file is, so the beginning of each segment, up to 10 MiB, is held back until Telegram's method for it is known.
//! Whatever many users do, that memory has a bound.

use std::time::Duration;

use rocket::fairing::AdHoc;

use crate::http::limits::concurrency::{ConcurrencyLimit, Permit};
use crate::http::limits::limited::Limited;
use crate::store::drive::UserId;

/// The most uploads of one user: programs that synchronise folders have up to six.
const OF_ONE: usize = 8;
/// The most of all users.
const OF_ALL: usize = 32;
/// How long a client with more of them is asked to wait.
const WAIT: Duration = Duration::from_secs(2);

/// The uploads that are running.
pub(super) struct RunningUploads {
    of_one: ConcurrencyLimit<UserId>,
    of_all: ConcurrencyLimit<()>,
}

/// Permission for one upload; given back when it is dropped.
pub(super) struct UploadPermit {
    _of_one: Permit<UserId>,
    _of_all: Permit<()>,
}

impl RunningUploads {
    /// Permits one more upload of that user.
    pub(super) fn begin(&self, user: UserId) -> Result<UploadPermit, Limited> {
        let too_many = Limited { wait: WAIT };
        let of_one = self.of_one.acquire(user).ok_or(too_many)?;
        let of_all = self.of_all.acquire(()).ok_or(too_many)?;
        Ok(UploadPermit { _of_one: of_one, _of_all: of_all })
    }
}

/// Manages them.
pub(super) fn stage() -> AdHoc {
    AdHoc::on_ignite("drive uploads", |rocket| async {
        rocket.manage(RunningUploads { of_one: ConcurrencyLimit::new(OF_ONE), of_all: ConcurrencyLimit::new(OF_ALL) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_user_leaves_room_for_others_and_all_have_a_bound() {
        let running = RunningUploads { of_one: ConcurrencyLimit::new(2), of_all: ConcurrencyLimit::new(3) };
        let (one, two) = (running.begin(UserId(1)), running.begin(UserId(1)));
        assert!(one.is_ok() && two.is_ok() && running.begin(UserId(1)).is_err());
        let three = running.begin(UserId(2));
        assert!(three.is_ok() && running.begin(UserId(2)).is_err(), "three of all");
        drop(one);
        assert!(running.begin(UserId(2)).is_ok(), "a refused one has given back what it had");
    }
}

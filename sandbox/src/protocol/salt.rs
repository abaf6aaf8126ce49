//! Server salts (<https://core.telegram.org/mtproto/description#server-salt>): a new one every half hour, each valid for an hour.
//!
//! A salt is a hash of the auth key and the number of its half hour, so none is stored.

use grammers_tl_types::types::FutureSalt;
use sha2::{Digest, Sha256};

use super::auth_key::AuthKey;

/// Seconds from one salt to the next.
const PERIOD: i64 = 1800;
/// The most salts in one answer to `get_future_salts`.
const MAXIMUM_FUTURE: i32 = 64;

/// The salt to use at `now` (Unix seconds).
pub(crate) fn current(key: &AuthKey, now: i64) -> i64 {
    of_period(key, now.div_euclid(PERIOD))
}

/// Whether a client may use `salt` at `now`.
pub(crate) fn is_valid(key: &AuthKey, salt: i64, now: i64) -> bool {
    let period = now.div_euclid(PERIOD);
    salt == of_period(key, period) || salt == of_period(key, period - 1)
}

/// The current salt and the ones after it.
pub(crate) fn future(key: &AuthKey, now: i64, count: i32) -> Vec<FutureSalt> {
    let first = now.div_euclid(PERIOD);
    (first..first + i64::from(count.clamp(1, MAXIMUM_FUTURE)))
        .map(|period| FutureSalt {
            valid_since: (period * PERIOD) as i32,
            valid_until: ((period + 2) * PERIOD) as i32,
            salt: of_period(key, period),
        })
        .collect()
}

fn of_period(key: &AuthKey, period: i64) -> i64 {
    let mut hash = Sha256::new();
    hash.update(b"server salt");
    hash.update(key.bytes());
    hash.update(period.to_le_bytes());
    i64::from_le_bytes(hash.finalize()[..8].try_into().expect("eight of thirty-two bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_salt_is_valid_for_two_periods() {
        let key = AuthKey::new([1; 256]);
        let salt = current(&key, 10 * PERIOD);
        assert!(is_valid(&key, salt, 10 * PERIOD));
        assert!(is_valid(&key, salt, 12 * PERIOD - 1));
        assert!(!is_valid(&key, salt, 12 * PERIOD));
        assert!(!is_valid(&key, salt, 10 * PERIOD - 1));
        assert!(!is_valid(&AuthKey::new([2; 256]), salt, 10 * PERIOD));
    }

    #[test]
    fn future_salts_are_valid_when_they_say() {
        let key = AuthKey::new([1; 256]);
        let salts = future(&key, 5 * PERIOD + 9, 1000);
        assert_eq!(salts.len(), 64);
        for salt in salts {
            assert!(is_valid(&key, salt.salt, salt.valid_since.into()));
            assert!(is_valid(&key, salt.salt, i64::from(salt.valid_until) - 1));
        }
    }
}

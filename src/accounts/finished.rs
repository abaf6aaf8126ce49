//! Sign-ins that have just succeeded. The answer may have been lost on its way: whoever sends the same once more gets it again.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::holders::HolderId;
use crate::store::AccountId;
use crate::telegram::PhoneNumber;

/// How often something else may be sent before a sign-in is not repeated any more: otherwise codes could be guessed.
const MAX_MISSES: u8 = 3;

/// What somebody has sent to sign in: a hash of the code and the password.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secrets([u8; 32]);

impl Secrets {
    /// A code, and a password where one was sent with it.
    pub fn of_code(phone: &PhoneNumber, code: &str, password: Option<&str>) -> Self {
        Self::hash(&[
            b"code",
            phone.digits().as_bytes(),
            code.trim().as_bytes(),
            password.unwrap_or_default().as_bytes(),
        ])
    }

    /// A password.
    pub fn of_password(password: &str) -> Self {
        Self::hash(&[b"password", password.as_bytes()])
    }

    fn hash(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new_with_prefix(b"heliograph: sign-ins\0");
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}

/// The sign-ins that have just succeeded in this process.
#[derive(Default)]
pub struct FinishedSignIns(Mutex<Vec<Finished>>);

struct Finished {
    holder: HolderId,
    secrets: Secrets,
    account: AccountId,
    at: Instant,
    misses: u8,
}

impl FinishedSignIns {
    /// Records that a holder has signed in.
    pub fn record(&self, holder: HolderId, secrets: Secrets, account: AccountId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|finished| finished.holder != holder);
        all.push(Finished { holder, secrets, account, at: Instant::now(), misses: 0 });
    }

    /// Forgets what a holder has signed in to: it begins again.
    pub fn forget(&self, holder: &HolderId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|finished| finished.holder != *holder);
    }

    /// The account that a holder has signed in to with these secrets, not longer ago than `limit`.
    pub fn find(&self, holder: &HolderId, secrets: Secrets, limit: Duration) -> Option<AccountId> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|finished| finished.at.elapsed() < limit && finished.misses < MAX_MISSES);
        let finished = all.iter_mut().find(|finished| finished.holder == *holder)?;
        if finished.secrets != secrets {
            finished.misses += 1;
            return None;
        }
        Some(finished.account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::TokenHash;

    #[test]
    fn the_same_secrets_are_recognized_for_some_time_and_others_are_not_guessed() {
        let phone = PhoneNumber::parse("+9996620001").expect("a number");
        let right = Secrets::of_code(&phone, "22222", None);
        let wrong = Secrets::of_code(&phone, "22223", None);
        assert!(
            right != Secrets::of_code(&phone, "22222", Some("p")) && right == Secrets::of_code(&phone, " 22222", None)
        );
        let (holder, limit) = (HolderId::Cookie(TokenHash([1; 32])), Duration::from_secs(60));
        let finished = FinishedSignIns::default();
        finished.record(holder.clone(), right, AccountId(7));
        assert_eq!(finished.find(&holder, right, limit), Some(AccountId(7)));
        assert_eq!(finished.find(&HolderId::Cookie(TokenHash([2; 32])), right, limit), None);
        for _ in 0..MAX_MISSES {
            assert_eq!(finished.find(&holder, wrong, limit), None);
        }
        assert_eq!(finished.find(&holder, right, limit), None, "somebody guesses");
        finished.record(holder.clone(), right, AccountId(7));
        assert_eq!(finished.find(&holder, right, Duration::ZERO), None, "too long ago");
        finished.record(holder.clone(), right, AccountId(7));
        finished.forget(&holder);
        assert_eq!(finished.find(&holder, right, limit), None, "another sign-in has begun");
    }
}

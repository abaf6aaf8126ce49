//! Argon2id: on threads for blocking work, as many at a time as there are processors, and no long queue before them.
//!
//! OWASP's parameters: 19 MiB, two passes, one lane. One run takes some 30 ms and its memory, so whoever may start any number of them could keep the
//! server from everything else.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

use super::Password;
use crate::drive::Error;
use crate::store;

/// Memory, in KiB.
const MEMORY: u32 = 19 * 1024;
/// Passes over it.
const PASSES: u32 = 2;
/// How many may wait for each processor.
const QUEUE: usize = 16;
/// What others are asked to wait.
const WAIT: Duration = Duration::from_secs(2);
/// No password has this hash: its salt and its output are zeros. Verified against where there is no other, which takes as long.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and verifies passwords. Cheap to clone; clones share the limit.
#[derive(Clone)]
pub struct PasswordHashing {
    running: Arc<Semaphore>,
    /// How many run or wait.
    begun: Arc<AtomicUsize>,
    most: usize,
}

/// One that runs or waits.
struct Begun(Arc<AtomicUsize>);

impl Drop for Begun {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl PasswordHashing {
    /// One with a limit of its own.
    pub(super) fn new() -> Self {
        let processors = available_parallelism().map_or(1, NonZero::get);
        let most = processors * (1 + QUEUE);
        Self { running: Arc::new(Semaphore::new(processors)), begun: Arc::default(), most }
    }

    /// Hashes a password: Argon2id with a random salt, in PHC form.
    ///
    /// # Errors
    ///
    /// [`Error::Wait`] when too many wait already.
    pub async fn hash(&self, password: &Password) -> Result<String, Error> {
        let password = Zeroizing::new(password.expose().to_owned());
        let hashed = self.run(move || {
            let mut salt = [0; 16];
            getrandom::fill(&mut salt)?;
            let hash = argon2().hash_password_with_salt(password.as_bytes(), &salt);
            Ok::<_, getrandom::Error>(hash.expect("parameters, salt and password have lengths that Argon2 takes"))
        });
        Ok(hashed.await?.map_err(store::Error::from)?.to_string())
    }

    /// Whether a password has that hash. Takes as long, and says no, where there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Wait`] when too many wait already.
    pub async fn verify(&self, password: &Password, hash: Option<&str>) -> Result<bool, Error> {
        let password = Zeroizing::new(password.expose().to_owned());
        let hash = hash.unwrap_or(NOBODYS).to_owned();
        self.run(move || {
            let hash = PasswordHash::new(&hash);
            hash.is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let begun = Begun(Arc::clone(&self.begun));
        if self.begun.fetch_add(1, Ordering::Relaxed) >= self.most {
            return Err(Error::Wait(WAIT));
        }
        let permit = Arc::clone(&self.running).acquire_owned().await.expect("it is never closed");
        let work = spawn_blocking(move || {
            // They are given back when the work is done, also when nobody waits for it any more.
            let _held = (permit, begun);
            work()
        });
        match work.await {
            Ok(done) => Ok(done),
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Error::Wait(WAIT)),
            },
        }
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, 1, None).expect("parameters that Argon2 takes");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::parse(Zeroizing::new(text.to_owned())).unwrap()
    }

    #[tokio::test]
    async fn a_password_has_its_hash_and_no_other() {
        let hashing = PasswordHashing::new();
        let (one, two) = (hashing.hash(&password("a")).await.unwrap(), hashing.hash(&password("a")).await.unwrap());
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && one != two, "{one}");
        assert!(hashing.verify(&password("a"), Some(&one)).await.unwrap());
        assert!(!hashing.verify(&password("b"), Some(&one)).await.unwrap());
        assert!(!hashing.verify(&password("a"), None).await.unwrap());
        assert!(!hashing.verify(&password("a"), Some("nonsense")).await.unwrap());
    }

    #[test]
    fn nobodys_hash_is_one_and_takes_as_much_work() {
        let nobodys = PasswordHash::new(NOBODYS).unwrap();
        let hash = argon2().hash_password_with_salt(b"x", &[0; 16]).unwrap();
        assert_eq!(nobodys.to_string(), NOBODYS);
        assert_eq!(
            (&nobodys.algorithm, nobodys.version, &nobodys.params, &nobodys.salt),
            (&hash.algorithm, hash.version, &hash.params, &hash.salt)
        );
        assert_ne!(nobodys.hash, hash.hash);
    }

    #[tokio::test]
    async fn the_queue_is_short() {
        let hashing = PasswordHashing { most: 3, ..PasswordHashing::new() };
        let password = password("a");
        let runs = (0..8).map(|_| hashing.verify(&password, None));
        let outcomes = futures_util::future::join_all(runs).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 3);
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(false) | Err(Error::Wait(_)))));
        assert_eq!(hashing.begun.load(Ordering::Relaxed), 0, "all of them have ended");
        assert!(hashing.verify(&password, None).await.is_ok());
    }
}

//! API keys: what services sign in with instead of a cookie.
//!
//! A key is `hg_<id>_<secret>`: 16 hexadecimal digits that name its row, and 256 random bits in base64url. It is shown once, when it is
//! made; of the secret a hash is kept. That hash needs no salt and no stretching, since nobody can guess through 256 bits. What a key may
//! be used for, its [`Scope`]s say.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::store::keys::{self, KeyRow};
use crate::store::{self, KeyId, Store};

/// What every key begins with, so that a scanner for leaked secrets knows one.
const PREFIX: &str = "hg_";
/// Longer names are no names.
const MAX_NAME: usize = 64;
/// The key of the demo mode.
const DEMO: &str = "demo";

/// An API that a key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Scope {
    /// The accounts API.
    Accounts,
    /// The events API.
    Events,
}

/// A key as its owner has it. Not printed.
pub struct ApiKey {
    id: KeyId,
    secret: Zeroizing<[u8; 32]>,
}

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Nobody could tell it apart.
    #[error("a name has 1 to {MAX_NAME} characters, without control characters")]
    Name,
    /// There is a key of that name.
    #[error("there is a key of that name")]
    Taken,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Accounts, Self::Events];

    /// As it is written in commands and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Events => "events",
        }
    }

    /// Whether the words of a row have it.
    pub fn is_in(self, scopes: &str) -> bool {
        scopes.split(',').any(|word| word == self.word())
    }
}

impl ApiKey {
    /// Makes a key and stores what is kept of it. Without scopes it has all of them.
    pub async fn create(store: &Store, name: &str, scopes: &[Scope]) -> Result<Self, CreateError> {
        if name.trim().is_empty() || name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
            return Err(CreateError::Name);
        }
        let mut secret = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *secret).map_err(store::Error::from)?;
        let key = Self { id: random_id()?, secret };
        if key.insert(store, name.trim(), scopes).await? { Ok(key) } else { Err(CreateError::Taken) }
    }

    /// The key of the demo mode, made where it is missing: the same at every start, so that what a newcomer wrote down goes on working.
    pub async fn demo(store: &Store) -> Result<Self, store::Error> {
        let secret = keys::demo_secret(store);
        let id = KeyId(i64::from_be_bytes(*secret.first_chunk().expect("there are 32 bytes")) & i64::MAX);
        let key = Self { id, secret };
        key.insert(store, DEMO, &[]).await?;
        Ok(key)
    }

    /// Reads what somebody sent; `None` when it is no key at all.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
        let is_id = id.len() == 16 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let id = i64::from_str_radix(id, 16).ok().filter(|_| is_id)?;
        let mut bytes = Zeroizing::new([0; 32]);
        let length = URL_SAFE_NO_PAD.decode_slice(secret, &mut *bytes).ok()?;
        (length == bytes.len()).then_some(Self { id: KeyId(id), secret: bytes })
    }

    /// Its id.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Whether it is the key of that row. Takes as long for any wrong key.
    pub fn is_of(&self, row: &KeyRow) -> bool {
        self.hash().ct_eq(row.secret_hash.as_slice()).into()
    }

    /// The key itself, to be shown once.
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{PREFIX}{:016x}_{}", self.id.0, URL_SAFE_NO_PAD.encode(*self.secret)))
    }

    async fn insert(&self, store: &Store, name: &str, scopes: &[Scope]) -> Result<bool, store::Error> {
        let scopes = if scopes.is_empty() { &Scope::ALL } else { scopes };
        let mut words: Vec<_> = scopes.iter().map(|scope| scope.word()).collect();
        words.sort_unstable();
        words.dedup();
        keys::insert(store, self.id, name, self.hash(), &words.join(",")).await
    }

    fn hash(&self) -> [u8; 32] {
        Sha256::digest(*self.secret).into()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

fn random_id() -> Result<KeyId, store::Error> {
    Ok(KeyId((getrandom::u64()? >> 1) as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    async fn store() -> (Store, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Config::in_directory(&folder.path().join("data")).unwrap().storage;
        (Store::open(&storage).await.unwrap(), folder)
    }

    #[tokio::test]
    async fn a_key_is_known_by_its_text_alone() {
        let (store, _folder) = store().await;
        let key = ApiKey::create(&store, "robot", &[Scope::Events, Scope::Events]).await.unwrap();
        let row = keys::find(&store, key.id()).await.unwrap().unwrap();
        assert_eq!((row.name.as_str(), row.scopes.as_str(), row.used), ("robot", "events", None));
        assert!(Scope::Events.is_in(&row.scopes) && !Scope::Accounts.is_in(&row.scopes));
        let again = ApiKey::parse(&key.text()).unwrap();
        assert!(again.id() == key.id() && again.is_of(&row));
        let other = ApiKey::create(&store, "other", &[]).await.unwrap();
        assert!(!other.is_of(&row));
        assert!(matches!(ApiKey::create(&store, "robot", &[]).await, Err(CreateError::Taken)));
        assert!(matches!(ApiKey::create(&store, " ", &[]).await, Err(CreateError::Name)));
        assert!(keys::delete(&store, "robot").await.unwrap() && !keys::delete(&store, "robot").await.unwrap());
        assert!(keys::find(&store, key.id()).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn the_demo_key_stays_the_same() {
        let (store, _folder) = store().await;
        let first = ApiKey::demo(&store).await.unwrap().text();
        assert_eq!(first, ApiKey::demo(&store).await.unwrap().text());
        let key = ApiKey::parse(&first).unwrap();
        assert!(key.is_of(&keys::find(&store, key.id()).await.unwrap().unwrap()));
    }

    #[test]
    fn other_texts_are_no_keys() {
        let secret = "A".repeat(43);
        assert!(ApiKey::parse(&format!("hg_00000000000000ff_{secret}")).is_some());
        for text in [
            "",
            "hg_",
            "hg_00000000000000ff_",
            &format!("hg_00000000000000FF_{secret}"),
            &format!("hg_+0000000000000ff_{secret}"),
            &format!("hg_ff_{secret}"),
            &format!("hg_ffffffffffffffff_{secret}"),
            &format!("hg_00000000000000ff_{secret}A"),
            &format!("hg_00000000000000ff_{}", "A".repeat(42)),
            &format!("00000000000000ff_{secret}"),
        ] {
            assert!(ApiKey::parse(text).is_none(), "{text}");
        }
    }
}

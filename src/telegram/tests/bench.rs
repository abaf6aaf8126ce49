//! The server's core for tests: a data folder, a sandbox in it, and accounts of that.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use sandbox::Sandbox;

use crate::accounts::Accounts;
use crate::config::{Config, TimeLimits};
use crate::store::Store;
use crate::stream::ByteRange;
use crate::telegram::{Account, Error, Media, MediaQuery, MessageId, PhoneNumber, SignIn};

/// The demo account, whose home is data centre 2.
pub const DEMO: &str = "+9996620001";
/// An account with a second factor.
pub const GUARDED: &str = "+9996621000";
/// The password of [`GUARDED`].
pub const PASSWORD: &str = "sandbox";
/// An account without messages.
pub const EMPTY: &str = "+9996622000";
/// An account with 100,000 media messages.
pub const ENDLESS: &str = "+9996623000";

/// The core on a sandbox.
pub struct Bench {
    pub accounts: Accounts,
    store: Store,
    config: Config,
    _folder: tempfile::TempDir,
}

impl Bench {
    /// Starts it in a new folder.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts it in a new folder, with other time limits.
    pub async fn start_with(change: impl FnOnce(&mut TimeLimits)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = Config::in_directory(&folder.path().join("data")).expect("the defaults are valid");
        // Trouble that does not pass is told soon.
        let calls = &mut config.time_limits.calls;
        calls.pause = Duration::from_millis(20);
        calls.call_outage = Duration::from_millis(500);
        calls.transfer_outage = Duration::from_secs(1);
        change(&mut config.time_limits);
        let (accounts, store) = start(&config).await;
        Self { accounts, store, config, _folder: folder }
    }

    /// Stops it, and starts it again in the same folder.
    pub async fn restart(self) -> Self {
        let Self { accounts, store, config, _folder } = self;
        accounts.shutdown(Instant::now()).await;
        drop(accounts);
        store.close().await.expect("the database closes");
        let (accounts, store) = start(&config).await;
        Self { accounts, store, config, _folder }
    }

    /// The embedded sandbox.
    pub fn sandbox(&self) -> &Sandbox {
        self.accounts.sandbox().expect("the default is the sandbox")
    }

    /// An account that has signed in with the code.
    pub async fn sign_in(&self, number: &str) -> Arc<Account> {
        let account = self.accounts.create().await.expect("a session");
        let phone = phone(number);
        account.send_code(&phone).await.expect("a code");
        match account.sign_in(&phone, &code(number)).await.expect("the right code") {
            SignIn::SignedIn(_) => {}
            SignIn::PasswordRequired { .. } => {
                account.check_password(PASSWORD).await.expect("the right password");
            }
        }
        account
    }

    /// The number of calls of a method since the counters were reset.
    pub fn calls(&self, method: &str) -> u64 {
        self.sandbox().counters().methods.get(method).map_or(0, |method| method.calls)
    }
}

async fn start(config: &Config) -> (Accounts, Store) {
    let store = Store::open(&config.storage).await.expect("a database");
    let accounts = Accounts::start(config, store.clone()).await.expect("a sandbox");
    (accounts, store)
}

/// A valid phone number.
pub fn phone(number: &str) -> PhoneNumber {
    PhoneNumber::parse(number).expect("a number")
}

/// The login code of a sandbox number: its data centre's digit five times.
pub fn code(number: &str) -> String {
    number.chars().nth(6).expect("a long number").to_string().repeat(5)
}

/// All items of Saved Messages, newest first.
pub async fn all_items(account: &Account) -> Vec<Media> {
    let mut all = Vec::new();
    let mut query = MediaQuery { limit: 100, ..MediaQuery::default() };
    loop {
        let page = account.list_media(&query).await.expect("a page");
        all.extend(page.items);
        match page.next {
            Some(next) => query.before = Some(next),
            None => return all,
        }
    }
}

/// The item whose file has that name.
pub async fn item_named(account: &Account, name: &str) -> Media {
    all_items(account).await.into_iter().find(|media| media.name == name).expect("an item with that name")
}

/// The bytes of a range of a file.
pub async fn read(account: &Account, id: MessageId, range: std::ops::Range<u64>) -> Result<Vec<u8>, Error> {
    let mut download = account.download(id, ByteRange::new(range).expect("not empty")).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = download.next().await {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(bytes)
}

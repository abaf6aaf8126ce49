//! A whole Heliograph with a sandbox behind it that is its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use heliograph::config::TimeLimits;
use heliograph::drive::Drive;
use heliograph::keys::Scope;
use heliograph::store::Store;
use heliograph::telegram::{Account, PhoneNumber};
use sandbox::{Fault, Options, Sandbox};
use sea_orm::{ConnectionTrait, Database, Statement};
use tempfile::TempDir;

use super::{Browser, Instance, Person, Relay, Service, TestDatabase, eventually};

/// A running server, configured as an outsider would configure it: by `TELEGRAM_SERVER` and `TELEGRAM_SERVER_KEY`, to the sandbox that
/// belongs to this test alone.
///
/// End the test by [`TestServer::finish`].
pub struct TestServer {
    sandbox: Sandbox,
    relay: Option<Relay>,
    database: Option<TestDatabase>,
    home: TempDir,
    settings: Vec<(String, String)>,
    time_limits: TimeLimits,
    running: Option<Instance>,
    finished: bool,
}

/// A server to be started with settings of its own.
pub struct Builder {
    settings: Vec<(String, String)>,
    time_limits: TimeLimits,
    on_sqlite: bool,
    is_relayed: bool,
}

impl Default for Builder {
    fn default() -> Self {
        let mut time_limits = TimeLimits::default();
        // Trouble that does not pass is told soon.
        let calls = &mut time_limits.calls;
        calls.pause = Duration::from_millis(20);
        calls.call_outage = Duration::from_millis(500);
        calls.transfer_outage = Duration::from_secs(1);
        calls.unknown_key = Duration::from_secs(1);
        Self { settings: Vec::new(), time_limits, on_sqlite: false, is_relayed: false }
    }
}

impl Builder {
    /// Adds a setting, or replaces one.
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Changes how long things may take.
    pub fn time_limits(mut self, change: impl FnOnce(&mut TimeLimits)) -> Self {
        change(&mut self.time_limits);
        self
    }

    /// Keeps to SQLite though a PostgreSQL server is named.
    pub fn on_sqlite(mut self) -> Self {
        self.on_sqlite = true;
        self
    }

    /// Puts a [`Relay`] between the server and its home data centre.
    pub fn relayed(mut self) -> Self {
        self.is_relayed = true;
        self
    }

    /// Starts the sandbox, then the server.
    pub async fn start(self) -> TestServer {
        let sandbox = Sandbox::start(Options::default()).await.expect("a sandbox starts on free loopback ports");
        let home = tempfile::tempdir().expect("a folder for the test");
        let settings = sandbox_settings(&sandbox, home.path());
        let mut settings: Vec<_> = settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let database = if self.on_sqlite { None } else { TestDatabase::make().await };
        settings.extend(database.as_ref().map(|database| ("DATABASE_URL".to_owned(), database.url())));
        let relay = if self.is_relayed { Some(Relay::start(second_data_center(&sandbox)).await) } else { None };
        settings.extend(relay.as_ref().map(|relay| ("TELEGRAM_SERVER".to_owned(), relay.address().to_string())));
        settings.extend(self.settings);
        let time_limits = self.time_limits;
        let running = Some(Instance::launch(&settings, time_limits).await);
        TestServer { sandbox, relay, database, home, settings, time_limits, running, finished: false }
    }
}

impl TestServer {
    /// A server as most tests need it.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    /// A server with settings of its own.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// `http://host:port`
    pub fn origin(&self) -> &str {
        self.running().origin()
    }

    /// Every route that is mounted: its method, and its path as written.
    pub fn routes(&self) -> &[(String, String)] {
        self.running().routes()
    }

    /// The account that a key signed in under that person's number, for those who play somebody beside the client under test.
    pub async fn account_of(&self, key: &str, person: Person) -> Arc<Account> {
        self.find_account_of(key, person).await.expect("the key signed it in")
    }

    /// The account that a key has signed in under that person's number, if there is one.
    pub async fn find_account_of(&self, key: &str, person: Person) -> Option<Arc<Account>> {
        let phone = PhoneNumber::parse(person.phone).expect("a number");
        self.running().key_accounts(key).get(&phone).await.expect("a store")
    }

    /// A drive on its store and accounts, with other settings; what a drive remembers in memory, it does not know.
    pub fn drive(&self, change: impl FnOnce(&mut heliograph::config::Drive)) -> Drive {
        self.running().drive(change)
    }

    /// The store that it uses.
    pub fn store(&self) -> &Store {
        self.running().store()
    }

    /// Loses the database, and starts again with an empty one. The master key is still there, and Telegram.
    pub async fn lose_database(&mut self) {
        self.stop().await;
        match &self.database {
            Some(_) => self.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await,
            None => {
                for name in ["heliograph.db", "heliograph.db-wal", "heliograph.db-shm"] {
                    // The last two are there only after a crash.
                    let _ = std::fs::remove_file(self.data().join(name));
                }
                assert!(!self.data().join("heliograph.db").exists());
            }
        }
        self.restart().await;
    }

    /// The Telegram behind it.
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// What lies between the server and Telegram, where [`Builder::relayed`] has put something there.
    pub fn relay(&self) -> &Relay {
        self.relay.as_ref().expect("the server was started with a relay")
    }

    /// `DATA_DIR`
    pub fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// The database, for those who look into it or play another process.
    pub fn database_url(&self) -> String {
        let file = || format!("sqlite:{}", self.data().join("heliograph.db").display());
        self.database.as_ref().map_or_else(file, TestDatabase::url)
    }

    /// Writes into the database, as another process on it would.
    pub async fn execute(&self, statement: &str) {
        let database = Database::connect(self.database_url()).await.expect("the database is there");
        database.execute_unprepared(statement).await.expect("a statement that the tables know");
        database.close().await.expect("the connection closes");
    }

    /// Reads one whole number from the database; none when it is null.
    pub async fn number(&self, query: &str) -> Option<i64> {
        let database = Database::connect(self.database_url()).await.expect("the database is there");
        let query = Statement::from_string(database.get_database_backend(), query);
        let row = database.query_one_raw(query).await.expect("a query that the tables know").expect("one row");
        database.close().await.expect("the connection closes");
        row.try_get_by_index(0).expect("a whole number")
    }

    /// A new API key for these APIs (for all, where none is named).
    pub async fn make_key(&self, name: &str, scopes: &[Scope]) -> String {
        self.running().make_key(name, scopes).await
    }

    /// A service with a new API key.
    pub async fn service(&self, name: &str) -> Service {
        Service::new(self.origin(), &self.make_key(name, &[]).await)
    }

    /// A browser that nobody has signed in with.
    pub fn browser(&self) -> Browser {
        Browser::new(self.origin())
    }

    /// A browser that this person has signed in with.
    pub async fn sign_in(&self, person: Person) -> Browser {
        let browser = self.browser();
        browser.sign_in(person).await;
        browser
    }

    /// Stops the server and starts it again on the same data, as an upgrade would; the sandbox runs on. Browsers find the new port by
    /// [`Browser::at`].
    pub async fn restart(&mut self) {
        self.stop().await;
        self.running = Some(Instance::launch(&self.settings, self.time_limits).await);
    }

    /// Tries to start a second one on the same data, and tells why that fails.
    pub async fn second_instance_refused(&self) -> String {
        Instance::refusal(&self.settings).await
    }

    /// Stops the server; [`TestServer::restart`] brings it back.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    /// Lets something go wrong at Telegram from now on.
    pub fn upset(&self, fault: Fault) {
        self.sandbox.add_fault(fault).expect("a fault that the sandbox knows");
    }

    /// How often the sandbox was called by that method.
    pub fn calls(&self, method: &str) -> u64 {
        self.sandbox.counters().methods.get(method).map_or(0, |counted| counted.calls)
    }

    /// Stops everything and fails when something is left over.
    pub async fn finish(mut self) {
        self.finished = true;
        self.stop().await;
        let unknown = self.sandbox.counters().unknown_methods;
        assert!(unknown.is_empty(), "the sandbox was asked what it does not know: {unknown:?}");
        eventually("every connection to Telegram is closed", async || {
            (self.sandbox.counters().connections == 0).then_some(())
        })
        .await;
        let left = files_below(&self.data().join("tmp"));
        assert!(left.is_empty(), "temporary files are left: {left:?}");
        self.sandbox.stop().await;
        if let Some(database) = self.database.take() {
            database.remove().await;
        }
    }

    fn running(&self) -> &Instance {
        self.running.as_ref().expect("the server runs until it is finished")
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.abandon();
        }
        assert!(self.finished || std::thread::panicking(), "end the test by TestServer::finish");
    }
}

/// What makes a server use that sandbox, as an outsider would set it, and keep its things below that folder.
pub fn sandbox_settings(sandbox: &Sandbox, home: &Path) -> Vec<(&'static str, String)> {
    let key = home.join("telegram.pem");
    std::fs::write(&key, sandbox.public_key_pem()).expect("the folder takes a file");
    let telegram = second_data_center(sandbox);
    vec![
        ("TELEGRAM_SERVER", telegram.to_string()),
        ("TELEGRAM_SERVER_KEY", key.display().to_string()),
        ("DATA_DIR", home.join("data").display().to_string()),
        ("SIGN_IN_LIMITS", "off".to_owned()),
    ]
}

fn second_data_center(sandbox: &Sandbox) -> SocketAddr {
    sandbox.data_centers().iter().find(|it| it.id == 2).expect("there is a second data centre").address
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.expect("a readable entry").path()).collect()
}

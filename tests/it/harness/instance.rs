//! One Heliograph inside the test's process, from ready to stopped.

use std::time::Duration;

use heliograph::accounts::{Accounts, KeyAccounts};
use heliograph::config::{Config, TimeLimits};
use heliograph::drive::Drive;
use heliograph::keys::{ApiKey, Scope};
use heliograph::store::Store;
use heliograph::{Ending, Heliograph};
use tokio::task::JoinHandle;
use tokio::time::timeout;

const START_DEADLINE: Duration = Duration::from_secs(30);
const STOP_DEADLINE: Duration = Duration::from_secs(15);

/// A server that listens.
pub struct Instance {
    origin: String,
    routes: Vec<(String, String)>,
    config: Config,
    accounts: Accounts,
    store: Store,
    shutdown: rocket::Shutdown,
    task: JoinHandle<Result<Ending, Box<rocket::Error>>>,
}

impl Instance {
    /// Starts it on a free port; resolves when it listens.
    pub async fn launch(settings: &[(String, String)], time_limits: TimeLimits) -> Self {
        let config = Config { time_limits, ..read(settings) };
        let server = Heliograph::start(config.clone()).await.expect("a server on these settings");
        let (accounts, store) = (server.accounts().clone(), server.store().clone());
        let (routes, shutdown, mut listening) = (server.routes(), server.shutdown(), server.listening());
        let task = tokio::spawn(server.run());
        let address = timeout(START_DEADLINE, listening.wait_for(Option::is_some)).await;
        let port = address.expect("the server starts in time").expect("the server starts").expect("it listens").port();
        Self { origin: format!("http://127.0.0.1:{port}"), routes, config, accounts, store, shutdown, task }
    }

    /// Why it does not start.
    pub async fn refusal(settings: &[(String, String)]) -> String {
        match Heliograph::start(read(settings)).await {
            Ok(_) => panic!("it starts"),
            Err(refusal) => refusal.to_string(),
        }
    }

    /// A new API key for these APIs (for all, where none is named).
    pub async fn make_key(&self, name: &str, scopes: &[Scope]) -> String {
        ApiKey::create(&self.store, name, scopes).await.expect("a key").text().to_string()
    }

    /// The accounts of that key.
    pub fn key_accounts(&self, key: &str) -> KeyAccounts {
        let key = ApiKey::parse(key).expect("a key").id();
        KeyAccounts::new(key, self.store.clone(), self.accounts.clone())
    }

    /// A drive on its store and accounts, with other settings.
    pub fn drive(&self, change: impl FnOnce(&mut heliograph::config::Drive)) -> Drive {
        let mut settings = self.config.drive.clone();
        change(&mut settings);
        Drive::new(self.store.clone(), self.accounts.clone(), settings)
    }

    /// The store that it uses.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// `http://host:port`
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Every route that is mounted: its method, and its path as written.
    pub fn routes(&self) -> &[(String, String)] {
        &self.routes
    }

    /// Stops it, and fails when something of it goes on running.
    pub async fn stop(self) {
        self.shutdown.notify();
        let stopped = timeout(STOP_DEADLINE, self.task).await.expect("the server stops when told to");
        let ending = stopped.expect("the server does not panic").expect("Rocket ends well");
        assert_eq!(ending, Ending::InOrder, "something of the server still runs");
    }

    /// Tells it to stop, without waiting.
    pub fn abandon(&self) {
        self.shutdown.clone().notify();
    }
}

fn read(settings: &[(String, String)]) -> Config {
    let own = [("ROCKET_PORT", "0"), ("ROCKET_SHUTDOWN", "{grace=0, mercy=1}")];
    let settings = own.into_iter().chain(settings.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    Config::read(None, settings).expect("settings that can be used")
}

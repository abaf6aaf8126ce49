//! One Heliograph inside the test's process, from ready to stopped.

use std::time::Duration;

use heliograph::accounts::Accounts;
use heliograph::config::Config;
use heliograph::keys::{ApiKey, Holder, Scope};
use heliograph::store::Store;
use rocket::fairing::AdHoc;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

const START_DEADLINE: Duration = Duration::from_secs(30);
const STOP_DEADLINE: Duration = Duration::from_secs(15);

/// A server that listens.
pub struct Instance {
    origin: String,
    routes: Vec<(String, String)>,
    accounts: Accounts,
    store: Store,
    shutdown: rocket::Shutdown,
    task: JoinHandle<Result<rocket::Rocket<rocket::Ignite>, rocket::Error>>,
}

impl Instance {
    /// Starts it on a free port; resolves when it listens.
    pub async fn launch(settings: &[(String, String)]) -> Self {
        let config = read(settings);
        let (tell, told) = oneshot::channel();
        let tell = std::sync::Mutex::new(Some(tell));
        let ready = AdHoc::on_liftoff("readiness for the test", move |rocket| {
            let port = rocket.config().port;
            let tell = tell.lock().expect("nothing panics with it").take();
            Box::pin(async move {
                // The test may have given up already.
                let _ = tell.map(|tell| tell.send(port));
            })
        });
        let rocket = heliograph::rocket(config).await.expect("a server on these settings");
        let rocket = rocket.attach(ready).ignite().await.expect("a server that ignites");
        let accounts = rocket.state::<Accounts>().expect("the server manages its accounts").clone();
        let store = rocket.state::<Store>().expect("the server manages its store").clone();
        let shutdown = rocket.shutdown();
        let routes = rocket.routes().map(|route| (route.method.to_string(), route.uri.path().to_owned())).collect();
        let task = tokio::spawn(rocket.launch());
        let port = timeout(START_DEADLINE, told).await.expect("the server starts in time").expect("the server starts");
        Self { origin: format!("http://127.0.0.1:{port}"), routes, accounts, store, shutdown, task }
    }

    /// Why it does not start.
    pub async fn refusal(settings: &[(String, String)]) -> String {
        match heliograph::rocket(read(settings)).await {
            Ok(_) => panic!("it starts"),
            Err(refusal) => refusal.to_string(),
        }
    }

    /// A new API key for these APIs (for all, where none is named).
    pub async fn make_key(&self, name: &str, scopes: &[Scope]) -> String {
        ApiKey::create(&self.store, name, scopes).await.expect("a key").text().to_string()
    }

    /// What the owner of that key can do inside the server.
    pub fn holder(&self, key: &str) -> Holder {
        let key = ApiKey::parse(key).expect("a key").id();
        Holder::new(key, self.store.clone(), self.accounts.clone())
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
        let rocket = stopped.expect("the server does not panic");
        assert!(rocket.is_ok(), "something of the server still runs: {rocket:?}");
        self.accounts.shutdown().await;
        self.store.close().await.expect("the database closes in good order");
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

//! A Telegram that outlives the server, the server as a process, and what is looked at between two of its lives.

use std::path::PathBuf;
use std::time::Instant;

use heliograph::accounts::Accounts;
use heliograph::config::Config;
use heliograph::drive::Drive;
use heliograph::store::Store;
use sandbox::{Options, Sandbox};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use crate::drive::client::{PASSWORD, Program};
use crate::drive::stored::sign_storage_in;
use crate::harness::{Program as Process, TestDatabase, eventually, sandbox_settings};

/// A data folder with a drive whose users are `alice`, the operator, and `bob`, who encrypts.
pub struct Site {
    pub sandbox: Sandbox,
    pub settings: Vec<(String, String)>,
    pub alice: Program,
    pub bob: Program,
    database: Option<TestDatabase>,
    home: TempDir,
}

impl Site {
    /// A new one, whose server does not run.
    pub async fn make() -> Self {
        let sandbox = Sandbox::start(Options::default()).await.expect("a sandbox");
        let home = tempfile::tempdir().expect("a folder");
        let database = TestDatabase::make().await;
        let settings = sandbox_settings(&sandbox, home.path());
        let mut settings: Vec<_> = settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        settings.push(("DRIVE_SEGMENT".to_owned(), "512KiB".to_owned()));
        settings.push(("DRIVE_REGISTRATION".to_owned(), "open".to_owned()));
        settings.extend(database.as_ref().map(|database| ("DATABASE_URL".to_owned(), database.url())));
        let program = Program::new("http://127.0.0.1:0");
        let mut site = Self { sandbox, settings, alice: program.clone(), bob: program.clone(), database, home };
        let process = site.start();
        let program = Program::new(process.origin());
        for user in ["alice", "bob"] {
            program.register(user, PASSWORD).await.is(200);
        }
        (site.alice, site.bob) = (program.signed_in("alice", PASSWORD).await, program.signed_in("bob", PASSWORD).await);
        sign_storage_in(&site.alice).await;
        site.bob.post("/encryption/on", serde_json::json!({})).await.is(200);
        process.stop();
        site.open(async |drive| drive.work_off_outbox().await.expect("an outbox")).await;
        site
    }

    /// Starts the server.
    pub fn start(&self) -> Process {
        Process::start(self.home.path(), &self.borrowed_settings())
    }

    /// The settings, for a process.
    pub fn borrowed_settings(&self) -> Vec<(&str, &str)> {
        self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// Whether several servers may use the database.
    pub fn is_shared(&self) -> bool {
        self.database.is_some()
    }

    /// `DATA_DIR`
    pub fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// What the process that was ended left of the account on PostgreSQL: it is the account's alone for some seconds more, which have passed now.
    pub async fn let_leases_run_out(&self) {
        if let Some(database) = &self.database {
            let connection = Database::connect(database.url()).await.expect("the database is there");
            connection.execute_unprepared("UPDATE accounts SET lease_until = 0").await.expect("there is the table");
            connection.close().await.expect("the connection closes");
        }
    }

    /// Opens the drive in this process, while no server runs. What no row needs is old enough to be deleted at once.
    pub async fn open<T>(&self, work: impl AsyncFnOnce(&Drive) -> T) -> T {
        self.let_leases_run_out().await;
        open(&self.settings, work).await
    }

    /// Ends everything, and fails when the sandbox was asked what it does not know.
    pub async fn finish(self) {
        let unknown = self.sandbox.counters().unknown_methods;
        assert!(unknown.is_empty(), "the sandbox was asked what it does not know: {unknown:?}");
        eventually("every connection to Telegram is closed", async || {
            (self.sandbox.counters().connections == 0).then_some(())
        })
        .await;
        self.sandbox.stop().await;
        if let Some(database) = self.database {
            database.remove().await;
        }
    }
}

/// Opens a drive with these settings.
pub async fn open<T>(settings: &[(String, String)], work: impl AsyncFnOnce(&Drive) -> T) -> T {
    let (store, accounts, drive) = parts(settings).await;
    let done = work(&drive).await;
    accounts.shutdown(Instant::now()).await;
    drop(drive);
    store.close().await.expect("the database closes");
    done
}

/// The parts of an open drive.
pub async fn parts(settings: &[(String, String)]) -> (Store, Accounts, Drive) {
    let settings = settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let config = Config::read(None, settings).expect("settings that can be used");
    let store = Store::open(&config.storage).await.expect("the database opens");
    let accounts = Accounts::start(&config, store.clone()).await.expect("accounts");
    let mut settings = config.drive;
    settings.orphan_age = std::time::Duration::ZERO;
    let drive = Drive::new(store.clone(), accounts.clone(), settings);
    (store, accounts, drive)
}

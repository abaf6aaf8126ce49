//! Makes a database again, as often as one likes: another one, with a session of its own and the same master key.

use std::time::Instant;

use heliograph::accounts::Accounts;
use heliograph::drive::{Drive, RebuildOptions};
use heliograph::store::Store;
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use super::site::{Site, parts};
use super::state::State;
use crate::drive::client::{PASSWORD, Program};
use crate::drive::stored::sign_storage_in;
use crate::harness::{Instance, TestDatabase};

/// Everything of the drive but the account that stores.
const TABLES: [&str; 10] = [
    "drive_outbox",
    "drive_shares",
    "drive_audit",
    "drive_revision_segments",
    "drive_revisions",
    "drive_segments",
    "drive_sessions",
    "drive_nodes",
    "drive_users",
    "drive_channels",
];

/// A database that is made again and thrown away.
pub struct Rebuilder {
    store: Store,
    accounts: Accounts,
    drive: Drive,
    url: String,
    database: Option<TestDatabase>,
    home: TempDir,
}

impl Rebuilder {
    /// Signs the storage account in once more, beside the site's own.
    pub async fn make(site: &Site) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let data = home.path().join("data");
        std::os::unix::fs::DirBuilderExt::mode(&mut std::fs::DirBuilder::new(), 0o700).create(&data).expect("a folder");
        std::fs::copy(site.data().join("secret.key"), data.join("secret.key")).expect("the master key is there");
        let database = TestDatabase::make().await;
        let url = match &database {
            Some(database) => database.url(),
            None => format!("sqlite:{}", data.join("heliograph.db").display()),
        };
        let own = |name: &str| ["DATA_DIR", "DATABASE_URL"].contains(&name);
        let mut settings: Vec<_> = site.settings.iter().filter(|(name, _)| !own(name)).cloned().collect();
        settings.push(("DATA_DIR".to_owned(), data.display().to_string()));
        settings.extend(database.as_ref().map(|database| ("DATABASE_URL".to_owned(), database.url())));
        let server = Instance::launch(&settings, Default::default()).await;
        let program = Program::new(server.origin());
        program.register("operator", PASSWORD).await.is(200);
        sign_storage_in(&program.signed_in("operator", PASSWORD).await).await;
        server.stop().await;
        let (store, accounts, drive) = parts(&settings).await;
        Self { store, accounts, drive, url, database, home }
    }

    /// What the users have after a rebuild from what is at Telegram now.
    pub async fn rebuilt(&self, current: &str, before: &[State; 2]) -> [State; 2] {
        let connection = Database::connect(&self.url).await.expect("the database is there");
        for table in TABLES {
            connection.execute_unprepared(&format!("DELETE FROM {table}")).await.expect("there is the table");
        }
        connection.close().await.expect("the connection closes");
        self.drive.rebuild(RebuildOptions::default(), |_| {}).await.expect("a rebuild");
        let alice = State::read(&self.drive, "alice", current, &before[0]).await;
        let bob = State::read(&self.drive, "bob", current, &before[1]).await;
        [alice, bob]
    }

    /// Ends it.
    pub async fn finish(self) {
        let Self { store, accounts, drive, database, home, .. } = self;
        accounts.shutdown(Instant::now()).await;
        drop(drive);
        store.close().await.expect("the database closes");
        drop(home);
        if let Some(database) = database {
            database.remove().await;
        }
    }
}

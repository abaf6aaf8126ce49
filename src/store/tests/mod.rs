//! The store on SQLite in a folder of its own, and on PostgreSQL where `HELIOGRAPH_TEST_POSTGRES` names a server.

mod accounts;
mod browsers;
mod drive_lists;
mod drive_users;
mod keys;
mod opening;
mod positions;
mod transactions;

#[path = "../../../tests/it/harness/database.rs"]
mod postgres;

use std::time::Duration;

use tempfile::TempDir;
use time::OffsetDateTime;

use super::{AccountState, Error, Store};
use crate::config::{Config, DatabaseUrl, PostgresUrl, Storage};
use postgres::TestDatabase;

const LEASE: Duration = Duration::from_secs(60);

/// A database of a test's own.
struct Database {
    storage: Storage,
    postgres: Option<TestDatabase>,
    _folder: TempDir,
}

impl Database {
    fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Config::in_directory(&folder.path().join("data")).unwrap().storage;
        Self { storage, postgres: None, _folder: folder }
    }

    async fn postgres() -> Option<Self> {
        let postgres = TestDatabase::make().await?;
        let mut database = Self::sqlite();
        database.storage.database = DatabaseUrl::Postgres(PostgresUrl::parse(&postgres.url()).unwrap());
        database.postgres = Some(postgres);
        Some(database)
    }

    async fn open(&self) -> Result<Store, Error> {
        Store::open(&self.storage).await
    }
}

/// Runs a test on each kind of database, each time on an empty one.
async fn on_each_database(test: impl AsyncFn(&mut Database)) {
    for mut database in [Some(Database::sqlite()), Database::postgres().await].into_iter().flatten() {
        test(&mut database).await;
        if let Some(postgres) = database.postgres.take() {
            postgres.remove().await;
        }
    }
}

/// The same for a test that needs nothing but an open store.
async fn on_each_store(test: impl AsyncFn(&Store)) {
    on_each_database(async |database| {
        let store = database.open().await.unwrap();
        test(&store).await;
        store.close().await.unwrap();
    })
    .await;
}

/// An account that is signed in.
async fn active_account(store: &Store, user: i64) -> super::AccountId {
    let id = super::accounts::insert(store, b"session", LEASE).await.unwrap();
    super::accounts::save(store, id, AccountState::Active, Some(user), b"session").await.unwrap();
    id
}

fn in_an_hour() -> OffsetDateTime {
    OffsetDateTime::now_utc() + time::Duration::HOUR
}

fn an_hour_ago() -> OffsetDateTime {
    OffsetDateTime::now_utc() - time::Duration::HOUR
}

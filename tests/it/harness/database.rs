//! A PostgreSQL database for one test, where a server for it is named.
//!
//! Tests keep to SQLite unless `HELIOGRAPH_TEST_POSTGRES` names a PostgreSQL server (`postgres://user@127.0.0.1/postgres`) whose user may make
//! databases; then every [`super::TestServer`] has a database of its own there, and the whole suite runs on it.

use sea_orm::ConnectionTrait;

/// A database that is this test's own.
pub struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    /// A new database on the named server; `None` when none is named.
    pub async fn make() -> Option<Self> {
        let server = std::env::var("HELIOGRAPH_TEST_POSTGRES").ok()?;
        let number = getrandom::u64().expect("the system gives random numbers");
        let database = Self { server, name: format!("it_{number:016x}") };
        database.tell(&format!("CREATE DATABASE {}", database.name)).await;
        Some(database)
    }

    /// Its `DATABASE_URL`.
    pub fn url(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').expect("a URL with a database");
        format!("{server}/{}", self.name)
    }

    /// Removes it; nobody may be connected any more.
    pub async fn remove(self) {
        self.tell(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
    }

    async fn tell(&self, command: &str) {
        let server = sea_orm::Database::connect(&self.server).await.expect("the named PostgreSQL server answers");
        server.execute_unprepared(command).await.expect("its user may make databases");
        server.close().await.expect("the connection closes");
    }
}

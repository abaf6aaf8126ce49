//! A PostgreSQL database for one test, where a server for it is named.
//!
//! `HELIOGRAPH_TEST_POSTGRES` names a PostgreSQL server (`postgres://user@127.0.0.1/postgres`) whose user may make databases; then every
//! [`super::TestServer`] and every test of the store has a database of its own there. `scripts/postgres` starts such a server, and
//! `make unit` runs the tests both ways. Without the variable tests keep to SQLite, and say so once.

use std::io::Write;
use std::sync::Once;

use sea_orm::ConnectionTrait;

/// A database that is this test's own.
pub struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    /// A new database on the named server; `None` when none is named.
    pub async fn make() -> Option<Self> {
        let Ok(server) = std::env::var("HELIOGRAPH_TEST_POSTGRES") else {
            say_sqlite_alone();
            return None;
        };
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

/// Past the test runner, which shows what a test prints only when it fails.
fn say_sqlite_alone() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let told = b"tests: on SQLite alone; `make unit` and `scripts/postgres cargo test` run them on PostgreSQL\n";
        std::io::stderr().write_all(told).expect("a standard error output");
    });
}

//! The connections to the database.
//!
//! SQLite takes one writer at a time, while any number of readers go on (write-ahead logging). So there are two pools: the writer's, of one
//! connection, where whoever writes waits in turn instead of meeting another's lock, and the readers', which cannot write. PostgreSQL does
//! all that by itself and has one pool.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};

use super::Error;
use crate::config::{DatabaseUrl, PostgresUrl};

/// How long SQLite waits for another process's lock: `heliograph keys` writes beside a running server.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a caller waits for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Each is a thread with a page cache of up to 2 MiB; the statements are short.
const SQLITE_READERS: u32 = 2;
/// 32 MiB (a negative number of KiB), taken as they are needed: a transaction that changes 100,000 rows changes the pages of many indexes, and with
/// SQLite's default of 2 MiB writes each of them many times.
const SQLITE_WRITER_CACHE: &str = "-32768";
/// What a PostgreSQL server can spare for one instance; the statements are short.
const POSTGRES_CONNECTIONS: u32 = 10;

/// The connections for those who write. Makes the SQLite file where it is missing.
pub(super) async fn writer(database: &DatabaseUrl) -> Result<DatabaseConnection, Error> {
    match database {
        DatabaseUrl::Sqlite(path) => {
            let path = path.clone();
            let options = move |sqlite: SqliteConnectOptions| {
                let sqlite = sqlite.filename(&path).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
                sqlite.pragma("cache_size", SQLITE_WRITER_CACHE)
            };
            sqlite(1, options).await
        }
        DatabaseUrl::Postgres(url) => postgres(url, POSTGRES_CONNECTIONS).await,
    }
}

/// Makes the schema that the URL names, where it is missing.
pub(super) async fn make_schema(database: &DatabaseUrl) -> Result<(), Error> {
    let DatabaseUrl::Postgres(url) = database else { return Ok(()) };
    let Some(schema) = url.schema() else { return Ok(()) };
    let connection = postgres(url, 1).await?;
    // Making one needs a right of its own, even where it is there already.
    let there = format!("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = '{schema}'");
    let is_there = async || -> Result<bool, Error> {
        let there = Statement::from_string(connection.get_database_backend(), &there);
        Ok(connection.query_one_raw(there).await?.is_some())
    };
    if !is_there().await? {
        let made = connection.execute_unprepared(&format!("CREATE SCHEMA \"{schema}\"")).await;
        // Another instance that starts at the same moment may have been faster.
        if let Err(error) = made
            && !is_there().await?
        {
            return Err(error.into());
        }
    }
    Ok(connection.close().await?)
}

/// One connection for a look at a database that may be another program's: changes nothing, not even the file's journal mode.
pub(super) async fn visitor(database: &DatabaseUrl) -> Result<DatabaseConnection, Error> {
    match database {
        DatabaseUrl::Sqlite(path) => {
            let path = path.clone();
            sqlite(1, move |sqlite| sqlite.filename(&path).create_if_missing(false)).await
        }
        DatabaseUrl::Postgres(url) => postgres(url, 1).await,
    }
}

/// The connections for those who read, once `writer` is there.
pub(super) async fn reader(database: &DatabaseUrl, writer: &DatabaseConnection) -> Result<DatabaseConnection, Error> {
    match database {
        DatabaseUrl::Sqlite(path) => {
            let path = path.clone();
            sqlite(SQLITE_READERS, move |sqlite| sqlite.filename(&path).read_only(true)).await
        }
        DatabaseUrl::Postgres(_) => Ok(writer.clone()),
    }
}

async fn postgres(url: &PostgresUrl, connections: u32) -> Result<DatabaseConnection, Error> {
    let mut options = ConnectOptions::new(url.url());
    if let Some(schema) = url.schema() {
        options.set_schema_search_path(schema);
    }
    open(options, connections).await
}

async fn sqlite(
    connections: u32,
    options: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
) -> Result<DatabaseConnection, Error> {
    // A path is no URL: it is set below, and so is all that this one would set.
    let mut connect = ConnectOptions::new("sqlite::memory:");
    connect.map_sqlx_sqlite_opts(move |sqlite| {
        let on_disk = sqlite.in_memory(false).shared_cache(false);
        options(on_disk.busy_timeout(BUSY_TIMEOUT).foreign_keys(true))
    });
    open(connect, connections).await
}

async fn open(mut options: ConnectOptions, connections: u32) -> Result<DatabaseConnection, Error> {
    // Statements are never logged: they carry sealed sessions and token hashes.
    options
        .max_connections(connections)
        .connect_timeout(CONNECT_TIMEOUT)
        .acquire_timeout(CONNECT_TIMEOUT)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    Database::connect(options).await.map_err(Error::Connect)
}

//! Opening the database: folder, lock, key, connection, key check, migrations — in this order, so that neither a second process nor a wrong
//! key changes anything.

use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sea_query::OnConflict;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sea_orm::{ActiveValue, ConnectOptions, Database, DatabaseConnection, EntityTrait};
use sea_orm_migration::{MigratorTrait, SchemaManager};

use super::entities::meta;
use super::migrations::Migrator;
use super::seal::{KEY_VERSION, Place, Sealer};
use super::{Error, lock, master_key};
use crate::config::{DatabaseUrl, Storage};

/// How long SQLite waits for another process's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// What a PostgreSQL server can spare for one instance; the operations are short.
const POSTGRES_CONNECTIONS: u32 = 10;

const CHECK_KEY: &str = "key-check";
const CHECK_TEXT: &[u8] = b"sealed with the right key";

/// The database, open. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(super) database: DatabaseConnection,
    pub(super) sealer: Sealer,
    /// Names this process in leases: random, new at every start.
    pub(super) owner: String,
    /// Of an SQLite database: nobody else has it open.
    lock: Option<Arc<File>>,
}

impl Store {
    /// Opens the database, making folder, key and tables where they are missing.
    ///
    /// # Errors
    ///
    /// [`Error::InUse`] when another process has the SQLite database open, [`Error::WrongKey`] when the database was sealed with another
    /// key, [`Error::TooOpen`] when others may read our files; nothing is changed then.
    pub async fn open(storage: &Storage) -> Result<Self, Error> {
        master_key::prepare_folder(&storage.data_dir)?;
        let lock = match &storage.database {
            DatabaseUrl::Sqlite(path) => Some(Arc::new(lock::take(path)?)),
            DatabaseUrl::Postgres(_) => None,
        };
        master_key::clear_temporary(&storage.data_dir)?;
        let sealer = Sealer::new(&master_key::load_or_create(storage)?);
        let mut owner = [0; 16];
        getrandom::fill(&mut owner)?;
        let owner = owner.iter().map(|byte| format!("{byte:02x}")).collect();
        let database = connect(&storage.database).await?;
        let store = Self { database, sealer, owner, lock };
        if SchemaManager::new(&store.database).has_table("meta").await? {
            store.check_key().await?;
        }
        Migrator::up(&store.database, None).await?;
        store.keep_key_check().await?;
        store.check_key().await?;
        if store.lock.is_some() {
            store.clear_leases().await?;
        }
        Ok(store)
    }

    /// Opens the database also while another process has it open: for commands that need no account and are done at once.
    ///
    /// # Errors
    ///
    /// As [`Store::open`], but for [`Error::InUse`].
    pub async fn open_beside(storage: &Storage) -> Result<Self, Error> {
        match Self::open(storage).await {
            // Whoever has it open has made everything that is looked for here.
            Err(Error::InUse(_)) => {}
            opened => return opened,
        }
        let sealer = Sealer::new(&master_key::load_or_create(storage)?);
        let database = connect(&storage.database).await?;
        let store = Self { database, sealer, owner: String::new(), lock: None };
        store.check_key().await?;
        Ok(store)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        Ok(self.database.ping().await?)
    }

    /// Closes every connection; open operations end first. Other clones are of no use afterwards, and another process may open the database.
    pub async fn close(self) -> Result<(), Error> {
        let closed = self.database.close().await;
        if let Some(lock) = self.lock {
            // It ends with the last clone at the latest.
            let _ = lock.unlock();
        }
        Ok(closed?)
    }

    /// This process under another name in leases, as another process on the same database has it.
    #[cfg(test)]
    pub(super) fn as_another_process(&self) -> Self {
        Self { owner: "another".to_owned(), ..self.clone() }
    }

    /// Seals a constant with the key, unless one is there already.
    async fn keep_key_check(&self) -> Result<(), Error> {
        let sealed = self.sealer.seal(key_check_place(), CHECK_TEXT)?;
        let row = meta::ActiveModel { name: ActiveValue::Set(CHECK_KEY.to_owned()), value: ActiveValue::Set(sealed) };
        let unless_there = OnConflict::column(meta::Column::Name).do_nothing().to_owned();
        meta::Entity::insert(row).on_conflict(unless_there).exec_without_returning(&self.database).await?;
        Ok(())
    }

    async fn check_key(&self) -> Result<(), Error> {
        let Some(row) = meta::Entity::find_by_id(CHECK_KEY.to_owned()).one(&self.database).await? else {
            return Ok(());
        };
        match self.sealer.unseal(key_check_place(), &row.value) {
            Ok(text) if text.as_slice() == CHECK_TEXT => Ok(()),
            _ => Err(Error::WrongKey),
        }
    }
}

fn key_check_place() -> Place<'static> {
    Place { table: "meta", row: CHECK_KEY.as_bytes(), key_version: KEY_VERSION }
}

async fn connect(database: &DatabaseUrl) -> Result<DatabaseConnection, Error> {
    let mut options = match database {
        DatabaseUrl::Sqlite(path) => {
            let mut options = ConnectOptions::new("sqlite::memory:");
            let path = path.clone();
            // One connection: writers of one process then queue up here instead of finding each other's locks.
            options.max_connections(1).map_sqlx_sqlite_opts(move |sqlite: SqliteConnectOptions| {
                sqlite
                    .in_memory(false)
                    .filename(&path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .busy_timeout(BUSY_TIMEOUT)
                    .foreign_keys(true)
            });
            options
        }
        DatabaseUrl::Postgres(url) => {
            let mut options = ConnectOptions::new(url.expose());
            options.max_connections(POSTGRES_CONNECTIONS);
            options
        }
    };
    // Statements are never logged: they carry sealed sessions and token hashes.
    options
        .connect_timeout(CONNECT_TIMEOUT)
        .acquire_timeout(CONNECT_TIMEOUT)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    Database::connect(options).await.map_err(Error::Connect)
}

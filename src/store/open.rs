//! Opening the database: folder, a look at what is there, lock, key, connection, migrations, key check — in this order, so that nothing is changed
//! in a database of another program, by a second process, or with a wrong key.

use std::fs::File;
use std::sync::Arc;

use sea_orm::DatabaseConnection;

use super::executor::sealed::{self, Context};
use super::existing::Existing;
use super::seal::Sealer;
use super::{Error, Transaction, accounts, connect, lock, master_key, meta, migrations, transaction};
use crate::config::{DatabaseUrl, Storage};

/// The database, open. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(super) reader: DatabaseConnection,
    pub(super) writer: DatabaseConnection,
    pub(super) context: Arc<Context>,
    /// Of an SQLite database: no other process has it open.
    lock: Option<Arc<File>>,
}

impl Store {
    /// Opens the database, making folder, key and tables where they are missing.
    ///
    /// # Errors
    ///
    /// [`Error::Foreign`] when the database is another program's, [`Error::InUse`] when another process has the SQLite database open,
    /// [`Error::WrongKey`] and [`Error::KeyMissing`] when the database was sealed with a key that is not there, [`Error::TooOpen`] when others may
    /// read our files; nothing is changed then.
    pub async fn open(storage: &Storage) -> Result<Self, Error> {
        let existing = Existing::of(&storage.database).await?;
        master_key::prepare_folder(&storage.data_dir)?;
        let lock = match &storage.database {
            DatabaseUrl::Sqlite(path) => Some(Arc::new(lock::take(path)?)),
            DatabaseUrl::Postgres(_) => None,
        };
        master_key::clear_temporary(&storage.data_dir)?;
        let key = match master_key::load(storage)? {
            Some(key) => key,
            None if existing == (Existing::Ours { sealed: true }) => return Err(master_key::missing(storage)),
            None => master_key::create(storage)?,
        };
        let sealer = Sealer::new(&key);
        let mut lease_owner = [0; 16];
        getrandom::fill(&mut lease_owner)?;
        let lease_owner = lease_owner.iter().map(|byte| format!("{byte:02x}")).collect();
        connect::make_schema(&storage.database).await?;
        let writer = connect::writer(&storage.database).await?;
        // All or nothing: with the wrong key the tables stay as they were.
        let tables = transaction::begin(&writer).await?;
        migrations::run(&tables).await?;
        meta::write_key_check(&tables, &sealer).await?;
        meta::check_key(&tables, &sealer).await?;
        tables.commit().await?;
        let reader = connect::reader(&storage.database, &writer).await?;
        let store = Self { reader, writer, context: Arc::new(Context { sealer, lease_owner }), lock };
        if store.lock.is_some() {
            accounts::clear_leases(&store).await?;
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
            // Whoever has it open has made the tables and the key.
            Err(Error::InUse(_)) => {}
            opened => return opened,
        }
        let key = master_key::load(storage)?.ok_or_else(|| master_key::missing(storage))?;
        let sealer = Sealer::new(&key);
        let writer = connect::writer(&storage.database).await?;
        meta::check_key(&writer, &sealer).await?;
        let reader = connect::reader(&storage.database, &writer).await?;
        let context = Context { sealer, lease_owner: String::new() };
        Ok(Self { reader, writer, context: Arc::new(context), lock: None })
    }

    /// Fails unless there is a database already: for commands that only make sense then.
    ///
    /// # Errors
    ///
    /// [`Error::NoDatabase`]; nothing is made.
    pub async fn check_exists(storage: &Storage) -> Result<(), Error> {
        match Existing::of(&storage.database).await? {
            Existing::Ours { .. } => Ok(()),
            Existing::Empty => Err(Error::NoDatabase(match &storage.database {
                DatabaseUrl::Sqlite(path) => {
                    std::path::absolute(path).unwrap_or_else(|_| path.clone()).display().to_string()
                }
                DatabaseUrl::Postgres(_) => "DATABASE_URL".to_owned(),
            })),
        }
    }

    /// Begins a transaction.
    pub async fn begin(&self) -> Result<Transaction, Error> {
        Transaction::begin(&self.writer, self.context.clone()).await
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        Ok(self.reader.ping().await?)
    }

    /// Closes every connection; open operations end first. Other clones are of no use afterwards, and another process may open the database.
    pub async fn close(self) -> Result<(), Error> {
        // The writer last: it is the one that can tidy up the write-ahead log.
        let closed = [self.reader.close().await, self.writer.close().await];
        if let Some(lock) = self.lock {
            // It ends with the last clone at the latest.
            let _ = lock.unlock();
        }
        Ok(closed.into_iter().collect::<Result<_, _>>()?)
    }

    /// This process under another name in leases, as another process on the same database has it.
    #[cfg(test)]
    pub(super) fn as_another_process(&self) -> Self {
        let context = Context { sealer: self.context.sealer.clone(), lease_owner: "another".to_owned() };
        Self { context: Arc::new(context), ..self.clone() }
    }
}

impl sealed::Executor for Store {
    type Connection = DatabaseConnection;

    fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    fn context(&self) -> &Context {
        &self.context
    }
}

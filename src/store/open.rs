//! Opening the database: folder, lock, key, connection, migrations, key check — in this order, so that neither a second process nor a wrong
//! key changes anything.

use std::fs::File;
use std::sync::Arc;

use sea_orm::DatabaseConnection;

use super::executor::sealed::{self, Context};
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
        let mut lease_owner = [0; 16];
        getrandom::fill(&mut lease_owner)?;
        let lease_owner = lease_owner.iter().map(|byte| format!("{byte:02x}")).collect();
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
        let sealer = Sealer::new(&master_key::load_or_create(storage)?);
        let writer = connect::writer(&storage.database).await?;
        meta::check_key(&writer, &sealer).await?;
        let reader = connect::reader(&storage.database, &writer).await?;
        let context = Context { sealer, lease_owner: String::new() };
        Ok(Self { reader, writer, context: Arc::new(context), lock: None })
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

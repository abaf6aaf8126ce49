//! Single values: the secret that access hashes come from, the epoch of file references.

use rusqlite::{OptionalExtension, params};

use super::{Error, Store};

impl Store {
    /// The value kept under a name.
    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let database = self.database();
        let mut statement = database.prepare_cached("select value from settings where name = ?")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Keeps a value under a name.
    pub fn set_setting(&self, name: &str, value: &[u8]) -> Result<(), Error> {
        self.database().execute("insert or replace into settings values (?, ?)", params![name, value])?;
        Ok(())
    }
}

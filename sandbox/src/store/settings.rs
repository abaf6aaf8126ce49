//! Single values, such as the secret of access hashes.

use rusqlite::{OptionalExtension, params};

use super::{Error, Store};

impl Store {
    /// The value with this name.
    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let database = self.database();
        let mut statement = database.prepare_cached("select value from settings where name = ?")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Stores a value.
    pub fn set_setting(&self, name: &str, value: &[u8]) -> Result<(), Error> {
        self.database().execute("insert or replace into settings values (?, ?)", params![name, value])?;
        Ok(())
    }
}

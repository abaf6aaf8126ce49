//! Auth keys.

use rusqlite::params;

use super::{Error, Store};
use crate::rpc::KeyId;

impl Store {
    /// All keys with their data centres.
    pub fn auth_keys(&self) -> Result<Vec<(i32, KeyId, [u8; 256])>, Error> {
        let database = self.database();
        let mut statement = database.prepare("select dc, id, key from auth_keys")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, KeyId(row.get(1)?), row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores a key.
    pub fn add_auth_key(&self, dc: i32, id: KeyId, key: &[u8; 256]) -> Result<(), Error> {
        self.database()
            .execute("insert or replace into auth_keys values (?, ?, ?)", params![dc, id.0, key.as_slice()])?;
        Ok(())
    }

    /// Removes a key.
    pub fn remove_auth_key(&self, dc: i32, id: KeyId) -> Result<(), Error> {
        self.database().execute("delete from auth_keys where dc = ? and id = ?", params![dc, id.0])?;
        Ok(())
    }
}

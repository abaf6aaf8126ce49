//! The bytes of files that a test altered.

use rusqlite::params;

use super::{Error, Store};

impl Store {
    /// All altered bytes: the file's id, and the byte's offset.
    pub fn altered_bytes(&self) -> Result<Vec<(i64, u64)>, Error> {
        let database = self.database();
        let mut statement = database.prepare("select file, position from altered_bytes")?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores whether a byte is altered.
    pub fn set_altered(&self, file: i64, offset: u64, is_altered: bool) -> Result<(), Error> {
        let values = params![file, i64::try_from(offset).unwrap_or(i64::MAX)];
        let statement = if is_altered {
            "insert or replace into altered_bytes values (?, ?)"
        } else {
            "delete from altered_bytes where file = ? and position = ?"
        };
        self.database().execute(statement, values)?;
        Ok(())
    }
}

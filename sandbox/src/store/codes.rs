//! Login codes that were sent and not used yet.

use rusqlite::params;

use super::{Error, Store};

/// A login code.
#[derive(Clone, Debug)]
pub struct CodeRow {
    /// The `phone_code_hash`.
    pub hash: String,
    /// The digits of the phone number.
    pub phone: String,
    /// When it was sent.
    pub sent: i32,
    /// 0: in the app, 1: text message, 2: call.
    pub delivery: i32,
    /// The number of wrong codes.
    pub failures: i32,
}

impl Store {
    /// All codes.
    pub fn codes(&self) -> Result<Vec<CodeRow>, Error> {
        let database = self.database();
        let mut statement = database.prepare("select hash, phone, sent, delivery, failures from codes")?;
        let rows = statement.query_map([], |row| {
            Ok(CodeRow {
                hash: row.get(0)?,
                phone: row.get(1)?,
                sent: row.get(2)?,
                delivery: row.get(3)?,
                failures: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores a code in place of its former version.
    pub fn set_code(&self, row: &CodeRow) -> Result<(), Error> {
        self.database().execute(
            "insert or replace into codes values (?, ?, ?, ?, ?)",
            params![row.hash, row.phone, row.sent, row.delivery, row.failures],
        )?;
        Ok(())
    }

    /// Removes a code.
    pub fn remove_code(&self, hash: &str) -> Result<(), Error> {
        self.database().execute("delete from codes where hash = ?", [hash])?;
        Ok(())
    }
}

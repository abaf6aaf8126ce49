//! Login codes that were sent and not yet used: a restart between `auth.sendCode` and `auth.signIn` must not lose them.

use rusqlite::params;

use super::{Error, Store};

/// A code on its way.
#[derive(Clone, Debug)]
pub struct CodeRow {
    /// The `phone_code_hash`.
    pub hash: String,
    /// The digits of the number it was sent to.
    pub phone: String,
    /// When.
    pub sent: i32,
    /// By which means: 0 app, 1 text message, 2 call.
    pub delivery: i32,
    /// How many wrong codes were tried.
    pub failures: i32,
}

impl Store {
    /// Every code.
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

    /// Keeps a code, or what changed about it.
    pub fn set_code(&self, row: &CodeRow) -> Result<(), Error> {
        self.database().execute(
            "insert or replace into codes values (?, ?, ?, ?, ?)",
            params![row.hash, row.phone, row.sent, row.delivery, row.failures],
        )?;
        Ok(())
    }

    /// Forgets a code.
    pub fn remove_code(&self, hash: &str) -> Result<(), Error> {
        self.database().execute("delete from codes where hash = ?", [hash])?;
        Ok(())
    }
}

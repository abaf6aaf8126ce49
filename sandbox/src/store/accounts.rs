//! The accounts that were used at least once.

use rusqlite::params;

use super::{Error, Store};

/// An account; what its number decides is not kept.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// The user id.
    pub id: i64,
    /// The digits of its number.
    pub phone: String,
    /// Its names.
    pub first_name: String,
    /// Often absent.
    pub last_name: Option<String>,
    /// When it was made: its computed messages are dated back from here.
    pub created: i32,
}

impl Store {
    /// Every account.
    pub fn accounts(&self) -> Result<Vec<AccountRow>, Error> {
        let database = self.database();
        let mut statement = database.prepare("select id, phone, first_name, last_name, created from accounts")?;
        let rows = statement.query_map([], |row| {
            Ok(AccountRow {
                id: row.get(0)?,
                phone: row.get(1)?,
                first_name: row.get(2)?,
                last_name: row.get(3)?,
                created: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps a new account.
    pub fn add_account(&self, account: &AccountRow) -> Result<(), Error> {
        self.database().execute(
            "insert into accounts values (?, ?, ?, ?, ?)",
            params![account.id, account.phone, account.first_name, account.last_name, account.created],
        )?;
        Ok(())
    }
}

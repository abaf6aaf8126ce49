//! Accounts that were used at least once.

use rusqlite::params;

use super::{Error, Store};

/// An account, without what follows from its phone number.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// The user id.
    pub id: i64,
    /// The digits of its phone number.
    pub phone: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// When it was created; computed messages are dated relative to it.
    pub created: i32,
}

impl Store {
    /// All accounts.
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

    /// Stores a new account.
    pub fn add_account(&self, account: &AccountRow) -> Result<(), Error> {
        self.database().execute(
            "insert into accounts values (?, ?, ?, ?, ?)",
            params![account.id, account.phone, account.first_name, account.last_name, account.created],
        )?;
        Ok(())
    }
}

//! Authorizations: which auth key is signed in to which account.

use rusqlite::params;

use super::{Error, Store};

/// The authorization of an auth key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationRow {
    /// The auth key's id.
    pub key: i64,
    /// The key's data centre.
    pub dc: i32,
    /// The user id.
    pub account: i64,
    /// As numbered by [`crate::model::authorization`].
    pub state: i32,
    /// The key from which an authorization was imported.
    pub parent: Option<i64>,
    /// Its `hash` for `account.resetAuthorization`.
    pub hash: i64,
    /// From `initConnection`.
    pub api_id: i32,
    /// From `initConnection`.
    pub model: String,
    /// From `initConnection`.
    pub system_version: String,
    /// From `initConnection`.
    pub app_version: String,
    /// When it signed in.
    pub created: i32,
    /// When it was last used.
    pub active: i32,
}

impl Store {
    /// All authorizations.
    pub fn authorizations(&self) -> Result<Vec<AuthorizationRow>, Error> {
        let database = self.database();
        let mut statement = database.prepare(
            "select key, dc, account, standing, parent, hash, api_id, model, system_version, app_version, created, active
             from authorizations",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(AuthorizationRow {
                key: row.get(0)?,
                dc: row.get(1)?,
                account: row.get(2)?,
                state: row.get(3)?,
                parent: row.get(4)?,
                hash: row.get(5)?,
                api_id: row.get(6)?,
                model: row.get(7)?,
                system_version: row.get(8)?,
                app_version: row.get(9)?,
                created: row.get(10)?,
                active: row.get(11)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores an authorization in place of the key's former one.
    pub fn set_authorization(&self, row: &AuthorizationRow) -> Result<(), Error> {
        self.database().execute(
            "insert or replace into authorizations values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                row.key,
                row.dc,
                row.account,
                row.state,
                row.parent,
                row.hash,
                row.api_id,
                row.model,
                row.system_version,
                row.app_version,
                row.created,
                row.active
            ],
        )?;
        Ok(())
    }

    /// Removes a key's authorization.
    pub fn remove_authorization(&self, key: i64) -> Result<(), Error> {
        self.database().execute("delete from authorizations where key = ?", [key])?;
        Ok(())
    }
}

//! Who joined or left which channel, among the sandbox's accounts.

use rusqlite::params;

use super::{Error, Store};

/// An account's standing in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The channel's bare id.
    pub channel: i64,
    /// The account.
    pub account: i64,
    /// As [`crate::world`] numbers them.
    pub standing: i32,
    /// Since when.
    pub date: i32,
}

impl Store {
    /// Everybody who ever joined, left or asked.
    pub fn members(&self) -> Result<Vec<MemberRow>, Error> {
        let database = self.database();
        let mut statement = database.prepare("select channel, account, standing, date from members order by date")?;
        let rows = statement.query_map([], |row| {
            Ok(MemberRow { channel: row.get(0)?, account: row.get(1)?, standing: row.get(2)?, date: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps somebody's standing.
    pub fn put_member(&self, row: MemberRow) -> Result<(), Error> {
        let values = params![row.channel, row.account, row.standing, row.date];
        self.database().execute("insert or replace into members values (?, ?, ?, ?)", values)?;
        Ok(())
    }
}

//! Which accounts are in which channels.

use rusqlite::params;

use super::{Error, Store};

/// An account's membership of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The channel's id.
    pub channel: i64,
    /// The account.
    pub account: i64,
    /// As numbered by [`crate::model::channel`].
    pub membership: i32,
    /// When it changed last.
    pub date: i32,
}

impl Store {
    /// All memberships.
    pub fn members(&self) -> Result<Vec<MemberRow>, Error> {
        let database = self.database();
        let mut statement = database.prepare("select channel, account, standing, date from members order by date")?;
        let rows = statement.query_map([], |row| {
            Ok(MemberRow { channel: row.get(0)?, account: row.get(1)?, membership: row.get(2)?, date: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores a membership in place of the former one.
    pub fn put_member(&self, row: MemberRow) -> Result<(), Error> {
        let values = params![row.channel, row.account, row.membership, row.date];
        self.database().execute("insert or replace into members values (?, ?, ?, ?)", values)?;
        Ok(())
    }
}

//! Channels and supergroups that accounts created.

use rusqlite::params;

use super::{Error, Store};

/// A channel or supergroup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelRow {
    /// The id, as in `channel`.
    pub id: i64,
    /// The account that created it.
    pub creator: i64,
    /// When it was created.
    pub date: i32,
    /// The title.
    pub title: String,
    /// The description.
    pub about: String,
    /// Whether it is a channel and no supergroup.
    pub broadcast: bool,
    /// Whether its creator deleted it.
    pub deleted: bool,
}

impl Store {
    /// All channels.
    pub fn channels(&self) -> Result<Vec<ChannelRow>, Error> {
        let database = self.database();
        let mut statement =
            database.prepare("select id, creator, date, title, about, broadcast, deleted from channels")?;
        let rows = statement.query_map([], |row| {
            Ok(ChannelRow {
                id: row.get(0)?,
                creator: row.get(1)?,
                date: row.get(2)?,
                title: row.get(3)?,
                about: row.get(4)?,
                broadcast: row.get(5)?,
                deleted: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores a channel in place of its former version.
    pub fn put_channel(&self, row: &ChannelRow) -> Result<(), Error> {
        self.database().execute(
            "insert or replace into channels values (?, ?, ?, ?, ?, ?, ?)",
            params![row.id, row.creator, row.date, row.title, row.about, row.broadcast, row.deleted],
        )?;
        Ok(())
    }
}

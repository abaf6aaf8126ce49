//! What tests filled channels with. The messages themselves are in [`Blobs`](super::Blobs).

use rusqlite::params;

use super::{Error, FileBytes, Store};

/// The messages that were added at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FillRow {
    /// Its number: 0 for the first, and so on.
    pub number: u32,
    /// The channel's id.
    pub channel: i64,
    /// The id of the first message; the others follow.
    pub first_id: i32,
    /// The number of messages.
    pub count: u32,
    /// The author of the messages.
    pub author: i64,
    /// When they were added.
    pub date: i32,
    /// The documents' data centre.
    pub dc: i32,
    /// The channel's `pts` afterwards.
    pub pts: i32,
    /// The length of the stored messages in bytes.
    pub size: u64,
}

impl Store {
    /// All fills in the order of their numbers, and their messages.
    pub fn fills(&self) -> Result<Vec<(FillRow, FileBytes)>, Error> {
        let database = self.database();
        let mut statement = database.prepare(
            "select number, channel, first_id, count, author, date, dc, pts, size from fills order by number",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(FillRow {
                number: row.get(0)?,
                channel: row.get(1)?,
                first_id: row.get(2)?,
                count: row.get(3)?,
                author: row.get(4)?,
                date: row.get(5)?,
                dc: row.get(6)?,
                pts: row.get(7)?,
                size: u64::try_from(row.get::<_, i64>(8)?).unwrap_or(0),
            })
        })?;
        let with_messages = |row: rusqlite::Result<FillRow>| {
            let row = row?;
            let bytes = self.blobs().find(&blob_name(row.number), u64::from(u32::MAX), row.size);
            Ok((row, bytes.ok_or(Error::Unreadable("fill"))?))
        };
        rows.map(with_messages).collect()
    }

    /// Stores messages under a number. Only with [`Store::add_fill`] do they outlive the process.
    pub fn put_filled_messages(&self, number: u32, messages: Vec<u8>) -> Result<FileBytes, Error> {
        self.blobs().put(&blob_name(number), messages)
    }

    /// Stores a fill.
    pub fn add_fill(&self, row: &FillRow) -> Result<(), Error> {
        self.database().execute(
            "insert into fills values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                row.number,
                row.channel,
                row.first_id,
                row.count,
                row.author,
                row.date,
                row.dc,
                row.pts,
                i64::try_from(row.size).unwrap_or(i64::MAX)
            ],
        )?;
        Ok(())
    }
}

fn blob_name(number: u32) -> String {
    format!("fill-{number}")
}

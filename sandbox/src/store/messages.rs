//! Messages that were sent, edited or deleted, and the events of update sequences.

use rusqlite::{Connection, params};

use super::{Error, Store};

/// A message, or the mark that it is deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageRow {
    /// The account that has the message, or the channel's negative id, as [`crate::model::peer_id`] has it.
    pub owner: i64,
    /// Unique for the owner.
    pub id: i32,
    /// When it was sent.
    pub date: i32,
    /// When it was last edited.
    pub edited: Option<i32>,
    /// Text or caption.
    pub text: String,
    /// `Vector<MessageEntity>`, serialized.
    pub entities: Vec<u8>,
    /// The album it belongs to.
    pub album: Option<i64>,
    /// Its photo or document.
    pub file: Option<i64>,
    /// Marks are needed because computed messages would reappear.
    pub deleted: bool,
    /// The client's `random_id`, which must be unique.
    pub random_id: Option<i64>,
    /// As serialized by [`crate::model::message`].
    pub header: Vec<u8>,
}

/// An event of an update sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// As in [`MessageRow`].
    pub owner: i64,
    /// The `pts` after the event.
    pub pts: i32,
    /// By how much `pts` grew.
    pub count: i32,
    /// As numbered by [`crate::model::events`].
    pub kind: i32,
    /// The messages.
    pub ids: Vec<i32>,
}

impl Store {
    /// All messages.
    pub fn messages(&self) -> Result<Vec<MessageRow>, Error> {
        let database = self.database();
        let mut statement = database.prepare(
            "select owner, id, date, edited, text, entities, album, file, deleted, random_id, details from messages order by owner, id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(MessageRow {
                owner: row.get(0)?,
                id: row.get(1)?,
                date: row.get(2)?,
                edited: row.get(3)?,
                text: row.get(4)?,
                entities: row.get(5)?,
                album: row.get(6)?,
                file: row.get(7)?,
                deleted: row.get(8)?,
                random_id: row.get(9)?,
                header: row.get(10)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All events, in order.
    pub fn events(&self) -> Result<Vec<EventRow>, Error> {
        let database = self.database();
        let mut statement = database.prepare("select owner, pts, count, kind, ids from events order by owner, pts")?;
        let rows = statement.query_map([], |row| {
            let ids: Vec<u8> = row.get(4)?;
            Ok(EventRow {
                owner: row.get(0)?,
                pts: row.get(1)?,
                count: row.get(2)?,
                kind: row.get(3)?,
                ids: ids.as_chunks().0.iter().map(|id| i32::from_le_bytes(*id)).collect(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores messages and events in one transaction.
    pub fn record(&self, messages: &[MessageRow], events: &[EventRow]) -> Result<(), Error> {
        let mut database = self.database();
        let transaction = database.transaction()?;
        for message in messages {
            put_message(&transaction, message)?;
        }
        for event in events {
            let ids: Vec<u8> = event.ids.iter().flat_map(|id| id.to_le_bytes()).collect();
            transaction.prepare_cached("insert or replace into events values (?, ?, ?, ?, ?)")?.execute(params![
                event.owner,
                event.pts,
                event.count,
                event.kind,
                ids
            ])?;
        }
        transaction.commit()?;
        Ok(())
    }
}

fn put_message(connection: &Connection, row: &MessageRow) -> rusqlite::Result<()> {
    // A new version of a message keeps its `random_id`.
    let statement = "insert into messages values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (owner, id) do update set date = excluded.date, edited = excluded.edited, text = excluded.text,
             entities = excluded.entities, album = excluded.album, file = excluded.file, deleted = excluded.deleted,
             random_id = coalesce(excluded.random_id, random_id), details = excluded.details";
    connection.prepare_cached(statement)?.execute(params![
        row.owner,
        row.id,
        row.date,
        row.edited,
        row.text,
        row.entities,
        row.album,
        row.file,
        row.deleted,
        row.random_id,
        row.header
    ])?;
    Ok(())
}

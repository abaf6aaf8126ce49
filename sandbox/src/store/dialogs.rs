//! What accounts keep of their chats.

use rusqlite::params;

use super::{Error, Store};

/// What an account keeps of a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DialogRow {
    /// The account.
    pub account: i64,
    /// The chat, as [`crate::model::dialog`] has it.
    pub chat: i64,
    /// The newest message that the account has read, if it has read any since the start.
    pub read_inbox: Option<i32>,
    /// The newest message that the other one has read.
    pub read_outbox: Option<i32>,
    /// Greater for those pinned further up; 0 for those that are not.
    pub pinned: i32,
    /// Whether it is marked as unread.
    pub marked: bool,
    /// The draft, as serialized by [`crate::model::dialog`]; empty for none.
    pub draft: Vec<u8>,
}

impl Store {
    /// All of them.
    pub fn dialogs(&self) -> Result<Vec<DialogRow>, Error> {
        let database = self.database();
        let mut statement =
            database.prepare("select account, chat, read_inbox, read_outbox, pinned, marked, draft from dialogs")?;
        let rows = statement.query_map([], |row| {
            Ok(DialogRow {
                account: row.get(0)?,
                chat: row.get(1)?,
                read_inbox: row.get(2)?,
                read_outbox: row.get(3)?,
                pinned: row.get(4)?,
                marked: row.get(5)?,
                draft: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores one in place of its former version.
    pub fn put_dialog(&self, row: &DialogRow) -> Result<(), Error> {
        let values = params![row.account, row.chat, row.read_inbox, row.read_outbox, row.pinned, row.marked, row.draft];
        self.database().execute("insert or replace into dialogs values (?, ?, ?, ?, ?, ?, ?)", values)?;
        Ok(())
    }
}

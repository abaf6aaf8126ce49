//! The parts of uploads that are not sent yet. Their bytes are among the [`blobs`](super::blobs).

use rusqlite::params;

use super::{Error, Store};

/// A part of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadPartRow {
    /// The account that uploads.
    pub account: i64,
    /// The id that the client chose.
    pub upload: i64,
    /// Its number.
    pub part: i32,
    /// Its length in bytes.
    pub length: i64,
    /// When it arrived.
    pub date: i32,
}

impl Store {
    /// All parts.
    pub fn upload_parts(&self) -> Result<Vec<UploadPartRow>, Error> {
        let database = self.database();
        let mut statement = database.prepare("select account, upload, part, length, date from upload_parts")?;
        let rows = statement.query_map([], |row| {
            Ok(UploadPartRow {
                account: row.get(0)?,
                upload: row.get(1)?,
                part: row.get(2)?,
                length: row.get(3)?,
                date: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores a part in place of its former version.
    pub fn put_upload_part(&self, row: UploadPartRow) -> Result<(), Error> {
        let values = params![row.account, row.upload, row.part, row.length, row.date];
        let database = self.database();
        database.prepare_cached("insert or replace into upload_parts values (?, ?, ?, ?, ?)")?.execute(values)?;
        Ok(())
    }

    /// Removes the parts of an upload.
    pub fn remove_upload_parts(&self, account: i64, upload: i64) -> Result<(), Error> {
        let statement = "delete from upload_parts where account = ? and upload = ?";
        self.database().execute(statement, params![account, upload])?;
        Ok(())
    }
}

//! Uploaded files, without their bytes.

use rusqlite::params;

use super::{Error, Store};

/// A photo or a document.
#[derive(Clone, Debug)]
pub struct FileRow {
    /// The id.
    pub id: i64,
    /// The account that uploaded it.
    pub owner: i64,
    /// Its data centre.
    pub dc: i32,
    /// When it was uploaded.
    pub date: i32,
    /// Absent for photos.
    pub mime_type: Option<String>,
    /// The document's length; 0 for photos.
    pub size: u64,
    /// The length of its upload parts.
    pub part_size: u32,
    /// `Vector<DocumentAttribute>`, serialized.
    pub attributes: Vec<u8>,
    /// The stripped thumbnail.
    pub stripped: Option<Vec<u8>>,
    /// Photo sizes, or a document's thumbnails.
    pub sizes: Vec<SizeRow>,
}

/// A size of a photo or thumbnail.
#[derive(Clone, Debug)]
pub struct SizeRow {
    /// Telegram's type: `s`, `m`, `x`, `y` or `w`.
    pub size_type: char,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// In bytes.
    pub length: u64,
}

impl Store {
    /// All files.
    pub fn files(&self) -> Result<Vec<FileRow>, Error> {
        let database = self.database();
        let mut statement = database
            .prepare("select id, owner, dc, date, mime_type, size, part_size, attributes, stripped from files")?;
        let rows = statement.query_map([], |row| {
            Ok(FileRow {
                id: row.get(0)?,
                owner: row.get(1)?,
                dc: row.get(2)?,
                date: row.get(3)?,
                mime_type: row.get(4)?,
                size: u64::try_from(row.get::<_, i64>(5)?).unwrap_or(0),
                part_size: row.get(6)?,
                attributes: row.get(7)?,
                stripped: row.get(8)?,
                sizes: Vec::new(),
            })
        })?;
        let mut files = rows.collect::<Result<Vec<_>, _>>()?;
        let mut statement =
            database.prepare("select letter, width, height, length from sizes where file = ? order by length")?;
        for file in &mut files {
            let rows = statement.query_map([file.id], |row| {
                Ok(SizeRow {
                    size_type: row.get::<_, String>(0)?.chars().next().unwrap_or('x'),
                    width: row.get(1)?,
                    height: row.get(2)?,
                    length: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
                })
            })?;
            file.sizes = rows.collect::<Result<_, _>>()?;
        }
        Ok(files)
    }

    /// Stores a file.
    pub fn add_file(&self, file: &FileRow) -> Result<(), Error> {
        let mut database = self.database();
        let transaction = database.transaction()?;
        transaction.execute(
            "insert into files values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                file.id,
                file.owner,
                file.dc,
                file.date,
                file.mime_type,
                i64::try_from(file.size).unwrap_or(i64::MAX),
                file.part_size,
                file.attributes,
                file.stripped
            ],
        )?;
        for size in &file.sizes {
            transaction.execute(
                "insert into sizes values (?, ?, ?, ?, ?)",
                params![
                    file.id,
                    size.size_type.to_string(),
                    size.width,
                    size.height,
                    i64::try_from(size.length).unwrap_or(i64::MAX)
                ],
            )?;
        }
        transaction.commit()?;
        Ok(())
    }
}

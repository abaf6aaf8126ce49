//! Exporting: plain files in a directory, as they are in a folder.
//!
//! A file is written beside its place (`.<number>.part`, by its content) and moved there when it is whole and has the right SHA-256. One that broke off
//! is gone on with, or written anew where it turns out to be another; one that is there with the right size and time is left alone. So an export can
//! be repeated, and ends in the same, wherever an earlier one was ended.

use std::io::SeekFrom;
use std::path::Path;
use std::time::{Duration, SystemTime};

use futures_util::TryStreamExt;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::tree::{FileEntry, FolderPath};
use super::{Actor, Drive, Error};
use crate::store::drive::nodes::NodePage;
use crate::store::drive::revisions;
use crate::stream::ByteRange;

/// What an export may do.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportOptions {
    /// Write files again that are there already.
    pub overwrite: bool,
}

/// What an export did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Files that were written.
    pub written: u64,
    /// Files that were there already.
    pub unchanged: u64,
    /// Bytes that were written.
    pub bytes: u64,
    /// Files that could not be written, and why.
    pub failed: Vec<(String, String)>,
}

impl Drive {
    /// Writes the files of a folder, and of the folders in it, into a directory. `progress` is told each file's path. Where a file is encrypted, its
    /// content is decrypted.
    pub async fn export(
        &self,
        actor: &Actor,
        folder: &FolderPath,
        directory: &Path,
        options: ExportOptions,
        progress: impl Fn(&str),
    ) -> Result<Exported, Error> {
        let top = self.folder(&self.store, actor, folder).await?;
        // Without it, each file would fail by itself.
        self.storage_account().await?;
        let mut exported = Exported::default();
        let (base, inside) = (folder.to_string(), format!("{folder}/"));
        let is_within = |path: &str| path == base || path.starts_with(&inside);
        let folders: Vec<_> = self.folders(actor).await?.into_iter().filter(|it| is_within(&it.path)).collect();
        debug_assert!(folders.iter().any(|entry| entry.node.id == top.id));
        for entry in folders {
            let relative = entry.path.strip_prefix(&base).unwrap_or_default().trim_start_matches('/');
            let target = directory.join(relative);
            let path = FolderPath::parse(&entry.path)?;
            if let Err(error) = fs::create_dir_all(&target).await {
                exported.failed.push((entry.path, error.to_string()));
                continue;
            }
            for file in self.files(actor, &path, NodePage::default()).await? {
                let name = format!("{}/{}", file.folder, file.node.name);
                progress(&name);
                match self.export_file(actor, &file, &target, options).await {
                    Ok(None) => exported.unchanged += 1,
                    Ok(Some(bytes)) => {
                        exported.written += 1;
                        exported.bytes += bytes;
                    }
                    Err(Failure::Local(error)) => exported.failed.push((name, error.to_string())),
                    Err(Failure::Drive(error @ (Error::StorageSignedOut | Error::Store(_)))) => return Err(error),
                    Err(Failure::Drive(error)) => exported.failed.push((name, error.to_string())),
                }
            }
        }
        Ok(exported)
    }

    /// Bytes that were written; `None` when the file was there.
    async fn export_file(
        &self,
        actor: &Actor,
        file: &FileEntry,
        directory: &Path,
        options: ExportOptions,
    ) -> Result<Option<u64>, Failure> {
        let target = directory.join(&file.node.name);
        let time =
            SystemTime::UNIX_EPOCH + Duration::from_secs(file.facts.uploaded.unix_timestamp().max(0).unsigned_abs());
        if !options.overwrite
            && let Ok(there) = fs::metadata(&target).await
            && there.len() == file.facts.size
            && there.modified().is_ok_and(|modified| modified == time)
        {
            return Ok(None);
        }
        let partial = directory.join(format!(".{}.part", file.facts.revision.0));
        let written = self.write_file(actor, file, &partial).await?;
        let finished = File::options().write(true).open(&partial).await?.into_std().await;
        finished.set_modified(time)?;
        finished.sync_all()?;
        fs::rename(&partial, &target).await?;
        Ok(Some(written))
    }

    /// Bytes that were written.
    async fn write_file(&self, actor: &Actor, file: &FileEntry, partial: &Path) -> Result<u64, Failure> {
        let revision = revisions::find(&self.store, file.facts.revision).await.map_err(Error::from)?;
        let expected = revision.ok_or(Error::NotFound)?.sha256;
        let mut output = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(partial).await?;
        let there = output.metadata().await?.len();
        // What was imported has no hash by which the bytes of another run could be judged.
        if there > 0 && there <= file.facts.size && !expected.is_empty() {
            match self.write_rest(actor, file, &mut output, &expected).await {
                Err(Failure::Drive(Error::Incomplete)) => {}
                written => return written,
            }
        }
        output.set_len(0).await?;
        output.seek(SeekFrom::Start(0)).await?;
        let written = self.write_rest(actor, file, &mut output, &expected).await;
        if matches!(written, Err(Failure::Drive(Error::Incomplete))) {
            fs::remove_file(partial).await?;
        }
        written
    }

    /// Writes what a file lacks. [`Error::Incomplete`] when it is not the expected content then.
    async fn write_rest(
        &self,
        actor: &Actor,
        file: &FileEntry,
        output: &mut File,
        expected: &[u8],
    ) -> Result<u64, Failure> {
        let size = file.facts.size;
        let mut hash = Sha256::new();
        let start = read_hash(output, &mut hash).await?;
        output.seek(SeekFrom::Start(start)).await?;
        if let Some(range) = ByteRange::new(start..size) {
            let source = self.content(actor.user, file.facts.revision).await?;
            let mut bytes = source.read(range).await.map_err(Error::from)?;
            while let Some(chunk) = bytes.try_next().await.map_err(Error::from)? {
                hash.update(&chunk);
                output.write_all(&chunk).await?;
            }
        }
        output.flush().await?;
        if !expected.is_empty() && expected != hash.finalize().as_slice() {
            return Err(Failure::Drive(Error::Incomplete));
        }
        Ok(size - start)
    }
}

/// Hashes what a file has already, and returns how much that is.
async fn read_hash(file: &mut File, hash: &mut Sha256) -> std::io::Result<u64> {
    let (mut buffer, mut length) = (vec![0; 256 << 10], 0);
    loop {
        match file.read(&mut buffer).await? {
            0 => return Ok(length),
            read => {
                hash.update(&buffer[..read]);
                length += read as u64;
            }
        }
    }
}

/// Why a file was not written.
enum Failure {
    /// Its directory, or the disk.
    Local(std::io::Error),
    /// The drive.
    Drive(Error),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Local(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Drive(error)
    }
}

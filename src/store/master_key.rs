//! The master key, and the folder that it lies in.
//!
//! The settings may give the key; otherwise it is `DATA_DIR/secret.key`, made at first start. Whoever can read it can open every session
//! in the database, so folder and file are refused when others may enter or read them.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::Error;
use crate::config::Storage;

const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;
const KEY_BYTES: usize = 32;

/// Makes the data folder, and refuses one that others may enter.
pub(super) fn prepare_folder(folder: &Path) -> Result<(), Error> {
    make(folder)?;
    refuse_if_open(folder, FOLDER_MODE)
}

/// Makes the data folder's `tmp`, or empties it.
pub(super) fn clear_temporary(folder: &Path) -> Result<(), Error> {
    let temporary = folder.join("tmp");
    match fs::remove_dir_all(&temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(file_error(&temporary, error)),
        _ => make(&temporary),
    }
}

/// The master key: from the settings or from its file; `None` if there is none yet.
pub(super) fn load(storage: &Storage) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    if let Some(key) = &storage.master_key {
        return Ok(Some(Zeroizing::new(key.expose().clone())));
    }
    let path = path(storage);
    match fs::read_to_string(&path) {
        Ok(text) => {
            let text = Zeroizing::new(text);
            refuse_if_open(&path, FILE_MODE)?;
            let key = STANDARD.decode(text.trim()).ok().filter(|key| key.len() >= KEY_BYTES);
            key.map(|key| Some(Zeroizing::new(key))).ok_or(Error::BadKeyFile(path))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file_error(&path, error)),
    }
}

/// The error of a database that was sealed with a key that is not there.
pub(super) fn missing(storage: &Storage) -> Error {
    Error::KeyMissing(path(storage))
}

/// Writes a fresh key among the temporary files and links it to its final name, so that a crash leaves no half a key and a second process starting
/// at the same moment ends up with the same one. What a crash leaves is removed at the next start ([`clear_temporary`]).
pub(super) fn create(storage: &Storage) -> Result<Zeroizing<Vec<u8>>, Error> {
    let path = path(storage);
    let mut key = Zeroizing::new(vec![0; KEY_BYTES]);
    getrandom::fill(&mut key)?;
    let draft = storage.data_dir.join("tmp").join(format!("secret.{}.draft", std::process::id()));
    let written =
        OpenOptions::new().write(true).create(true).truncate(true).mode(FILE_MODE).open(&draft).and_then(|mut file| {
            file.set_permissions(Permissions::from_mode(FILE_MODE))?;
            file.write_all(Zeroizing::new(STANDARD.encode(&key) + "\n").as_bytes())?;
            file.sync_all()
        });
    let linked = written.and_then(|()| fs::hard_link(&draft, &path));
    let removed = fs::remove_file(&draft);
    match linked {
        Ok(()) => removed.map(|()| key).map_err(|error| file_error(&draft, error)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => load(storage)?.ok_or(Error::KeyMissing(path)),
        Err(error) => Err(file_error(&draft, error)),
    }
}

fn path(storage: &Storage) -> PathBuf {
    storage.data_dir.join("secret.key")
}

fn make(folder: &Path) -> Result<(), Error> {
    fs::DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder).map_err(|error| file_error(folder, error))
}

fn refuse_if_open(path: &Path, expected: u32) -> Result<(), Error> {
    let mode = fs::metadata(path).map_err(|error| file_error(path, error))?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(Error::TooOpen { path: path.to_owned(), mode, expected });
    }
    Ok(())
}

fn file_error(path: &Path, source: io::Error) -> Error {
    Error::File { path: PathBuf::from(path), source }
}

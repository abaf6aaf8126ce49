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

/// The master key: from the settings, from its file, or made now.
pub(super) fn load_or_create(storage: &Storage) -> Result<Zeroizing<Vec<u8>>, Error> {
    if let Some(key) = &storage.master_key {
        return Ok(Zeroizing::new(key.expose().clone()));
    }
    let path = storage.data_dir.join("secret.key");
    match fs::read_to_string(&path) {
        Ok(text) => {
            let text = Zeroizing::new(text);
            refuse_if_open(&path, FILE_MODE)?;
            let key = STANDARD.decode(text.trim()).ok().filter(|key| key.len() >= KEY_BYTES);
            key.map(Zeroizing::new).ok_or(Error::BadKeyFile(path))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(&path),
        Err(error) => Err(file_error(&path, error)),
    }
}

/// Writes a fresh key beside its final name and links it there, so that a crash leaves no half a key and a second process starting at the
/// same moment ends up with the same one.
fn create(path: &Path) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut key = Zeroizing::new(vec![0; KEY_BYTES]);
    getrandom::fill(&mut key)?;
    let draft = path.with_extension(format!("{}.draft", std::process::id()));
    let written =
        OpenOptions::new().write(true).create(true).truncate(true).mode(FILE_MODE).open(&draft).and_then(|mut file| {
            file.set_permissions(Permissions::from_mode(FILE_MODE))?;
            file.write_all(Zeroizing::new(STANDARD.encode(&key) + "\n").as_bytes())?;
            file.sync_all()
        });
    written.map_err(|error| file_error(&draft, error))?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(|error| file_error(&draft, error))?;
    match linked {
        Ok(()) => Ok(key),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let text = Zeroizing::new(fs::read_to_string(path).map_err(|error| file_error(path, error))?);
            STANDARD.decode(text.trim()).map(Zeroizing::new).map_err(|_| Error::BadKeyFile(path.to_owned()))
        }
        Err(error) => Err(file_error(path, error)),
    }
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

//! How much a user stores.

use std::collections::BTreeMap;

use super::{Actor, Category, Drive, Error};
use crate::store::Executor;
use crate::store::drive::{segments, sums, users};

/// What a user stores.
#[derive(Clone, Debug)]
pub struct Stats {
    /// Bytes of all files, as they are stored.
    pub bytes: u64,
    /// Files.
    pub files: u64,
    /// Folders.
    pub folders: u64,
    /// Bytes of the files in each folder, as they are stored, by path.
    pub by_folder: BTreeMap<String, u64>,
    /// Files and bytes of each category.
    pub by_category: Vec<(Category, u64, u64)>,
    /// Bytes at Telegram, with trash and versions; what several files share counts once.
    pub stored: u64,
    /// Bytes that may be stored there.
    pub quota: Option<u64>,
    /// Whether encryption is switched on.
    pub encrypts: bool,
}

impl Drive {
    /// What a user stores, the trash left out.
    pub async fn stats(&self, actor: &Actor) -> Result<Stats, Error> {
        let user = users::find(&self.store, actor.user).await?.ok_or(Error::TokenInvalid)?;
        let sums = sums::of_user(&self.store, actor.user).await?;
        let mut by_folder: BTreeMap<String, u64> = BTreeMap::new();
        let mut bytes: std::collections::HashMap<_, _> = sums.by_folder.into_iter().collect();
        for (id, path) in self.folder_paths(actor).await? {
            by_folder.insert(path, bytes.remove(&id).unwrap_or_default());
        }
        let of = |category: Category| {
            let sum = sums.by_category.iter().find(|(number, _, _)| *number == category.number());
            sum.map_or((category, 0, 0), |(_, files, bytes)| (category, *files, *bytes))
        };
        Ok(Stats {
            bytes: sums.bytes,
            files: sums.files,
            folders: sums.folders,
            by_folder,
            by_category: Category::ALL.into_iter().map(of).collect(),
            stored: segments::stored_bytes(&self.store, actor.user).await?,
            quota: user.quota,
            encrypts: user.encrypts,
        })
    }

    /// How many more bytes a user may store; `None`: as many as they like.
    pub(super) async fn room(&self, db: &impl Executor, user: &users::User) -> Result<Option<u64>, Error> {
        let Some(quota) = user.quota else { return Ok(None) };
        Ok(Some(quota.saturating_sub(segments::stored_bytes(db, user.id).await?)))
    }

    /// Whether so many more bytes are within the user's quota.
    pub(super) async fn check_quota(&self, db: &impl Executor, user: &users::User, more: u64) -> Result<(), Error> {
        match (self.room(db, user).await?, user.quota) {
            (Some(room), Some(quota)) if more > room => Err(Error::QuotaExceeded { quota }),
            _ => Ok(()),
        }
    }
}

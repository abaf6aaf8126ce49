//! Files.

use std::sync::Arc;

use super::state::World;
use crate::model::collection::FileId;
use crate::model::file::File;
use crate::model::phone::UserId;

/// The most files in the cache of computed files.
const MAXIMUM_COMPUTED: usize = 4096;

impl World {
    /// A file that is uploaded or cached.
    pub(crate) fn cached_file(&self, owner: UserId, id: FileId) -> Option<Arc<File>> {
        let state = self.state();
        state.files.get(&id).or_else(|| state.computed_files.get(&(owner, id))).cloned()
    }

    /// An uploaded file, or one of the account's computed messages.
    pub(crate) fn file(&self, owner: UserId, id: FileId) -> Option<Arc<File>> {
        if let Some(file) = self.cached_file(owner, id) {
            return Some(file);
        }
        let anchor = self.state().accounts.get(&owner)?.created;
        let (collection, index) = id.origin()?;
        let file = Arc::new(File::of_item(id, &collection.item(index)?, anchor));
        let mut state = self.state();
        if state.computed_files.len() >= MAXIMUM_COMPUTED {
            state.computed_files.clear();
        }
        state.computed_files.insert((owner, id), file.clone());
        Some(file)
    }
}

//! Files.

use std::sync::Arc;

use super::state::World;
use crate::model::collection::FileId;
use crate::model::file::File;
use crate::model::phone::UserId;
use crate::store;

/// The most files in the cache of computed files.
const MAXIMUM_COMPUTED: usize = 4096;

impl World {
    /// A file that is uploaded or cached.
    pub(crate) fn cached_file(&self, owner: UserId, id: FileId) -> Option<Arc<File>> {
        let state = self.state();
        state.files.get(&id).or_else(|| state.computed_files.get(&(owner, id))).cloned()
    }

    /// An uploaded file, or that of a computed message.
    pub(crate) fn file(&self, owner: UserId, id: FileId) -> Option<Arc<File>> {
        if let Some(file) = self.cached_file(owner, id) {
            return Some(file);
        }
        let file = self.computed_file(owner, id)?;
        let mut state = self.state();
        let file = Arc::new(state.with_altered_bytes(file));
        if state.computed_files.len() >= MAXIMUM_COMPUTED {
            state.computed_files.clear();
        }
        state.computed_files.insert((owner, id), file.clone());
        Some(file)
    }

    fn computed_file(&self, owner: UserId, id: FileId) -> Option<File> {
        if let Some((fill, index)) = id.fill() {
            let fill = self.state().fills.get(fill)?.clone();
            return fill.file(index);
        }
        let anchor = self.state().accounts.get(&owner)?.created;
        let (collection, index) = id.origin()?;
        Some(File::of_item(id, &collection.item(index)?, anchor))
    }

    /// Inverts the bits of a byte of a document, or restores it if it is inverted.
    pub(super) fn alter_byte(&self, id: FileId, offset: u64) -> Result<(), store::Error> {
        let mut state = self.state();
        let offsets = Arc::make_mut(state.altered_bytes.entry(id).or_default());
        let is_altered = offsets.insert(offset) || !offsets.remove(&offset);
        self.store().set_altered(id.0, offset, is_altered)?;
        state.computed_files.retain(|(_, file), _| *file != id);
        if let Some(file) = state.files.get(&id) {
            let file = state.with_altered_bytes(File::clone(file));
            state.files.insert(id, Arc::new(file));
        }
        Ok(())
    }
}

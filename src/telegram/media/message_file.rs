//! Renewing the file reference of a message's file.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use grammers_tl_types as tl;

use super::library::Library;
use super::located::MessageLocation;
use crate::telegram::error::Error;
use crate::telegram::files::remote_file::{FileSource, RemoteFile};

/// The file of a message, as a [`FileSource`].
struct MessageFile {
    library: Arc<Library>,
    location: MessageLocation,
}

impl FileSource for MessageFile {
    fn refresh(&self) -> BoxFuture<'_, Result<RemoteFile, Error>> {
        Box::pin(async { Ok(self.library.refresh(self.location).await?.file.clone()) })
    }

    fn renew<'a>(&'a self, stale: &'a tl::enums::InputFileLocation) -> BoxFuture<'a, Result<RemoteFile, Error>> {
        Box::pin(async { Ok(self.library.renew(self.location, stale).await?.file.clone()) })
    }
}

impl Library {
    /// The source of a message's file.
    pub(super) fn file_of(self: &Arc<Self>, location: impl Into<MessageLocation>) -> Arc<dyn FileSource> {
        Arc::new(MessageFile { library: self.clone(), location: location.into() })
    }
}

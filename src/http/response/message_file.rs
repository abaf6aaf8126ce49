//! A message's file for HTTP: its name, its type and its entity tag.

use sha2::{Digest, Sha256};

use super::conditional::ETag;
use super::content_type;
use super::disposition::file_name;
use super::file::Representation;
use crate::telegram::Media;

/// The file of a message. With `to_be_saved` it is always an attachment.
pub fn representation(media: &Media, to_be_saved: bool) -> Representation {
    let name = safe_name(media);
    let served = content_type::served(&media.mime_type, &name);
    Representation {
        length: media.size,
        etag: entity_tag("file", media, ""),
        last_modified: media.edited.unwrap_or(media.date),
        content_type: served.content_type,
        inline: served.inline && !to_be_saved,
        name,
    }
}

/// The name under which a file is shown and saved.
pub fn safe_name(media: &Media) -> String {
    file_name(&media.name, &format!("file-{}", media.id.0))
}

/// The entity tag of a file: a hash of Telegram's id of the file and its length. If a message's file is replaced, its tag changes; every
/// instance makes the same tag.
pub fn entity_tag(what: &str, media: &Media, variant: &str) -> ETag {
    let identity = format!("{what}:{}:{}:{variant}", media.file_id, media.size);
    let hash = Sha256::digest(identity.as_bytes());
    ETag::strong(&hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>())
}

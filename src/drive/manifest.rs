//! Manifests: what the messages in the storage channel say about what they store. The database can be made again from them.
//!
//! A manifest is the text of a folder's message, or the caption of a segment's document: the word `heliograph/1`, a space, and JSON with short keys. Of
//! a user who encrypts, the JSON is sealed under a key derived from the server's master key, and says nothing to others: `heliograph/1s`, a
//! space, and base64url. Captions hold 1,024 UTF-16 units, which the longest name leaves room in (a test has it).
//!
//! | kind | message | says |
//! |---|---|---|
//! | `user` | text | name, rights, the age identity (always sealed) |
//! | `folder` | text | owner, name, parent, times, since when it is in the trash |
//! | `segment` | caption | which part of which content of which file |
//! | `file` | caption of the last segment, or a text that names the segments | all about the file and the content |

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::store::{Error, Store};

/// What manifests begin with.
pub const PREFIX: &str = "heliograph/1";
const SEALED: &str = "heliograph/1s ";
const PLAIN: &str = "heliograph/1 ";
/// What the sealed form is of, in the store's terms.
const PURPOSE: &str = "drive manifest";

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "k")]
pub enum Manifest {
    /// A user.
    #[serde(rename = "user")]
    User(UserManifest),
    /// A folder.
    #[serde(rename = "folder")]
    Folder(FolderManifest),
    /// A segment that is not the last one of its content.
    #[serde(rename = "segment")]
    Segment(SegmentManifest),
    /// A file and a content of it.
    #[serde(rename = "file")]
    File(FileManifest),
}

/// A user.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserManifest {
    /// Id.
    #[serde(rename = "u")]
    pub user: i64,
    /// Name.
    #[serde(rename = "n")]
    pub name: String,
    /// The id of the root node.
    #[serde(rename = "r")]
    pub root: i64,
    /// Whether they are an operator.
    #[serde(rename = "op")]
    pub is_operator: bool,
    /// Whether they encrypt.
    #[serde(rename = "e")]
    pub encrypts: bool,
    /// Bytes that they may store.
    #[serde(rename = "q", skip_serializing_if = "Option::is_none", default)]
    pub quota: Option<i64>,
    /// The age identity.
    #[serde(rename = "a", skip_serializing_if = "Option::is_none", default)]
    pub identity: Option<String>,
    /// When they registered, in seconds since 1970.
    #[serde(rename = "t")]
    pub created: i64,
}

impl std::fmt::Debug for UserManifest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserManifest").field("user", &self.user).finish_non_exhaustive()
    }
}

/// A folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderManifest {
    /// Whose it is.
    #[serde(rename = "o")]
    pub owner: i64,
    /// Id.
    #[serde(rename = "d")]
    pub folder: i64,
    /// The folder that it is in.
    #[serde(rename = "p")]
    pub parent: i64,
    /// Name.
    #[serde(rename = "n")]
    pub name: String,
    /// When it was made and last changed, in seconds since 1970.
    #[serde(rename = "t")]
    pub times: (i64, i64),
    /// When it was moved to the trash.
    #[serde(rename = "x", skip_serializing_if = "Option::is_none", default)]
    pub trashed: Option<i64>,
}

/// A part of a content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentManifest {
    /// Whose it is.
    #[serde(rename = "o")]
    pub owner: i64,
    /// The file that it was sent for.
    #[serde(rename = "f")]
    pub file: i64,
    /// The content that it was sent for.
    #[serde(rename = "r")]
    pub revision: i64,
    /// About the segment.
    #[serde(rename = "g")]
    pub segment: SegmentFacts,
}

/// About a segment: its id, its position in the content it was sent for, bytes as stored, bytes of the content, and the digest of its
/// pieces' hashes in base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentFacts(pub i64, pub u32, pub u64, pub u64, pub String);

/// A file and a content of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileManifest {
    /// Whose it is.
    #[serde(rename = "o")]
    pub owner: i64,
    /// The file.
    #[serde(rename = "f")]
    pub file: i64,
    /// The folder that it is in.
    #[serde(rename = "p")]
    pub parent: i64,
    /// Name.
    #[serde(rename = "n")]
    pub name: String,
    /// The name that it was sent with, where that is another.
    #[serde(rename = "on", skip_serializing_if = "Option::is_none", default)]
    pub original_name: Option<String>,
    /// The content, and its number.
    #[serde(rename = "r")]
    pub revision: i64,
    /// The number of the content.
    #[serde(rename = "v")]
    pub number: i32,
    /// Bytes, as they were sent.
    #[serde(rename = "z")]
    pub size: u64,
    /// SHA-256 of these, in base64.
    #[serde(rename = "h")]
    pub sha256: String,
    /// MIME type.
    #[serde(rename = "c")]
    pub content_type: String,
    /// Whether the content is encrypted.
    #[serde(rename = "e", skip_serializing_if = "std::ops::Not::not", default)]
    pub is_encrypted: bool,
    /// When the file was made and last changed, and when the content was sent, in seconds since 1970.
    #[serde(rename = "t")]
    pub times: (i64, i64, i64),
    /// Who sent it.
    #[serde(rename = "b")]
    pub created_by: String,
    /// When it was moved to the trash.
    #[serde(rename = "x", skip_serializing_if = "Option::is_none", default)]
    pub trashed: Option<i64>,
    /// In a caption: about the segment, the last one, whose position says how many there are.
    #[serde(rename = "g", skip_serializing_if = "Option::is_none", default)]
    pub segment: Option<SegmentFacts>,
    /// In a text: the messages of all segments, each its chat and id.
    #[serde(rename = "m", skip_serializing_if = "Option::is_none", default)]
    pub messages: Option<Vec<(i64, i32)>>,
}

impl Manifest {
    /// The text of a message. Sealed where it is a user's, or where `is_sealed`.
    pub fn to_text(&self, store: &Store, is_sealed: bool) -> Result<String, Error> {
        let json = Zeroizing::new(serde_json::to_string(self).expect("a manifest is JSON"));
        if !is_sealed && !matches!(self, Self::User(_)) {
            return Ok(format!("{PLAIN}{}", *json));
        }
        let sealed = store.seal_for_client(PURPOSE, json.as_bytes())?;
        Ok(format!("{SEALED}{}", URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Reads the text of a message. `None` for anything that is no manifest of this server.
    pub fn parse(store: &Store, text: &str) -> Option<Self> {
        if let Some(json) = text.strip_prefix(PLAIN) {
            return serde_json::from_str(json).ok();
        }
        let sealed = URL_SAFE_NO_PAD.decode(text.strip_prefix(SEALED)?).ok()?;
        let json = store.unseal_from_client(PURPOSE, &sealed)?;
        serde_json::from_slice(&json).ok()
    }
}

/// A hash in a manifest.
pub fn encode_hash(hash: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(hash)
}

/// A manifest's hash.
pub fn decode_hash(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok().filter(|hash| hash.len() == 32)
}

impl FileManifest {
    /// Whether two tell of the same content, whatever the file was called then and wherever it was.
    pub fn is_same_content(&self, other: &Self) -> bool {
        let content = |it: &Self| {
            (
                it.owner,
                it.file,
                it.revision,
                it.number,
                it.size,
                it.sha256.clone(),
                it.segment.clone(),
                it.messages.clone(),
            )
        };
        content(self) == content(other)
    }
}

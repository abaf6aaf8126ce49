//! One entry of the media list.

use serde_json::Value;

/// An item as the list gives it.
#[derive(Clone, Debug)]
pub struct Item(pub Value);

impl Item {
    /// The message's id.
    #[track_caller]
    pub fn id(&self) -> i64 {
        self.0["id"].as_i64().unwrap_or_else(|| panic!("no integer id in {}", self.0))
    }

    /// The file's name.
    #[track_caller]
    pub fn name(&self) -> &str {
        self.text("name")
    }

    /// `photo`, `video`, …
    #[track_caller]
    pub fn kind(&self) -> &str {
        self.text("type")
    }

    /// Bytes.
    #[track_caller]
    pub fn size(&self) -> u64 {
        self.0["size"].as_u64().unwrap_or_else(|| panic!("no integer size in {}", self.0))
    }

    /// Where its bytes are.
    #[track_caller]
    pub fn stream_url(&self) -> &str {
        self.text("stream_url")
    }

    /// A key that is text.
    #[track_caller]
    pub fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_else(|| panic!("no text {key} in {}", self.0))
    }

    /// The media path by id alone.
    pub fn path(&self) -> String {
        format!("/stream_media/{}", self.id())
    }

    /// The thumbnail's path by id alone.
    pub fn thumbnail_path(&self) -> String {
        format!("/stream_thumbnail/{}", self.id())
    }
}

//! Sending a file: its bytes go straight to Telegram, and the file exists when all of them are there.
//!
//! Before the last segment come the messages that a rebuild would need for it: its owner's, with the key that it is encrypted to, and those of its
//! folders. A content without a segment of its own has a text message, which is posted before the sender is told that the file is there.
//!
//! | part | what it is |
//! |---|---|
//! | [`new_file`] | what the sender says |
//! | [`planned`] | what is known before the bytes, and the captions that say it |
//! | [`file_upload`] | the file on its way, and how it is stored |

mod new_file;
mod planned;

mod file_upload;

pub use file_upload::FileUpload;
pub use new_file::{NameTaken, NewFile};

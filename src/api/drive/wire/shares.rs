//! Shares.

use std::time::Duration;

use rocket::serde::Serialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use crate::drive::{ShareEntry, ShareOptions};
use crate::http::dates::iso8601;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::store::drive::NodeKind;

/// What a share may do. Nothing of it has to be there.
#[derive(ToSchema)]
#[schema(as = DriveShareOptions)]
pub struct Share {
    /// Minutes until it expires; null: never. 60 where it is not given.
    #[schema(value_type = Option<u64>, example = 60)]
    pub expires_in: Option<Option<u64>>,
    /// A password that visitors need.
    #[schema(value_type = Option<String>)]
    pub password: Option<Zeroizing<String>>,
    /// How often it may be downloaded.
    #[schema(example = 10)]
    pub max_downloads: Option<u64>,
    /// Whether an encrypted file is decrypted for visitors.
    pub decrypt: Option<bool>,
}

impl Input for Share {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let expires_in = fields.is_given("expires_in").then(|| fields.size_or_null("expires_in"));
        let password = fields.optional_text("password").map(Zeroizing::new);
        let max_downloads = fields.is_given("max_downloads").then(|| fields.size_or_null("max_downloads"));
        let decrypt = fields.optional_truth("decrypt");
        Some(Self {
            expires_in: match expires_in {
                Some(given) => Some(given?),
                None => None,
            },
            password,
            max_downloads: match max_downloads {
                Some(given) => given?,
                None => None,
            },
            decrypt,
        })
    }
}

impl From<Share> for ShareOptions {
    fn from(share: Share) -> Self {
        let usual = Self::default();
        Self {
            expires_in: match share.expires_in {
                None => usual.expires_in,
                Some(minutes) => minutes.map(|minutes| Duration::from_secs(minutes.saturating_mul(60))),
            },
            password: share.password.filter(|password| !password.is_empty()),
            max_downloads: share.max_downloads,
            decrypts: share.decrypt.unwrap_or_default(),
        }
    }
}

/// A share in its owner's list; its token is not known any more.
#[derive(Serialize, ToSchema)]
#[schema(as = DriveShare)]
pub struct ShareBody {
    /// Its number.
    #[schema(example = 4_503_599_627_370_499_i64)]
    id: i64,
    /// `file` or `folder`.
    #[schema(example = "file")]
    kind: &'static str,
    /// The path of what it names.
    #[schema(example = "myfolder/file.txt")]
    path: String,
    /// When it was made, UTC.
    #[schema(example = "2026-11-20T21:15:58Z")]
    created_at: String,
    /// When it expires; null: never.
    #[schema(required, example = "2026-11-20T22:15:58Z")]
    expires_at: Option<String>,
    /// Whether visitors need a password.
    has_password: bool,
    /// How often it may be downloaded; null: as often as anybody likes.
    #[schema(required, example = 10)]
    max_downloads: Option<u64>,
    /// How often it was.
    #[schema(example = 1)]
    downloads: u64,
}

impl From<ShareEntry> for ShareBody {
    fn from(ShareEntry { share, path }: ShareEntry) -> Self {
        Self {
            id: share.id.0,
            kind: if share.kind == NodeKind::File { "file" } else { "folder" },
            path,
            created_at: iso8601::format(share.created),
            expires_at: share.expires.map(iso8601::format),
            has_password: share.password_hash.is_some(),
            max_downloads: share.max_downloads,
            downloads: share.downloads,
        }
    }
}

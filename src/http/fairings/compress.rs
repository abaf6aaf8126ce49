//! Compression of pages, lists and documents with gzip, if the client accepts it (RFC 9110, section 12.5.3).
//!
//! Only texts of known size are compressed: no streams, no files, no responses with ranges. Static files have been compressed before
//! (`pages/static_file.rs`).
//!
//! *BREACH.* An attacker who can make a browser send guesses that are echoed in a response, and who sees the response's length, can learn a
//! secret in it. So responses are compressed for requests from pages of this server and for pages that the user opens, but never for requests
//! from other sites.

use std::io::Cursor;

use flate2::Compression;
use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::ContentType;
use rocket::{Request, Response};
use tokio::task::spawn_blocking;
use tokio_util::bytes::Bytes;

use crate::http::response::gzip::{accepts_gzip, gzip};

/// Smaller responses fit into one or two packets.
const MIN_SIZE: usize = 1024;
/// Larger responses are not compressed, since both forms are in memory at once.
const MAX_SIZE: usize = 4 << 20;

/// Up to this size, compression takes less than a millisecond.
const MAX_INLINE_SIZE: usize = 32 << 10;

/// Compresses texts.
pub(in crate::http) struct Compress;

#[rocket::async_trait]
impl Fairing for Compress {
    fn info(&self) -> Info {
        Info { name: "compression", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let is_text = response.content_type().is_some_and(|kind| is_compressible(&kind));
        let is_excluded = ["Content-Encoding", "Accept-Ranges", "Content-Range", "Content-Disposition", "ETag"]
            .iter()
            .any(|name| response.headers().contains(name));
        if !is_text || is_excluded {
            return;
        }
        response.adjoin_raw_header("Vary", "Accept-Encoding");
        if !accepts_gzip(request) || is_from_another_site(request) {
            return;
        }
        let Some(MIN_SIZE..=MAX_SIZE) = response.body().preset_size() else { return };
        let Ok(plain) = response.body_mut().take().to_bytes().await else { return };
        // Pages are small; lists may be long.
        let level = if response.content_type() == Some(ContentType::HTML) {
            Compression::default()
        } else {
            Compression::fast()
        };
        let plain = Bytes::from(plain);
        match compressed(plain.clone(), level).await {
            Some(small) => {
                response.set_raw_header("Content-Encoding", "gzip");
                response.set_sized_body(small.len(), Cursor::new(small));
            }
            None => response.set_sized_body(plain.len(), Cursor::new(plain)),
        }
    }
}

/// Compresses bytes; many of them on a thread for blocking work.
async fn compressed(plain: Bytes, level: Compression) -> Option<Vec<u8>> {
    if plain.len() <= MAX_INLINE_SIZE {
        return gzip(&plain, level).ok();
    }
    spawn_blocking(move || gzip(&plain, level).ok()).await.ok().flatten()
}

/// Whether the request was caused by another site, as browsers report it (Fetch Metadata). Other clients have no cookie of a user.
fn is_from_another_site(request: &Request<'_>) -> bool {
    request.headers().get("Sec-Fetch-Site").any(|site| site != "same-origin" && site != "none")
}

fn is_compressible(kind: &ContentType) -> bool {
    *kind == ContentType::HTML || *kind == ContentType::JSON || kind.is_svg() || kind.is_plain()
}

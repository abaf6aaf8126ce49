//! Answers made smaller: pages, lists and documents by gzip, where the client takes it (RFC 9110, section 12.5.3).
//!
//! Only whole texts of a known size are compressed here: never a stream, nothing that can be asked for in ranges, no file. Static files
//! are compressed once and come here finished (`pages/static_file.rs`).
//!
//! *BREACH.* Whoever can have a person's browser send guesses, and see how long the answers are, learns what stands beside a guess that
//! is echoed. So an answer is compressed for our own pages, and for what people themselves opened, and never for a request that another
//! site caused.

use std::io::Cursor;

use flate2::Compression;
use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::ContentType;
use rocket::{Request, Response};
use tokio::task::spawn_blocking;
use tokio_util::bytes::Bytes;

use crate::http::response::gzip::{accepts_gzip, gzip};

/// Below this many bytes an answer fits into a packet or two anyway.
const SMALLEST: usize = 1024;
/// Above, it is no page and no list; it would be held in memory twice.
const LARGEST: usize = 4 << 20;

/// Up to here compressing takes less than a millisecond.
const INLINE: usize = 32 << 10;

/// Compresses what is worth it.
pub(in crate::http) struct Compress;

#[rocket::async_trait]
impl Fairing for Compress {
    fn info(&self) -> Info {
        Info { name: "compression", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let is_text = response.content_type().is_some_and(|kind| is_worth_it(&kind));
        let is_finished = ["Content-Encoding", "Accept-Ranges", "Content-Range", "Content-Disposition", "ETag"]
            .iter()
            .any(|name| response.headers().contains(name));
        if !is_text || is_finished {
            return;
        }
        response.adjoin_raw_header("Vary", "Accept-Encoding");
        if !accepts_gzip(request) || is_from_another_site(request) {
            return;
        }
        let Some(SMALLEST..=LARGEST) = response.body().preset_size() else { return };
        let Ok(plain) = response.body_mut().take().to_bytes().await else { return };
        // A page is looked at while it comes; a list is read by scripts, and may be long.
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

/// The same bytes, smaller; a thread that serves requests is not kept busy with long ones.
async fn compressed(plain: Bytes, level: Compression) -> Option<Vec<u8>> {
    if plain.len() <= INLINE {
        return gzip(&plain, level).ok();
    }
    spawn_blocking(move || gzip(&plain, level).ok()).await.ok().flatten()
}

/// Whether a page of another site made the browser ask. Browsers tell it (Fetch Metadata); others carry no cookie of anyone's.
fn is_from_another_site(request: &Request<'_>) -> bool {
    request.headers().get("Sec-Fetch-Site").any(|site| site != "same-origin" && site != "none")
}

fn is_worth_it(kind: &ContentType) -> bool {
    *kind == ContentType::HTML || *kind == ContentType::JSON || kind.is_svg() || kind.is_plain()
}

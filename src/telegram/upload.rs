//! Files on their way to Telegram, straight from a request's body: no temporary file, no length known beforehand.
//!
//! Telegram takes a file in parts of 512 KiB. Up to 10 MB it wants them by one method (`upload.saveFilePart`), above by another
//! (`upload.saveBigFilePart`), where the number of parts may stay open until the last. So the beginning is held back until it
//! is known which it will be: by the request's own word, or by 10 MB having come. A few parts are under way at a time; [`Upload::write`]
//! waits for a place, which is what slows a fast sender down to Telegram's speed.

use std::sync::Arc;
use std::time::Duration;

use grammers_tl_types as tl;
use tokio::task::JoinSet;
use tokio_util::bytes::{Bytes, BytesMut};

use super::core::{Core, Failed};
use super::lane::To;
use super::probe::Probe;
use super::turns::StreamId;
use super::{Account, Error, Rejected};

/// The largest that Telegram takes.
pub const PART: usize = 512 * 1024;
/// Up to here, and not above, the small method is right.
pub const SMALL: u64 = 10 * 1024 * 1024;
/// Parts of one file that are under way at once.
const AT_ONCE: usize = 4;
/// Parts that an ordinary account may send, and a premium one.
const PARTS: (u64, u64) = (4000, 8000);
/// A part that was asked to wait waits so long at most, rather than have the whole upload fail.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a part is sent again after waits or broken connections.
const TRIES: usize = 5;

/// What the sender knows about a file.
#[derive(Clone, Debug, Default)]
pub struct UploadHints {
    /// File name as given; kept.
    pub name: String,
    /// MIME type as given, if any.
    pub mime_type: Option<String>,
    /// An upper bound of the size where the request says so (its Content-Length).
    pub at_most: Option<u64>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Seconds.
    pub duration: Option<f64>,
}

/// A file being uploaded, part by part. Dropping it sends nothing: Telegram forgets parts that no message uses.
pub struct Upload {
    core: Arc<Core>,
    stream: StreamId,
    hints: UploadHints,
    id: i64,
    method: Method,
    /// What has come and is not yet in a part. The last part is cut only at the end, since it is the one that tells the number.
    buffer: BytesMut,
    /// Parts held back while the method is open.
    held: Vec<Bytes>,
    parts: u32,
    size: u64,
    limit: u64,
    under_way: JoinSet<Result<(), Error>>,
    probe: Probe,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Open,
    Small,
    Big,
}

/// A file whose parts are all at Telegram, not yet in any message.
pub struct Uploaded {
    /// What the sender knew.
    pub hints: UploadHints,
    /// A cover made by the sender: a JPEG of at most 320 pixels and 200 KB.
    pub cover: Option<Bytes>,
    pub(super) file: tl::enums::InputFile,
    pub(super) size: u64,
    pub(super) probe: Probe,
}

impl Account {
    /// Starts an upload.
    pub fn upload(&self, hints: UploadHints) -> Upload {
        let core = self.core.clone();
        let premium = core.session.user().is_some_and(|user| user.premium);
        let parts = if premium { PARTS.1 } else { PARTS.0 };
        let small = hints.at_most.is_some_and(|size| size <= SMALL);
        Upload {
            stream: core.next_stream(),
            core,
            hints,
            id: random_id(),
            method: if small { Method::Small } else { Method::Open },
            buffer: BytesMut::new(),
            held: Vec::new(),
            parts: 0,
            size: 0,
            limit: parts * PART as u64,
            under_way: JoinSet::new(),
            probe: Probe::default(),
        }
    }
}

impl Upload {
    /// Takes the next bytes; waits while too many parts are under way.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), Error> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(Rejected::FileTooLarge { limit: self.limit }.into());
        }
        if self.method == Method::Small && self.size > SMALL {
            return Err(Error::Protocol("more bytes came than the sender said"));
        }
        self.probe.feed(&bytes);
        self.buffer.extend_from_slice(&bytes);
        while self.buffer.len() > PART {
            let part = self.buffer.split_to(PART).freeze();
            self.take(part).await?;
        }
        Ok(())
    }

    /// All bytes were given: sends the last part and waits for all.
    pub async fn finish(mut self) -> Result<Uploaded, Error> {
        if self.size == 0 {
            return Err(Rejected::FileEmpty.into());
        }
        if self.method == Method::Open {
            self.method = if self.size > SMALL { Method::Big } else { Method::Small };
            self.send_held().await?;
        }
        let last = self.buffer.split().freeze();
        let total = self.parts + 1;
        self.send(last, Some(total)).await?;
        while let Some(sent) = self.under_way.join_next().await {
            sent.map_err(|_| Error::Unavailable("the upload was given up"))??;
        }
        let parts = i32::try_from(total).map_err(|_| Error::Protocol("no file has that many parts"))?;
        let name = self.hints.name.clone();
        let file = match self.method {
            Method::Big => tl::types::InputFileBig { id: self.id, parts, name }.into(),
            _ => tl::types::InputFile { id: self.id, parts, name, md5_checksum: String::new() }.into(),
        };
        Ok(Uploaded { hints: self.hints, cover: None, file, size: self.size, probe: self.probe })
    }

    async fn take(&mut self, part: Bytes) -> Result<(), Error> {
        if self.method == Method::Open {
            if self.size <= SMALL {
                self.held.push(part);
                return Ok(());
            }
            self.method = Method::Big;
            self.send_held().await?;
        }
        self.send(part, None).await
    }

    async fn send_held(&mut self) -> Result<(), Error> {
        for part in std::mem::take(&mut self.held) {
            self.send(part, None).await?;
        }
        Ok(())
    }

    /// Sends a part as soon as there is a place. `total` is known with the last one.
    async fn send(&mut self, part: Bytes, total: Option<u32>) -> Result<(), Error> {
        while self.under_way.len() >= AT_ONCE {
            if let Some(sent) = self.under_way.join_next().await {
                sent.map_err(|_| Error::Unavailable("the upload was given up"))??;
            }
        }
        let number = i32::try_from(self.parts).map_err(|_| Error::Protocol("no file has that many parts"))?;
        self.parts += 1;
        let (core, id, stream) = (self.core.clone(), self.id, self.stream);
        if self.method == Method::Big {
            let total = total.map_or(-1, |total| i32::try_from(total).unwrap_or(-1));
            self.under_way.spawn(async move {
                let bytes = part.to_vec();
                let request = tl::functions::upload::SaveBigFilePart {
                    file_id: id,
                    file_part: number,
                    file_total_parts: total,
                    bytes,
                };
                core.save_part(stream, &request).await
            });
        } else {
            self.under_way.spawn(async move {
                let request =
                    tl::functions::upload::SaveFilePart { file_id: id, file_part: number, bytes: part.to_vec() };
                core.save_part(stream, &request).await
            });
        }
        Ok(())
    }
}

impl Core {
    /// Sends one part, again where that helps.
    async fn save_part<R: tl::RemoteCall<Return = bool>>(&self, stream: StreamId, request: &R) -> Result<(), Error> {
        match self.call_patiently(To::upload(stream), request).await? {
            true => Ok(()),
            false => Err(Error::Protocol("telegram does not keep a part of the file")),
        }
    }

    /// Uploads something small and whole, such as a cover.
    pub(super) async fn upload_small(&self, name: &str, bytes: &[u8]) -> Result<tl::enums::InputFile, Error> {
        let (id, stream) = (random_id(), self.next_stream());
        let mut parts = 0;
        for part in bytes.chunks(PART) {
            let request = tl::functions::upload::SaveFilePart { file_id: id, file_part: parts, bytes: part.to_vec() };
            self.save_part(stream, &request).await?;
            parts += 1;
        }
        Ok(tl::types::InputFile { id, parts, name: name.to_owned(), md5_checksum: String::new() }.into())
    }

    /// A call that is worth waiting for: after short flood waits and broken connections it is made again. It must be one that does no
    /// harm when made twice.
    pub(super) async fn call_patiently<R: tl::RemoteCall>(&self, to: To, request: &R) -> Result<R::Return, Failed> {
        let mut tries = 1;
        loop {
            let failed = match self.call(to, request).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let pause = match &failed {
                Failed::Rpc(error) if error.code == 420 => Duration::from_secs(error.value.unwrap_or(1).into()),
                Failed::Final(Error::Unavailable(_)) => Duration::from_secs(1),
                // Telegram's own faults pass; that a message was posted already does not.
                Failed::Rpc(error) if error.code.abs() >= 500 && !error.is("RANDOM_ID_DUPLICATE") => {
                    Duration::from_secs(1)
                }
                _ => return Err(failed),
            };
            if tries >= TRIES || pause > PATIENCE {
                return Err(failed);
            }
            tries += 1;
            tokio::time::sleep(pause).await;
        }
    }
}

/// A number that Telegram keeps a file or message under until it has its own.
pub fn random_id() -> i64 {
    // Only the operating system's own failure could hinder it, and then nothing else works either.
    let number = getrandom::u64().expect("the system gives random numbers");
    i64::from_le_bytes(number.to_le_bytes())
}

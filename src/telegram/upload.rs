//! Files on their way to Telegram, straight from a request's body: no temporary file, no length known beforehand.
//!
//! Telegram takes a file in parts of 512 KiB. Up to 10 MB it wants them by one method (`upload.saveFilePart`), above by another
//! (`upload.saveBigFilePart`), where the number of parts may stay open until the last. So the beginning is held back until it
//! is known which it will be: by the request's own word, or by 10 MB having come.
//!
//! Parts go out side by side over the account's connections for uploads, arrive in any order, and each is sent again by itself where that
//! helps. So many may be under way for one file, and so many for all files of the process; [`Upload::write`] waits for a place, which is
//! what slows a fast sender down to Telegram's speed and keeps memory flat.

use std::sync::Arc;
use std::time::Duration;

use grammers_tl_types::{self as tl, Deserializable, Identifiable, Serializable};
use tokio::sync::Semaphore;
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
/// Parts of one file that are under way at once: three for each of four connections. At 60 ms and 6 MiB/s a connection is kept busy by
/// two; the third waits at hand.
const AT_ONCE: usize = 12;
/// Parts under way in the whole process: 64 MiB.
const IN_ALL: usize = 128;
/// Parts that an ordinary account may send, and a premium one.
const PARTS: (u64, u64) = (4000, 8000);
/// A part that was asked to wait waits so long at most, rather than have the whole upload fail.
const PATIENCE: Duration = Duration::from_secs(30);
/// All waits that Telegram asks for with one part.
const PATIENCE_IN_ALL: Duration = Duration::from_secs(120);
/// How often a call is made again after broken connections and faults of Telegram's.
const TRIES: usize = 5;
/// A pause before that.
const PAUSE: Duration = Duration::from_secs(1);

/// What the sender knows about a file.
#[derive(Clone, Debug, Default)]
pub struct UploadHints {
    /// File name as given; kept.
    pub name: String,
    /// MIME type as given, if any.
    pub mime_type: Option<String>,
    /// An upper bound of the size where the request says so (its Content-Length).
    pub at_most: Option<u64>,
    /// The size itself, where the sender tells it.
    pub size: Option<u64>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Seconds.
    pub duration: Option<f64>,
    /// Whether it is to stay the file it is: a document, whatever Telegram could make of it.
    pub as_file: bool,
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
    places: Arc<Semaphore>,
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

/// The process's places for parts under way.
pub struct UploadPlaces(Arc<Semaphore>);

impl Default for UploadPlaces {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(IN_ALL)))
    }
}

impl Account {
    /// The largest file that Telegram takes of this account, in bytes: 4,000 parts, or 8,000 with premium.
    pub fn largest_upload(&self) -> u64 {
        let premium = self.core.session.user().is_some_and(|user| user.premium);
        PART as u64 * if premium { PARTS.1 } else { PARTS.0 }
    }

    /// Starts an upload. Nothing is sent yet.
    pub fn upload(&self, hints: UploadHints) -> Upload {
        let core = self.core.clone();
        let method = match (hints.size, hints.at_most) {
            (Some(size), _) if size > SMALL => Method::Big,
            (Some(_), _) => Method::Small,
            (None, Some(at_most)) if at_most <= SMALL => Method::Small,
            (None, _) => Method::Open,
        };
        Upload {
            stream: core.next_stream(),
            core,
            hints,
            id: random_id(),
            method,
            buffer: BytesMut::new(),
            held: Vec::new(),
            parts: 0,
            size: 0,
            limit: self.largest_upload(),
            places: self.core.server.upload_places.0.clone(),
            under_way: JoinSet::new(),
            probe: Probe::default(),
        }
    }
}

impl Upload {
    /// Takes the next bytes; waits while too many parts are under way. [`Rejected::FileTooLarge`] as soon as they are too many, or are said
    /// to become so.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), Error> {
        self.size += bytes.len() as u64;
        if self.size.max(self.hints.size.unwrap_or(0)) > self.limit {
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
        let place =
            self.places.clone().acquire_owned().await.map_err(|_| Error::Unavailable("the server is closing"))?;
        let number = i32::try_from(self.parts).map_err(|_| Error::Protocol("no file has that many parts"))?;
        self.parts += 1;
        let total = (self.method == Method::Big).then(|| total.map_or(-1, |total| i32::try_from(total).unwrap_or(-1)));
        let request = save_part(self.id, number, total, &part);
        let (core, stream) = (self.core.clone(), self.stream);
        self.under_way.spawn(async move {
            let sent = core.send_part(stream, request).await;
            drop(place);
            sent
        });
        Ok(())
    }
}

/// `upload.saveBigFilePart` with `total` (−1 while it is open), else `upload.saveFilePart`, serialized with a single copy of the bytes.
fn save_part(file: i64, number: i32, total: Option<i32>, bytes: &[u8]) -> Vec<u8> {
    /// In front of the bytes: constructor, file, part, total, length.
    const HEADER: usize = 4 + 8 + 4 + 4 + 4;
    let mut request = Vec::with_capacity(HEADER + bytes.len() + 3);
    match total {
        Some(_) => tl::functions::upload::SaveBigFilePart::CONSTRUCTOR_ID.serialize(&mut request),
        None => tl::functions::upload::SaveFilePart::CONSTRUCTOR_ID.serialize(&mut request),
    }
    file.serialize(&mut request);
    number.serialize(&mut request);
    if let Some(total) = total {
        total.serialize(&mut request);
    }
    bytes.serialize(&mut request);
    request
}

impl Core {
    /// Sends one part, again where that helps.
    async fn send_part(&self, stream: StreamId, request: Vec<u8>) -> Result<(), Error> {
        let mut patience = Patience::default();
        loop {
            match self.call_raw(To::upload(stream), || request.clone()).await {
                Ok(answer) => {
                    return match bool::from_bytes(&answer) {
                        Ok(true) => Ok(()),
                        _ => Err(Error::Protocol("telegram does not keep a part of the file")),
                    };
                }
                Err(failed) => patience.after(failed).await?,
            }
        }
    }

    /// Uploads something small and whole, such as a cover.
    pub(super) async fn upload_small(&self, name: &str, bytes: &[u8]) -> Result<tl::enums::InputFile, Error> {
        let (id, stream) = (random_id(), self.next_stream());
        let mut parts = 0;
        for part in bytes.chunks(PART) {
            self.send_part(stream, save_part(id, parts, None, part)).await?;
            parts += 1;
        }
        Ok(tl::types::InputFile { id, parts, name: name.to_owned(), md5_checksum: String::new() }.into())
    }

    /// A call that is worth waiting for: after short flood waits and broken connections it is made again. It must be one that does no
    /// harm when made twice.
    pub(super) async fn call_patiently<R: tl::RemoteCall>(&self, to: To, request: &R) -> Result<R::Return, Failed> {
        let mut patience = Patience::default();
        loop {
            match self.call(to, request).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => patience.after(failed).await?,
            }
        }
    }
}

/// What is left of it, for one call.
#[derive(Default)]
struct Patience {
    waited: Duration,
    again: usize,
}

impl Patience {
    /// Waits until the call may be made again; gives the error back when that is not worth it.
    async fn after(&mut self, failed: Failed) -> Result<(), Failed> {
        let pause = self.pause_after(failed)?;
        tokio::time::sleep(pause).await;
        Ok(())
    }

    fn pause_after(&mut self, failed: Failed) -> Result<Duration, Failed> {
        match &failed {
            Failed::Rpc(error) if error.code == 420 => {
                let wait = Duration::from_secs(error.value.unwrap_or(1).into());
                self.waited += wait;
                if wait > PATIENCE || self.waited > PATIENCE_IN_ALL {
                    return Err(failed);
                }
                Ok(wait)
            }
            // Telegram's own faults pass; that a message was posted already does not.
            Failed::Rpc(error) if error.code.abs() >= 500 && !error.is("RANDOM_ID_DUPLICATE") => self.once_more(failed),
            Failed::Final(Error::Unavailable(_)) => self.once_more(failed),
            _ => Err(failed),
        }
    }

    fn once_more(&mut self, failed: Failed) -> Result<Duration, Failed> {
        self.again += 1;
        if self.again < TRIES { Ok(PAUSE) } else { Err(failed) }
    }
}

/// A number that Telegram keeps a file or message under until it has its own.
pub fn random_id() -> i64 {
    // Only the operating system's own failure could hinder it, and then nothing else works either.
    let number = getrandom::u64().expect("the system gives random numbers");
    i64::from_le_bytes(number.to_le_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_written_as_telegram_reads_them() {
        for length in [1, 2, 3, 253, 254, 255, 1000, PART] {
            let bytes: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
            let small = tl::functions::upload::SaveFilePart { file_id: -7, file_part: 3, bytes: bytes.clone() };
            assert_eq!(save_part(-7, 3, None, &bytes), small.to_bytes());
            let (file_id, file_part) = (i64::MAX, 7999);
            let big = tl::functions::upload::SaveBigFilePart { file_id, file_part, file_total_parts: -1, bytes };
            assert_eq!(save_part(file_id, file_part, Some(-1), &big.bytes), big.to_bytes());
        }
    }

    #[test]
    fn patience_has_an_end() {
        let flood = |seconds| {
            let name = "FLOOD_PREMIUM_WAIT".to_owned();
            Failed::Rpc(grammers_mtsender::RpcError { code: 420, name, value: Some(seconds), caused_by: None })
        };
        let mut patience = Patience::default();
        for _ in 0..4 {
            patience.pause_after(flood(30)).expect("worth it");
        }
        assert!(patience.pause_after(flood(1)).is_err(), "two minutes in all");
        assert!(Patience::default().pause_after(flood(31)).is_err(), "too long at once");
        let mut patience = Patience::default();
        let broken = || Failed::Final(Error::Unavailable("the connection broke"));
        for _ in 1..TRIES {
            patience.pause_after(broken()).expect("worth it");
        }
        assert!(patience.pause_after(broken()).is_err());
        assert!(Patience::default().pause_after(Failed::Final(Error::SignedOut)).is_err());
    }
}

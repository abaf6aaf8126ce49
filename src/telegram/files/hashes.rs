//! The hashes of a file's pieces, as Telegram tells them without a download (`upload.getFileHashes`).

use std::sync::Arc;

use grammers_tl_types::{self as tl, Deserializable, RemoteCall, Serializable};

use super::current_location::CurrentLocation;
use super::remote_file::{FileSource, RemoteFile};
use super::repairs::{RepairStep, Repairs};
use super::state::Files;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::error::Error;
use crate::telegram::limits::HASHED_BYTES;
use crate::telegram::transport::fair_queue::StreamId;
use crate::telegram::transport::route::CallRoute;

impl Files {
    /// SHA-256 of each 128 KiB of a file, in order; the last piece may be shorter. Each answer has some of them, so a large file takes many calls.
    pub async fn hashes(&self, file: RemoteFile, source: Arc<dyn FileSource>) -> Result<Vec<[u8; 32]>, Error> {
        let (stream, location) = (self.calls.connections.next_stream(), CurrentLocation::new(file, source));
        let _in_use = self.calls.in_use();
        let mut hashes = Vec::new();
        while (hashes.len() as u64) * HASHED_BYTES < location.size() {
            let answer = self.hashes_from(&location, stream, hashes.len() as u64 * HASHED_BYTES).await?;
            append(&mut hashes, answer, location.size())?;
        }
        Ok(hashes)
    }

    async fn hashes_from(
        &self,
        location: &CurrentLocation,
        stream: StreamId,
        offset: u64,
    ) -> Result<Vec<tl::enums::FileHash>, Error> {
        let offset = i64::try_from(offset).map_err(|_| Error::Protocol("no file is that long"))?;
        let limits = &self.calls.limits;
        let mut repairs = Repairs::new(limits.flood_waits.transfer, limits.flood_waits.pace, limits);
        loop {
            let current = location.get();
            let request = tl::functions::upload::GetFileHashes { location: current.location, offset };
            let answer = self.call_hashes(CallRoute::download(current.dc, stream, false), &request).await;
            match answer {
                Ok(hashes) => return Ok(hashes),
                Err(error) => match repairs.next_step(error)? {
                    RepairStep::Retry(pause) => tokio::time::sleep(pause).await,
                    RepairStep::Wait(_) => {}
                    RepairStep::ChangeDc(dc) => location.set_dc(dc),
                    RepairStep::RenewReference => location.renew(&request.location).await?,
                },
            }
        }
    }

    async fn call_hashes(
        &self,
        route: CallRoute,
        request: &tl::functions::upload::GetFileHashes,
    ) -> Result<Vec<tl::enums::FileHash>, CallError> {
        let answer = self.calls.call_authorized(route, || request.to_bytes().into()).await?;
        let hashes = <tl::functions::upload::GetFileHashes as RemoteCall>::Return::from_bytes(&answer);
        hashes.map_err(|_| Error::Protocol("the hashes of a file cannot be read").into())
    }
}

/// Appends those hashes of an answer that are not there yet.
fn append(hashes: &mut Vec<[u8; 32]>, answer: Vec<tl::enums::FileHash>, size: u64) -> Result<(), Error> {
    let before = hashes.len();
    let mut answer: Vec<_> = answer.into_iter().map(|tl::enums::FileHash::Hash(hash)| hash).collect();
    answer.sort_by_key(|hash| hash.offset);
    for hash in answer {
        let offset = hashes.len() as u64 * HASHED_BYTES;
        if u64::try_from(hash.offset).is_ok_and(|told| told < offset) {
            continue;
        }
        let length = HASHED_BYTES.min(size.saturating_sub(offset));
        let is_next = u64::try_from(hash.offset) == Ok(offset) && u64::try_from(hash.limit) == Ok(length);
        let digest = <[u8; 32]>::try_from(hash.hash).ok().filter(|_| is_next && length > 0);
        hashes.push(digest.ok_or(Error::Protocol("the hashes of a file are not of its pieces of 128 KiB"))?);
    }
    if hashes.len() == before { Err(Error::Protocol("the hashes of a file are not complete")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(offset: u64, limit: u64, of: u8) -> tl::enums::FileHash {
        tl::types::FileHash { offset: offset as i64, limit: limit as i32, hash: vec![of; 32] }.into()
    }

    #[test]
    fn answers_are_appended_in_order() {
        let size = 2 * HASHED_BYTES + 5;
        let mut hashes = Vec::new();
        append(&mut hashes, vec![hash(0, HASHED_BYTES, 1)], size).expect("the first");
        // An answer may begin earlier than was asked for, and need not be in order.
        let answer = vec![hash(2 * HASHED_BYTES, 5, 3), hash(HASHED_BYTES, HASHED_BYTES, 2), hash(0, HASHED_BYTES, 1)];
        append(&mut hashes, answer, size).expect("the rest");
        assert_eq!(hashes, [[1; 32], [2; 32], [3; 32]]);
    }

    #[test]
    fn answers_that_leave_something_out_are_refused() {
        let size = 2 * HASHED_BYTES + 5;
        let mut short = hash(0, HASHED_BYTES, 1);
        let tl::enums::FileHash::Hash(inner) = &mut short;
        inner.hash.pop();
        for answer in [
            vec![],
            vec![hash(HASHED_BYTES, HASHED_BYTES, 2)],
            vec![hash(0, HASHED_BYTES - 1, 1)],
            vec![hash(0, 2 * HASHED_BYTES, 1)],
            vec![hash(0, HASHED_BYTES, 1), hash(HASHED_BYTES, HASHED_BYTES, 2), hash(2 * HASHED_BYTES, 6, 3)],
            vec![short],
        ] {
            assert!(append(&mut Vec::new(), answer.clone(), size).is_err(), "{answer:?}");
        }
    }
}

//! The chunk cache's second tier: pieces that memory gave up, on a disk, sealed.
//!
//! One temporary file without a name, cut into slots of equal size. Nothing of it outlives the process: the file goes when its handle is
//! closed, whichever way the process ends, and every piece is sealed (XChaCha20-Poly1305, a random nonce) under a key that is in
//! this process's memory alone. The piece's key and its slot are associated data, so a slot opens as what it was written as or not at all.
//!
//! That check is also the lock. A reader looks up a slot, then reads it without holding anything; should the writer give the slot to another
//! piece meanwhile, what was read doesn't open, and that is a miss. Wrong bytes are never handed on.
//!
//! Writing never holds anybody up: pieces go through a short queue to one thread, and are dropped when it is full. Each slot has
//! room for the largest piece; smaller ones waste the rest, but there are few of them, and the file is sparse. When the slots are used up,
//! the piece that was used least lately goes.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use tokio_util::bytes::Bytes;
use tracing::warn;
use zeroize::Zeroizing;

use super::key::ChunkKey;
use crate::stream::LARGEST;

const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
/// A piece with nonce and tag, up to the next whole page.
const SLOT_BYTES: u64 = LARGEST + 4096;
/// How many pieces may wait to be written; they are held in memory on top of its bound.
const QUEUE: usize = 8;

/// The file, what is in it, and the thread that writes to it. The thread ends when this is dropped; the last to let go closes the file.
pub struct Disk {
    slots: Arc<Slots>,
    queue: SyncSender<Job>,
}

enum Job {
    Keep(ChunkKey, Bytes),
    /// Says when all before it is done.
    #[cfg(test)]
    Settle(SyncSender<()>),
}

struct Slots {
    file: File,
    cipher: Key,
    index: Mutex<Index>,
    /// A full disk is told of once, not for each piece.
    warned: AtomicBool,
}

/// Which piece is in which slot, and in what order they were used.
struct Index {
    held: HashMap<ChunkKey, Held>,
    by_age: BTreeMap<u64, ChunkKey>,
    free: Vec<u32>,
    uses: u64,
}

#[derive(Clone, Copy)]
struct Held {
    slot: u32,
    used: u64,
}

/// The key that everything in the file is sealed under, wiped when dropped. A cipher is made of it for each piece, so that none is kept
/// that doesn't wipe its own copy.
struct Key(Zeroizing<[u8; 32]>);

impl Disk {
    /// A tier of at most so many bytes in a file of its own in that folder, which has to be there.
    ///
    /// Less than a slot's size (516 KiB) is room for nothing. Fails when the file or the thread can't be made, or when the system has
    /// no random bytes.
    pub fn open(folder: &Path, bytes: u64) -> io::Result<Arc<Self>> {
        let slots = Arc::new(Slots::open(folder, bytes)?);
        let (queue, jobs) = sync_channel(QUEUE);
        let writes = slots.clone();
        std::thread::Builder::new().name("chunks-to-disk".to_owned()).spawn(move || write(&writes, &jobs))?;
        Ok(Arc::new(Self { slots, queue }))
    }

    /// Whether the piece is there, as far as the index tells; [`Disk::get`] may still miss it.
    pub fn holds(&self, key: ChunkKey) -> bool {
        self.slots.index().held.contains_key(&key)
    }

    /// The piece, if it is there and opens.
    pub async fn get(&self, key: ChunkKey) -> Option<Bytes> {
        if !self.holds(key) {
            return None;
        }
        let slots = self.slots.clone();
        tokio::task::spawn_blocking(move || slots.read(key)).await.ok().flatten()
    }

    /// Keeps the piece, if there is time for it. Never blocks.
    pub fn put(&self, key: ChunkKey, bytes: Bytes) {
        // A full queue means that the disk is slower than Telegram: then it is not worth waiting for.
        let _ = self.queue.try_send(Job::Keep(key, bytes));
    }
}

fn write(slots: &Slots, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        match job {
            Job::Keep(key, bytes) => slots.write(key, &bytes),
            #[cfg(test)]
            Job::Settle(done) => done.send(()).expect("the test waits"),
        }
    }
}

impl Slots {
    fn open(folder: &Path, bytes: u64) -> io::Result<Self> {
        let count = u32::try_from(bytes / SLOT_BYTES).unwrap_or(u32::MAX);
        let file = tempfile::tempfile_in(folder)?;
        file.set_len(u64::from(count) * SLOT_BYTES)?;
        let free = (0..count).rev().collect();
        let index = Index { held: HashMap::new(), by_age: BTreeMap::new(), free, uses: 0 };
        Ok(Self { file, cipher: Key::random()?, index: Mutex::new(index), warned: AtomicBool::new(false) })
    }

    fn read(&self, key: ChunkKey) -> Option<Bytes> {
        let slot = self.index().touch(key)?;
        let mut sealed = vec![0; NONCE_BYTES + key.expected() + TAG_BYTES];
        let read = self.file.read_exact_at(&mut sealed, u64::from(slot) * SLOT_BYTES);
        let opened = read.ok().and_then(|()| self.cipher.open(key, slot, &sealed));
        if opened.is_none() {
            self.index().forget(key, slot);
        }
        opened.map(Bytes::from)
    }

    fn write(&self, key: ChunkKey, bytes: &[u8]) {
        if bytes.len() != key.expected() || bytes.len() as u64 > LARGEST {
            return;
        }
        // While it is being written the slot belongs to nobody: it is neither free nor in the index.
        let Some(slot) = self.index().vacate(key) else { return };
        let written = self.cipher.seal(key, slot, bytes).and_then(|(nonce, sealed)| {
            let at = u64::from(slot) * SLOT_BYTES;
            self.file.write_all_at(&nonce, at)?;
            self.file.write_all_at(&sealed, at + NONCE_BYTES as u64)
        });
        match written {
            Ok(()) => self.index().hold(key, slot),
            Err(error) => {
                self.index().free.push(slot);
                if !self.warned.swap(true, Ordering::Relaxed) {
                    warn!(%error, "the disk cache cannot be written");
                }
            }
        }
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Index {
    /// The piece's slot; the piece is now the one used last.
    fn touch(&mut self, key: ChunkKey) -> Option<u32> {
        let held = self.held.get_mut(&key)?;
        self.by_age.remove(&held.used);
        self.uses += 1;
        held.used = self.uses;
        self.by_age.insert(held.used, key);
        Some(held.slot)
    }

    /// A slot to write that piece to: a free one, or that of the piece used least lately. `None` if it is there already.
    fn vacate(&mut self, key: ChunkKey) -> Option<u32> {
        if self.touch(key).is_some() {
            return None;
        }
        if let Some(slot) = self.free.pop() {
            return Some(slot);
        }
        let (_, oldest) = self.by_age.pop_first()?;
        self.held.remove(&oldest).map(|held| held.slot)
    }

    fn hold(&mut self, key: ChunkKey, slot: u32) {
        self.uses += 1;
        self.held.insert(key, Held { slot, used: self.uses });
        self.by_age.insert(self.uses, key);
    }

    /// Frees a slot that could not be read, unless it is another's by now.
    fn forget(&mut self, key: ChunkKey, slot: u32) {
        if let Some(held) = self.held.get(&key).copied().filter(|held| held.slot == slot) {
            self.held.remove(&key);
            self.by_age.remove(&held.used);
            self.free.push(slot);
        }
    }
}

impl Key {
    fn random() -> io::Result<Self> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(key.as_mut_slice())?;
        Ok(Self(key))
    }

    fn seal(&self, key: ChunkKey, slot: u32, plain: &[u8]) -> io::Result<([u8; NONCE_BYTES], Vec<u8>)> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce)?;
        let payload = Payload { msg: plain, aad: &place(key, slot) };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).expect("fails above 256 GiB alone");
        Ok((nonce, sealed))
    }

    fn open(&self, key: ChunkKey, slot: u32, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg: sealed, aad: &place(key, slot) };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

/// What a slot's content is bound to.
fn place(key: ChunkKey, slot: u32) -> [u8; 32] {
    let ChunkKey { file, size, offset, limit } = key;
    let mut place = [0; 32];
    place[..8].copy_from_slice(&file.to_be_bytes());
    place[8..16].copy_from_slice(&size.to_be_bytes());
    place[16..24].copy_from_slice(&offset.to_be_bytes());
    place[24..28].copy_from_slice(&limit.to_be_bytes());
    place[28..].copy_from_slice(&slot.to_be_bytes());
    place
}

#[cfg(test)]
mod tests;

//! The second tier of the cache: pieces that memory evicted, encrypted on a disk.
//!
//! The pieces are in one temporary file without a name, which is divided into slots of equal size. Nothing outlives the process: the operating
//! system deletes the file when its handle is closed, however the process ends, and each piece is encrypted (XChaCha20-Poly1305 with a random
//! nonce) with a key that exists only in this process's memory. The piece's key and the slot's number are associated data, so decryption fails
//! unless the slot still contains that piece.
//!
//! That check replaces a lock. A reader looks up the slot and then reads it without a lock; if the writer reuses the slot meanwhile, decryption
//! fails and the read is a miss. Wrong bytes are never returned.
//!
//! Writing never blocks a caller: a short queue feeds one thread, and pieces are dropped while it is full. Every slot has room for the
//! largest piece. Smaller pieces leave the rest unused, but they are few, and the file is sparse. When all slots are used, the least recently
//! used piece is evicted.
//!
//! Some [room](super::room) is left on the disk for others. When there is too little, or a write fails, the file is emptied and not used any more.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use tokio_util::bytes::Bytes;
use tracing::warn;
use zeroize::Zeroizing;

use super::key::PieceKey;
use super::room::Room;
use crate::stream::MAX_PIECE;

const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
/// The size of a slot: the largest piece with nonce and tag, rounded up to whole pages.
const SLOT_BYTES: u64 = MAX_PIECE + 4096;
/// After so many pieces (32 MiB) it is looked up whether there is room on the disk.
const PIECES_PER_LOOK: u32 = 64;
/// How many pieces may wait to be written. They are in memory in addition to the cache's limit.
const QUEUE: usize = 8;

/// The file, its index, and the thread that writes to it. The thread ends when this is dropped, and the file is closed with its last user.
pub struct Disk {
    slots: Arc<Slots>,
    queue: SyncSender<Job>,
}

enum Job {
    Write(PieceKey, Bytes),
    /// Signals that all earlier jobs are done.
    #[cfg(test)]
    Flush(SyncSender<()>),
}

struct Slots {
    file: File,
    key: CipherKey,
    index: Mutex<Index>,
    /// How much room there is on the disk.
    room: RoomLookup,
    /// How many pieces were written since the last look.
    written: AtomicU32,
    /// Whether the disk is not used any more.
    is_off: AtomicBool,
}

/// Looks up the room on the disk.
type RoomLookup = Box<dyn Fn() -> io::Result<Room> + Send + Sync>;

/// The slot of each piece, and the order in which pieces were used.
struct Index {
    entries: HashMap<PieceKey, Entry>,
    by_last_use: BTreeMap<u64, PieceKey>,
    free: Vec<u32>,
    uses: u64,
}

#[derive(Clone, Copy)]
struct Entry {
    slot: u32,
    last_use: u64,
}

/// The key that encrypts the file, wiped when dropped. A cipher is created for each piece, because a stored one would not wipe its copy.
struct CipherKey(Zeroizing<[u8; 32]>);

impl Disk {
    /// Creates a file of at most `bytes` bytes in an existing folder: fewer where the disk has not that much room to spare.
    ///
    /// With less than the size of a slot (516 KiB) nothing is cached. Fails when the file or the thread cannot be created, or when the
    /// operating system provides no random bytes.
    pub fn open(folder: &Path, bytes: u64) -> io::Result<Arc<Self>> {
        let folder_of_room = folder.to_owned();
        let slots = Arc::new(Slots::open(folder, bytes, Box::new(move || Room::of(&folder_of_room)))?);
        let (queue, jobs) = sync_channel(QUEUE);
        let writes = slots.clone();
        std::thread::Builder::new().name("chunks-to-disk".to_owned()).spawn(move || write(&writes, &jobs))?;
        Ok(Arc::new(Self { slots, queue }))
    }

    /// Whether the index has the piece. [`Disk::get`] may still be a miss.
    pub fn contains(&self, key: PieceKey) -> bool {
        self.slots.index().entries.contains_key(&key)
    }

    /// The piece, if the index has it and it can be decrypted.
    pub async fn get(&self, key: PieceKey) -> Option<Bytes> {
        if !self.contains(key) {
            return None;
        }
        let slots = self.slots.clone();
        tokio::task::spawn_blocking(move || slots.read(key)).await.ok().flatten()
    }

    /// Queues the piece to be written. Never blocks.
    pub fn put(&self, key: PieceKey, bytes: Bytes) {
        // Fails when the queue is full: the disk is slower than Telegram then, and not worth waiting for.
        if !self.slots.is_off.load(Ordering::Relaxed) {
            let _ = self.queue.try_send(Job::Write(key, bytes));
        }
    }
}

fn write(slots: &Slots, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        match job {
            Job::Write(key, bytes) => slots.write(key, &bytes),
            #[cfg(test)]
            Job::Flush(done) => done.send(()).expect("the test waits"),
        }
    }
}

impl Slots {
    fn open(folder: &Path, bytes: u64, room: RoomLookup) -> io::Result<Self> {
        let spare = room()?.spare();
        if spare < bytes {
            warn!(
                configured = bytes,
                used = spare,
                "the disk has too little room for the disk cache (DISK_CACHE), which is made smaller"
            );
        }
        let bytes = bytes.min(spare);
        let count = u32::try_from(bytes / SLOT_BYTES).unwrap_or(u32::MAX);
        let file = tempfile::tempfile_in(folder)?;
        file.set_len(u64::from(count) * SLOT_BYTES)?;
        let free = (0..count).rev().collect();
        let index = Index { entries: HashMap::new(), by_last_use: BTreeMap::new(), free, uses: 0 };
        Ok(Self {
            file,
            key: CipherKey::random()?,
            index: Mutex::new(index),
            room,
            written: AtomicU32::new(0),
            is_off: AtomicBool::new(false),
        })
    }

    fn read(&self, key: PieceKey) -> Option<Bytes> {
        let slot = self.index().touch(key)?;
        let mut sealed = vec![0; NONCE_BYTES + key.expected() + TAG_BYTES];
        let read = self.file.read_exact_at(&mut sealed, u64::from(slot) * SLOT_BYTES);
        let opened = read.ok().and_then(|()| self.key.open(key, slot, &sealed));
        if opened.is_none() {
            self.index().remove(key, slot);
        }
        opened.map(Bytes::from)
    }

    fn write(&self, key: PieceKey, bytes: &[u8]) {
        if bytes.len() != key.expected() || bytes.len() as u64 > MAX_PIECE || self.is_off.load(Ordering::Relaxed) {
            return;
        }
        if (self.written.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(PIECES_PER_LOOK)
            && (self.room)().is_ok_and(|room| room.spare() == 0)
        {
            return self.turn_off(&"there is too little room");
        }
        // A slot that is being written is neither free nor in the index.
        let Some(slot) = self.index().take_slot(key) else { return };
        let written = self.key.seal(key, slot, bytes).and_then(|(nonce, sealed)| {
            let at = u64::from(slot) * SLOT_BYTES;
            self.file.write_all_at(&nonce, at)?;
            self.file.write_all_at(&sealed, at + NONCE_BYTES as u64)
        });
        match written {
            Ok(()) => self.index().insert(key, slot),
            Err(error) => self.turn_off(&error),
        }
    }

    /// Gives the disk's room back, and uses it no more.
    fn turn_off(&self, why: &dyn std::fmt::Display) {
        self.is_off.store(true, Ordering::Relaxed);
        *self.index() = Index { entries: HashMap::new(), by_last_use: BTreeMap::new(), free: Vec::new(), uses: 0 };
        let emptied = self.file.set_len(0).is_ok();
        warn!(error = %why, emptied, "the disk cache cannot be written, and is off until the next start");
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Index {
    /// The piece's slot. Marks the piece as the most recently used.
    fn touch(&mut self, key: PieceKey) -> Option<u32> {
        let entry = self.entries.get_mut(&key)?;
        self.by_last_use.remove(&entry.last_use);
        self.uses += 1;
        entry.last_use = self.uses;
        self.by_last_use.insert(entry.last_use, key);
        Some(entry.slot)
    }

    /// A slot to write the piece to: a free one, or that of the least recently used piece. `None` if the index has the piece.
    fn take_slot(&mut self, key: PieceKey) -> Option<u32> {
        if self.touch(key).is_some() {
            return None;
        }
        if let Some(slot) = self.free.pop() {
            return Some(slot);
        }
        let (_, evicted) = self.by_last_use.pop_first()?;
        self.entries.remove(&evicted).map(|entry| entry.slot)
    }

    fn insert(&mut self, key: PieceKey, slot: u32) {
        self.uses += 1;
        self.entries.insert(key, Entry { slot, last_use: self.uses });
        self.by_last_use.insert(self.uses, key);
    }

    /// Frees a slot that could not be read, unless it contains another piece now.
    fn remove(&mut self, key: PieceKey, slot: u32) {
        if let Some(entry) = self.entries.get(&key).copied().filter(|entry| entry.slot == slot) {
            self.entries.remove(&key);
            self.by_last_use.remove(&entry.last_use);
            self.free.push(slot);
        }
    }
}

impl CipherKey {
    fn random() -> io::Result<Self> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(key.as_mut_slice())?;
        Ok(Self(key))
    }

    fn seal(&self, key: PieceKey, slot: u32, plain: &[u8]) -> io::Result<([u8; NONCE_BYTES], Vec<u8>)> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce)?;
        let payload = Payload { msg: plain, aad: &associated_data(key, slot) };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).expect("only messages above 256 GiB fail");
        Ok((nonce, sealed))
    }

    fn open(&self, key: PieceKey, slot: u32, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg: sealed, aad: &associated_data(key, slot) };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

/// What an encrypted piece is bound to: its key and its slot.
fn associated_data(key: PieceKey, slot: u32) -> [u8; 32] {
    let PieceKey { file, size, offset, limit } = key;
    let mut data = [0; 32];
    data[..8].copy_from_slice(&file.to_be_bytes());
    data[8..16].copy_from_slice(&size.to_be_bytes());
    data[16..24].copy_from_slice(&offset.to_be_bytes());
    data[24..28].copy_from_slice(&limit.to_be_bytes());
    data[28..].copy_from_slice(&slot.to_be_bytes());
    data
}

#[cfg(test)]
mod tests;

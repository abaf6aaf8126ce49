//! The cache in memory, which all readers of the process share, and the fetches that are in flight.
//!
//! Memory is divided into two parts of fixed size. *Edges* holds pieces of the first and last MiB of files, where players read the index (MP4's
//! `moov`, Matroska's cues) before every seek. *Bulk* holds all other pieces. Each part evicts the least recently used pieces, so a video that
//! streams through bulk evicts no edges. Evicted pieces are written to the [`Disk`], if there is one, and read back on demand.
//!
//! A piece that several readers request at the same time is fetched once, by a task of its own. It is aborted when all of them have dropped
//! their request. Pieces are aligned, so a small piece is also found inside a larger one. A piece has its place in memory from the moment at
//! which it is requested: what is in flight counts towards the limit too.
//!
//! The cache does not check who may read a file: callers look the message up in their own account first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared, WeakShared};
use moka::notification::RemovalCause;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use tokio_util::bytes::Bytes;
use tokio_util::task::AbortOnDropHandle;

use super::disk::Disk;
use super::key::PieceKey;
use crate::stream::PieceFuture;

/// The share of the memory that is for edges: a quarter.
const EDGES_DIVISOR: u64 = 4;

/// How the cache serves a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheResult {
    /// The piece is in memory or on the disk.
    Hit,
    /// The piece is being fetched for another request.
    Shared,
    /// The piece is fetched for this request.
    Miss,
}

/// The task that fetches a piece ended without a result: it panicked, or the runtime is shutting down.
#[derive(Debug)]
pub struct FetchAborted;

/// Counters of the cache.
#[derive(Clone, Copy, Debug, Default)]
pub struct CacheCounters {
    /// Requests for pieces that were cached or in flight.
    pub hits: u64,
    /// Requests for pieces that had to be fetched.
    pub misses: u64,
    /// Bytes in memory or in flight.
    pub bytes: u64,
}

/// The cache. `E` is the error of a failed fetch.
pub struct PieceCache<E> {
    /// The pieces. One in flight is empty here, and counts as if it were there.
    edges: Cache<PieceKey, Bytes>,
    bulk: Cache<PieceKey, Bytes>,
    disk: Option<Arc<Disk>>,
    in_flight: Mutex<HashMap<PieceKey, InFlight<E>>>,
    /// Fetches that ended while others were looked up, to be removed from those in flight. A runtime that is shutting down drops a task as it is spawned.
    ended: Mutex<Vec<(PieceKey, u64)>>,
    last_number: AtomicU64,
    hits: AtomicU64,
    misses: AtomicU64,
}

type Fetch<E> = BoxFuture<'static, Result<Bytes, E>>;

/// A fetch in flight. It is aborted when nobody holds its future any more.
struct InFlight<E> {
    number: u64,
    fetch: WeakShared<Fetch<E>>,
}

/// A piece on the disk that contains the requested one at offset `skip`.
struct OnDisk {
    disk: Arc<Disk>,
    container: PieceKey,
    skip: usize,
}

/// Removes a fetch from those in flight when its task ends or is aborted.
struct InFlightGuard<E> {
    cache: Arc<PieceCache<E>>,
    key: PieceKey,
    number: u64,
}

impl<E> PieceCache<E>
where
    E: Clone + From<FetchAborted> + Send + Sync + 'static,
{
    /// A cache of `bytes` bytes in memory. With 0 nothing is cached, but fetches are still shared.
    pub fn new(bytes: u64) -> Arc<Self> {
        Self::build(bytes, None)
    }

    /// A cache of `bytes` bytes in memory that writes evicted pieces to a disk.
    pub fn with_disk(bytes: u64, disk: Arc<Disk>) -> Arc<Self> {
        Self::build(bytes, Some(disk))
    }

    fn build(bytes: u64, disk: Option<Arc<Disk>>) -> Arc<Self> {
        let part = |bytes| {
            let weigh = |key: &PieceKey, _: &Bytes| u32::try_from(key.expected()).unwrap_or(u32::MAX);
            // LRU, because readers of one video follow each other closely. moka's default policy (TinyLFU) admits only pieces that are
            // requested repeatedly, so the second reader would find none.
            let part = Cache::builder().weigher(weigh).eviction_policy(EvictionPolicy::lru());
            match disk.clone() {
                None => part.max_capacity(bytes).build(),
                Some(disk) => {
                    // With a capacity of 0 moka would admit nothing, and so evict nothing to the disk.
                    let part = part.max_capacity(bytes.max(1));
                    part.eviction_listener(move |key, piece, cause| on_removal(&disk, *key, piece, cause)).build()
                }
            }
        };
        Arc::new(Self {
            edges: part(bytes / EDGES_DIVISOR),
            bulk: part(bytes - bytes / EDGES_DIVISOR),
            disk,
            in_flight: Mutex::default(),
            ended: Mutex::default(),
            last_number: AtomicU64::new(0),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        })
    }

    /// The piece from memory, from a fetch in flight, from the disk, or from `fetch`, which must resolve with exactly the bytes of the piece.
    pub fn get_or_fetch<F>(self: &Arc<Self>, key: PieceKey, fetch: impl FnOnce() -> F) -> (PieceFuture<E>, CacheResult)
    where
        F: Future<Output = Result<Bytes, E>> + Send + 'static,
    {
        // Locked throughout: a fetch inserts its piece into memory before it removes itself from those in flight.
        let mut in_flight = self.in_flight();
        for (container, skip) in key.containers() {
            let requested = skip..skip + key.expected();
            if let Some(bytes) = self.part(container).get(&container).filter(|bytes| !bytes.is_empty()) {
                self.hits.fetch_add(1, Ordering::Relaxed);
                return (Box::pin(std::future::ready(Ok(bytes.slice(requested)))), CacheResult::Hit);
            }
            if let Some(fetch) = in_flight.get(&container).and_then(|in_flight| in_flight.fetch.upgrade()) {
                self.hits.fetch_add(1, Ordering::Relaxed);
                let piece = fetch.map(|fetched| fetched.map(|bytes| bytes.slice(requested)));
                return (Box::pin(piece), CacheResult::Shared);
            }
        }
        let on_disk = self.on_disk(key);
        let counter = if on_disk.is_some() { &self.hits } else { &self.misses };
        counter.fetch_add(1, Ordering::Relaxed);
        let result = if on_disk.is_some() { CacheResult::Hit } else { CacheResult::Miss };
        let number = self.last_number.fetch_add(1, Ordering::Relaxed);
        self.insert(key, Bytes::new());
        let fetch = self.start(key, number, on_disk, fetch());
        if let Some(fetch) = fetch.downgrade() {
            in_flight.insert(key, InFlight { number, fetch });
        }
        (Box::pin(fetch), result)
    }

    /// The counters since the cache was created.
    pub fn counters(&self) -> CacheCounters {
        CacheCounters {
            hits: self.hits.load(Ordering::Relaxed),
            misses: self.misses.load(Ordering::Relaxed),
            bytes: self.edges.weighted_size() + self.bulk.weighted_size(),
        }
    }

    fn start<F>(self: &Arc<Self>, key: PieceKey, number: u64, on_disk: Option<OnDisk>, fetch: F) -> Shared<Fetch<E>>
    where
        F: Future<Output = Result<Bytes, E>> + Send + 'static,
    {
        let guard = InFlightGuard { cache: self.clone(), key, number };
        let task = tokio::spawn(async move {
            if let Some(OnDisk { disk, container, skip }) = on_disk
                && let Some(bytes) = disk.get(container).await
            {
                guard.cache.insert(container, bytes.clone());
                drop(guard);
                return Ok(bytes.slice(skip..skip + key.expected()));
            }
            let fetched = fetch.await;
            if let Ok(bytes) = &fetched {
                guard.cache.insert(key, bytes.clone());
            }
            drop(guard);
            fetched
        });
        let task = AbortOnDropHandle::new(task);
        let fetch: Fetch<E> = Box::pin(task.map(|ended| ended.unwrap_or_else(|_| Err(FetchAborted.into()))));
        fetch.shared()
    }
}

impl<E> PieceCache<E> {
    fn insert(&self, key: PieceKey, bytes: Bytes) {
        let part = self.part(key);
        part.insert(key, bytes);
        // moka evicts some time later; the limit on memory has to hold at once.
        part.run_pending_tasks();
    }

    fn on_disk(&self, key: PieceKey) -> Option<OnDisk> {
        let disk = self.disk.as_ref()?;
        let (container, skip) = key.containers().find(|(container, _)| disk.contains(*container))?;
        Some(OnDisk { disk: disk.clone(), container, skip })
    }

    fn part(&self, key: PieceKey) -> &Cache<PieceKey, Bytes> {
        if key.is_edge() { &self.edges } else { &self.bulk }
    }

    fn in_flight(&self) -> MutexGuard<'_, HashMap<PieceKey, InFlight<E>>> {
        let mut in_flight = self.in_flight.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, number) in std::mem::take(&mut *self.ended.lock().unwrap_or_else(PoisonError::into_inner)) {
            self.remove(&mut in_flight, key, number);
        }
        in_flight
    }

    /// Removes a fetch that has ended from those in flight, and its place in memory unless the piece has taken it. Another fetch of the same piece may
    /// have started since; it stays.
    fn remove(&self, in_flight: &mut HashMap<PieceKey, InFlight<E>>, key: PieceKey, number: u64) {
        let Entry::Occupied(entry) = in_flight.entry(key) else { return };
        if entry.get().number != number {
            return;
        }
        entry.remove();
        let part = self.part(key);
        if part.get(&key).is_some_and(|bytes| bytes.is_empty()) {
            part.invalidate(&key);
        }
    }
}

/// Writes an evicted piece to the disk. (A piece that was replaced is still in memory, and one in flight is nowhere.)
fn on_removal(disk: &Disk, key: PieceKey, piece: Bytes, cause: RemovalCause) {
    if cause == RemovalCause::Size && !piece.is_empty() {
        disk.put(key, piece);
    }
}

impl<E> Drop for InFlightGuard<E> {
    fn drop(&mut self) {
        match self.cache.in_flight.try_lock() {
            Ok(mut in_flight) => self.cache.remove(&mut in_flight, self.key, self.number),
            Err(TryLockError::Poisoned(poisoned)) => {
                self.cache.remove(&mut poisoned.into_inner(), self.key, self.number);
            }
            Err(TryLockError::WouldBlock) => {
                let mut ended = self.cache.ended.lock().unwrap_or_else(PoisonError::into_inner);
                ended.push((self.key, self.number));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use proptest::prelude::*;
    use tokio::sync::oneshot;

    use super::*;
    use crate::stream::{MAX_PIECE, MIN_PIECE};

    #[derive(Clone, Debug, PartialEq)]
    struct Broken;

    impl From<FetchAborted> for Broken {
        fn from(FetchAborted: FetchAborted) -> Self {
            Self
        }
    }

    const SIZE: u64 = 100 * 1024 * 1024;

    fn key(offset: u64, limit: u64) -> PieceKey {
        PieceKey { file: 7, size: SIZE, offset, limit: limit as u32 }
    }

    /// At each offset its remainder by 251. (Copied a period at a time: there are hundreds of MiB of it.)
    fn bytes(key: PieceKey) -> Bytes {
        let period: Vec<u8> = (0..251).collect();
        let (start, length) = ((key.offset % 251) as usize, key.expected());
        Bytes::from(period.repeat(length / 251 + 2)).slice(start..start + length)
    }

    async fn get(cache: &Arc<PieceCache<Broken>>, key: PieceKey) -> (Bytes, CacheResult) {
        let (piece, result) = cache.get_or_fetch(key, || std::future::ready(Ok(bytes(key))));
        (piece.await.expect("fetched"), result)
    }

    #[tokio::test]
    async fn a_piece_is_found_in_a_larger_one() {
        let cache = PieceCache::new(8 << 20);
        let large = key(20 << 20, MAX_PIECE);
        assert_eq!(get(&cache, large).await.1, CacheResult::Miss);
        for limit in [MIN_PIECE, 2 * MIN_PIECE, 4 * MIN_PIECE, MAX_PIECE] {
            let small = key((20 << 20) + MAX_PIECE - limit, limit);
            assert_eq!(get(&cache, small).await, (bytes(small), CacheResult::Hit));
        }
        assert_eq!(get(&cache, key((20 << 20) + MAX_PIECE, MIN_PIECE)).await.1, CacheResult::Miss);
        assert_eq!(get(&cache, PieceKey { file: 8, ..large }).await.1, CacheResult::Miss);
    }

    #[tokio::test]
    async fn a_shared_fetch_outlives_its_first_request() {
        let cache = PieceCache::<Broken>::new(8 << 20);
        let key = key(0, MAX_PIECE);
        let (answer, fetched) = oneshot::channel();
        let (first, _) = cache.get_or_fetch(key, || async move { fetched.await.map_err(|_| Broken) });
        let (second, result) = cache.get_or_fetch(key, std::future::pending);
        assert_eq!(result, CacheResult::Shared);
        drop(first);
        answer.send(bytes(key)).expect("the task runs");
        assert_eq!(second.await, Ok(bytes(key)));
        assert!(cache.in_flight().is_empty());
    }

    #[tokio::test]
    async fn a_fetch_without_requests_is_aborted() {
        let cache = PieceCache::<Broken>::new(8 << 20);
        let key = key(0, MAX_PIECE);
        let (mut answer, fetched) = oneshot::channel();
        let (first, _) = cache.get_or_fetch(key, || async move { fetched.await.map_err(|_| Broken) });
        let (second, _) = cache.get_or_fetch(key, std::future::pending);
        drop((first, second));
        answer.closed().await;
        assert_eq!(get(&cache, key).await, (bytes(key), CacheResult::Miss));
    }

    #[test]
    fn a_runtime_that_shuts_down_aborts_the_fetch() {
        let (done, ended) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            let handle = runtime.handle().clone();
            drop(runtime);
            let _entered = handle.enter();
            let cache = PieceCache::<Broken>::new(8 << 20);
            let (piece, _) = cache.get_or_fetch(key(0, MAX_PIECE), std::future::pending);
            let piece = futures_util::FutureExt::now_or_never(piece);
            done.send((piece, cache.in_flight().len())).expect("the test waits");
        });
        let ended = ended.recv_timeout(std::time::Duration::from_secs(20)).expect("nothing hangs");
        assert_eq!(ended, (Some(Err(Broken)), 0));
    }

    #[tokio::test]
    async fn every_request_gets_the_error_and_it_is_not_cached() {
        let cache = PieceCache::<Broken>::new(8 << 20);
        let key = key(0, MAX_PIECE);
        let (answer, fetched) = oneshot::channel::<()>();
        let (first, _) = cache.get_or_fetch(key, || async move { Err(fetched.await.map_or(Broken, |()| Broken)) });
        let (second, _) = cache.get_or_fetch(key, std::future::pending);
        drop(answer);
        assert_eq!((first.await, second.await), (Err(Broken), Err(Broken)));
        assert_eq!(get(&cache, key).await.1, CacheResult::Miss);
    }

    #[tokio::test]
    async fn what_is_in_flight_takes_the_room_of_what_is_cached() {
        let cache = PieceCache::new(8 << 20);
        let at = |index| key((10 << 20) + index * MAX_PIECE, MAX_PIECE);
        for index in 0..12 {
            get(&cache, at(index)).await;
        }
        let in_flight: Vec<_> = (12..18).map(|index| cache.get_or_fetch(at(index), std::future::pending).0).collect();
        assert_eq!(cache.counters().bytes, 12 * MAX_PIECE);
        let mut cached = 0;
        for index in 0..12 {
            cached += usize::from(cache.part(at(index)).contains_key(&at(index)));
        }
        assert_eq!(cached, 6);
        drop(in_flight);
        // Their tasks are aborted.
        while !cache.in_flight().is_empty() {
            tokio::task::yield_now().await;
        }
        cache.bulk.run_pending_tasks();
        assert_eq!(cache.counters().bytes, 6 * MAX_PIECE);
    }

    #[tokio::test]
    async fn bulk_does_not_evict_edges() {
        let cache = PieceCache::new(8 << 20);
        let (head, tail) = (key(0, MIN_PIECE), key(SIZE - MAX_PIECE, MAX_PIECE));
        get(&cache, head).await;
        get(&cache, tail).await;
        for index in 0..100 {
            get(&cache, key((10 << 20) + index * MAX_PIECE, MAX_PIECE)).await;
        }
        assert_eq!(get(&cache, head).await.1, CacheResult::Hit);
        assert_eq!(get(&cache, tail).await.1, CacheResult::Hit);
    }

    #[tokio::test]
    async fn evicted_pieces_are_read_back_from_the_disk() {
        let disk = Disk::open(&std::env::temp_dir(), 64 << 20).expect("a file");
        let cache = PieceCache::with_disk(4 << 20, disk.clone());
        let keys: Vec<_> = (0..40).map(|index| key((10 << 20) + index * MAX_PIECE, MAX_PIECE)).collect();
        for key in &keys {
            assert_eq!(get(&cache, *key).await.1, CacheResult::Miss);
            disk.flush();
        }
        let first = keys[0];
        let (piece, result) = cache.get_or_fetch(first, std::future::pending);
        assert_eq!((piece.await, result), (Ok(bytes(first)), CacheResult::Hit));
        let small = key((10 << 20) + 3 * MAX_PIECE + MIN_PIECE, MIN_PIECE);
        let (piece, result) = cache.get_or_fetch(small, std::future::pending);
        assert_eq!((piece.await, result), (Ok(bytes(small)), CacheResult::Hit));
        assert!(cache.part(first).contains_key(&first), "it is in memory again");
        assert!(cache.counters().bytes <= 4 << 20);
    }

    #[tokio::test]
    async fn a_piece_that_is_damaged_on_the_disk_is_fetched() {
        let disk = Disk::open(&std::env::temp_dir(), 2 << 20).expect("a file");
        let cache = PieceCache::with_disk(0, disk.clone());
        let key = key(20 << 20, MAX_PIECE);
        get(&cache, key).await;
        disk.flush();
        disk.overwrite_with_zeros();
        let (piece, result) = get(&cache, key).await;
        assert_eq!((piece, result), (bytes(key), CacheResult::Hit), "the index still has it");
        assert!(!disk.contains(key));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn concurrent_requests_share_one_fetch() {
        let cache = PieceCache::new(64 << 20);
        let fetches = Arc::new(AtomicUsize::new(0));
        let readers = (0..32).map(|_| {
            let (cache, fetches) = (cache.clone(), fetches.clone());
            tokio::spawn(async move {
                for index in 0..40 {
                    let key = key(index * MAX_PIECE, MAX_PIECE);
                    let fetches = fetches.clone();
                    let (piece, _) = cache.get_or_fetch(key, || async move {
                        fetches.fetch_add(1, Ordering::Relaxed);
                        tokio::task::yield_now().await;
                        Ok::<_, Broken>(bytes(key))
                    });
                    assert_eq!(piece.await.expect("fetched"), bytes(key));
                }
            })
        });
        for reader in readers.collect::<Vec<_>>() {
            reader.await.expect("no panic");
        }
        assert_eq!(fetches.load(Ordering::Relaxed), 40);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn memory_stays_within_its_limit(
            limit_mib in 0u64..8,
            requests in prop::collection::vec((0u64..1600, 0u32..4), 1..150),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            runtime.block_on(async move {
                let capacity = limit_mib << 20;
                let cache = PieceCache::new(capacity);
                for (index, power) in requests {
                    let limit = MIN_PIECE << power;
                    let offset = index * MIN_PIECE / limit * limit;
                    let key = key(offset, limit);
                    let (piece, result) = get(&cache, key).await;
                    prop_assert!(piece == bytes(key));
                    prop_assert!(cache.counters().bytes <= capacity);
                    prop_assert!(capacity > 0 || result == CacheResult::Miss);
                }
                Ok(())
            })?;
        }
    }
}

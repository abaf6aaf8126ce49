//! Pieces of files that were fetched lately, shared by all readers of the process, and those that are being fetched now.
//!
//! Memory has two parts of fixed size. *Edges* are the first and last MiB of a file, where players look for its table of contents (MP4's `moov`,
//! Matroska's cues) before every seek; *bulk* is all between. Each gives up what was used least lately, so a film that runs
//! through bulk pushes out no edges. What memory gives up goes to the [`Disk`], if there is one, and comes back from there when it is asked
//! for again.
//!
//! However many readers ask for one piece, it is fetched once, by one task. When the reader that asked first is gone, the others still get
//! it; when all are gone, the task is aborted. Pieces are aligned, so a small one is found in any larger one that holds it.
//!
//! Who may read a file is not decided here: ask for the message in the caller's own account first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared, WeakShared};
use moka::notification::RemovalCause;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use tokio_util::bytes::Bytes;
use tokio_util::task::AbortOnDropHandle;

use super::disk::Disk;
use super::key::ChunkKey;
use crate::stream::Asked;

/// One part in so many of the memory is for edges.
const EDGES: u64 = 4;

/// Where a piece came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was there, in memory or on the disk.
    Cache,
    /// Somebody else was fetching it.
    Shared,
    /// It was fetched for this.
    Fetched,
}

/// The task that fetches a piece ended without an answer: it panicked, or the process is going down.
#[derive(Debug)]
pub struct Lost;

/// What the cache did so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct CacheCounters {
    /// Pieces that were there, or being fetched already.
    pub hits: u64,
    /// Pieces that had to be fetched.
    pub misses: u64,
    /// Bytes held.
    pub bytes: u64,
}

/// The cache; `E` is why a piece cannot be fetched.
pub struct ChunkCache<E> {
    edges: Cache<ChunkKey, Bytes>,
    bulk: Cache<ChunkKey, Bytes>,
    disk: Option<Arc<Disk>>,
    flights: Mutex<HashMap<ChunkKey, Flight<E>>>,
    flights_so_far: AtomicU64,
    hits: AtomicU64,
    misses: AtomicU64,
}

type Fetching<E> = BoxFuture<'static, Result<Bytes, E>>;

/// A fetch that is under way for whoever holds it.
struct Flight<E> {
    number: u64,
    fetching: WeakShared<Fetching<E>>,
}

/// A piece on the disk that holds the one that is wanted, from that byte on.
struct Found {
    disk: Arc<Disk>,
    holder: ChunkKey,
    skip: usize,
}

/// Removes a flight when its task ends, in whatever way.
struct Landing<E> {
    cache: Arc<ChunkCache<E>>,
    key: ChunkKey,
    number: u64,
}

impl<E> ChunkCache<E>
where
    E: Clone + From<Lost> + Send + Sync + 'static,
{
    /// A cache of so many bytes; with 0 nothing is kept, and fetches are shared all the same.
    pub fn new(bytes: u64) -> Arc<Self> {
        Self::build(bytes, None)
    }

    /// A cache of so many bytes in memory, which hands on to the disk what it gives up.
    pub fn with_disk(bytes: u64, disk: Arc<Disk>) -> Arc<Self> {
        Self::build(bytes, Some(disk))
    }

    fn build(bytes: u64, disk: Option<Arc<Disk>>) -> Arc<Self> {
        let part = |bytes| {
            let weigh = |_: &ChunkKey, chunk: &Bytes| u32::try_from(chunk.len()).unwrap_or(u32::MAX);
            // The least lately used, not the least often: readers of one film are close behind each other, and a cache that takes in
            // only what is asked for again would have nothing for the second.
            let part = Cache::builder().weigher(weigh).eviction_policy(EvictionPolicy::lru());
            match disk.clone() {
                None => part.max_capacity(bytes).build(),
                Some(disk) => {
                    // With no room at all moka would take in nothing, and so have nothing to give up.
                    let part = part.max_capacity(bytes.max(1));
                    part.eviction_listener(move |key, chunk, cause| give_up(&disk, *key, chunk, cause)).build()
                }
            }
        };
        Arc::new(Self {
            edges: part(bytes / EDGES),
            bulk: part(bytes - bytes / EDGES),
            disk,
            flights: Mutex::default(),
            flights_so_far: AtomicU64::new(0),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        })
    }

    /// The piece: from memory, from a fetch that is under way, from the disk, or from `fetch`, which has to give exactly its bytes.
    pub fn ask<F>(self: &Arc<Self>, key: ChunkKey, fetch: impl FnOnce() -> F) -> (Asked<E>, Origin)
    where
        F: Future<Output = Result<Bytes, E>> + Send + 'static,
    {
        // Under the lock throughout: a fetch that lands puts its bytes into memory before it takes itself off the list.
        let mut flights = self.flights();
        for (holder, skip) in key.holders() {
            let wanted = skip..skip + key.expected();
            if let Some(bytes) = self.part(holder).get(&holder) {
                self.hits.fetch_add(1, Ordering::Relaxed);
                return (Box::pin(std::future::ready(Ok(bytes.slice(wanted)))), Origin::Cache);
            }
            if let Some(fetching) = flights.get(&holder).and_then(|flight| flight.fetching.upgrade()) {
                self.hits.fetch_add(1, Ordering::Relaxed);
                return (Box::pin(fetching.map(|fetched| fetched.map(|bytes| bytes.slice(wanted)))), Origin::Shared);
            }
        }
        let on_disk = self.on_disk(key);
        let counter = if on_disk.is_some() { &self.hits } else { &self.misses };
        counter.fetch_add(1, Ordering::Relaxed);
        let origin = if on_disk.is_some() { Origin::Cache } else { Origin::Fetched };
        let number = self.flights_so_far.fetch_add(1, Ordering::Relaxed);
        let fetching = self.begin(key, number, on_disk, fetch());
        if let Some(fetching) = fetching.downgrade() {
            flights.insert(key, Flight { number, fetching });
        }
        (Box::pin(fetching), origin)
    }

    /// What it did so far.
    pub fn counters(&self) -> CacheCounters {
        CacheCounters {
            hits: self.hits.load(Ordering::Relaxed),
            misses: self.misses.load(Ordering::Relaxed),
            bytes: self.edges.weighted_size() + self.bulk.weighted_size(),
        }
    }

    fn begin<F>(self: &Arc<Self>, key: ChunkKey, number: u64, on_disk: Option<Found>, fetch: F) -> Shared<Fetching<E>>
    where
        F: Future<Output = Result<Bytes, E>> + Send + 'static,
    {
        let landing = Landing { cache: self.clone(), key, number };
        let task = tokio::spawn(async move {
            if let Some(Found { disk, holder, skip }) = on_disk
                && let Some(bytes) = disk.get(holder).await
            {
                landing.cache.keep(holder, bytes.clone());
                drop(landing);
                return Ok(bytes.slice(skip..skip + key.expected()));
            }
            let fetched = fetch.await;
            if let Ok(bytes) = &fetched {
                landing.cache.keep(key, bytes.clone());
            }
            drop(landing);
            fetched
        });
        let task = AbortOnDropHandle::new(task);
        let fetching: Fetching<E> = Box::pin(task.map(|ended| ended.unwrap_or_else(|_| Err(Lost.into()))));
        fetching.shared()
    }
}

impl<E> ChunkCache<E> {
    fn keep(&self, key: ChunkKey, bytes: Bytes) {
        let part = self.part(key);
        part.insert(key, bytes);
        // moka evicts when it sees fit; a bound on memory has to hold at once.
        part.run_pending_tasks();
    }

    fn on_disk(&self, key: ChunkKey) -> Option<Found> {
        let disk = self.disk.as_ref()?;
        let (holder, skip) = key.holders().find(|(holder, _)| disk.holds(*holder))?;
        Some(Found { disk: disk.clone(), holder, skip })
    }

    fn part(&self, key: ChunkKey) -> &Cache<ChunkKey, Bytes> {
        if key.is_edge() { &self.edges } else { &self.bulk }
    }

    fn flights(&self) -> MutexGuard<'_, HashMap<ChunkKey, Flight<E>>> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What had to make room goes to the disk; what was replaced is there in a newer copy.
fn give_up(disk: &Disk, key: ChunkKey, chunk: Bytes, cause: RemovalCause) {
    if cause == RemovalCause::Size {
        disk.put(key, chunk);
    }
}

impl<E> Drop for Landing<E> {
    fn drop(&mut self) {
        let removed = match self.cache.flights().entry(self.key) {
            // Another may have begun meanwhile, after all who wanted this one had left.
            Entry::Occupied(flight) if flight.get().number == self.number => Some(flight.remove()),
            _ => None,
        };
        drop(removed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use proptest::prelude::*;
    use tokio::sync::oneshot;

    use super::*;
    use crate::stream::LARGEST;
    use crate::stream::SMALLEST;

    #[derive(Clone, Debug, PartialEq)]
    struct Broken;

    impl From<Lost> for Broken {
        fn from(Lost: Lost) -> Self {
            Self
        }
    }

    const SIZE: u64 = 100 * 1024 * 1024;

    fn key(offset: u64, limit: u64) -> ChunkKey {
        ChunkKey { file: 7, size: SIZE, offset, limit: limit as u32 }
    }

    fn bytes(key: ChunkKey) -> Bytes {
        (key.offset..key.offset + key.expected() as u64).map(|at| (at % 251) as u8).collect()
    }

    async fn get(cache: &Arc<ChunkCache<Broken>>, key: ChunkKey) -> (Bytes, Origin) {
        let (asked, origin) = cache.ask(key, || std::future::ready(Ok(bytes(key))));
        (asked.await.expect("fetched"), origin)
    }

    #[tokio::test]
    async fn a_piece_is_found_in_a_larger_one() {
        let cache = ChunkCache::new(8 << 20);
        let large = key(20 << 20, LARGEST);
        assert_eq!(get(&cache, large).await.1, Origin::Fetched);
        for limit in [SMALLEST, 2 * SMALLEST, 4 * SMALLEST, LARGEST] {
            let small = key((20 << 20) + LARGEST - limit, limit);
            assert_eq!(get(&cache, small).await, (bytes(small), Origin::Cache));
        }
        assert_eq!(get(&cache, key((20 << 20) + LARGEST, SMALLEST)).await.1, Origin::Fetched);
        assert_eq!(get(&cache, ChunkKey { file: 8, ..large }).await.1, Origin::Fetched);
    }

    #[tokio::test]
    async fn who_asked_first_may_leave() {
        let cache = ChunkCache::<Broken>::new(8 << 20);
        let key = key(0, LARGEST);
        let (answer, fetched) = oneshot::channel();
        let (first, _) = cache.ask(key, || async move { fetched.await.map_err(|_| Broken) });
        let (second, origin) = cache.ask(key, std::future::pending);
        assert_eq!(origin, Origin::Shared);
        drop(first);
        answer.send(bytes(key)).expect("the task goes on");
        assert_eq!(second.await, Ok(bytes(key)));
        assert!(cache.flights().is_empty());
    }

    #[tokio::test]
    async fn a_fetch_that_nobody_wants_is_given_up() {
        let cache = ChunkCache::<Broken>::new(8 << 20);
        let key = key(0, LARGEST);
        let (mut answer, fetched) = oneshot::channel();
        let (first, _) = cache.ask(key, || async move { fetched.await.map_err(|_| Broken) });
        let (second, _) = cache.ask(key, std::future::pending);
        drop((first, second));
        answer.closed().await;
        assert_eq!(get(&cache, key).await, (bytes(key), Origin::Fetched));
    }

    #[tokio::test]
    async fn errors_are_told_to_all_and_not_kept() {
        let cache = ChunkCache::<Broken>::new(8 << 20);
        let key = key(0, LARGEST);
        let (answer, fetched) = oneshot::channel::<()>();
        let (first, _) = cache.ask(key, || async move { Err(fetched.await.map_or(Broken, |()| Broken)) });
        let (second, _) = cache.ask(key, std::future::pending);
        drop(answer);
        assert_eq!((first.await, second.await), (Err(Broken), Err(Broken)));
        assert_eq!(get(&cache, key).await.1, Origin::Fetched);
    }

    #[tokio::test]
    async fn edges_outlive_bulk() {
        let cache = ChunkCache::new(8 << 20);
        let (head, tail) = (key(0, SMALLEST), key(SIZE - LARGEST, LARGEST));
        get(&cache, head).await;
        get(&cache, tail).await;
        for index in 0..100 {
            get(&cache, key((10 << 20) + index * LARGEST, LARGEST)).await;
        }
        assert_eq!(get(&cache, head).await.1, Origin::Cache);
        assert_eq!(get(&cache, tail).await.1, Origin::Cache);
    }

    #[tokio::test]
    async fn what_memory_gives_up_comes_back_from_the_disk() {
        let disk = Disk::open(&std::env::temp_dir(), 64 << 20).expect("a file");
        let cache = ChunkCache::with_disk(4 << 20, disk.clone());
        let keys: Vec<_> = (0..40).map(|index| key((10 << 20) + index * LARGEST, LARGEST)).collect();
        for key in &keys {
            assert_eq!(get(&cache, *key).await.1, Origin::Fetched);
            disk.settle();
        }
        let first = keys[0];
        let (asked, origin) = cache.ask(first, std::future::pending);
        assert_eq!((asked.await, origin), (Ok(bytes(first)), Origin::Cache));
        let small = key((10 << 20) + 3 * LARGEST + SMALLEST, SMALLEST);
        let (asked, origin) = cache.ask(small, std::future::pending);
        assert_eq!((asked.await, origin), (Ok(bytes(small)), Origin::Cache));
        assert!(cache.part(first).contains_key(&first), "it is in memory again");
        assert!(cache.counters().bytes <= 4 << 20);
    }

    #[tokio::test]
    async fn a_piece_that_the_disk_lost_is_fetched() {
        let disk = Disk::open(&std::env::temp_dir(), 2 << 20).expect("a file");
        let cache = ChunkCache::with_disk(0, disk.clone());
        let key = key(20 << 20, LARGEST);
        get(&cache, key).await;
        disk.settle();
        disk.spoil();
        let (piece, origin) = get(&cache, key).await;
        assert_eq!((piece, origin), (bytes(key), Origin::Cache), "it looked as if it were there");
        assert!(!disk.holds(key));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn many_who_ask_at_once_cost_one_fetch() {
        let cache = ChunkCache::new(64 << 20);
        let fetches = Arc::new(AtomicUsize::new(0));
        let readers = (0..32).map(|_| {
            let (cache, fetches) = (cache.clone(), fetches.clone());
            tokio::spawn(async move {
                for index in 0..40 {
                    let key = key(index * LARGEST, LARGEST);
                    let fetches = fetches.clone();
                    let (asked, _) = cache.ask(key, || async move {
                        fetches.fetch_add(1, Ordering::Relaxed);
                        tokio::task::yield_now().await;
                        Ok::<_, Broken>(bytes(key))
                    });
                    assert_eq!(asked.await.expect("fetched"), bytes(key));
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
        fn the_bound_holds_after_every_piece(
            bound in 0u64..8,
            asked in prop::collection::vec((0u64..1600, 0u32..4), 1..150),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            runtime.block_on(async move {
                let bound = bound << 20;
                let cache = ChunkCache::new(bound);
                for (index, power) in asked {
                    let limit = SMALLEST << power;
                    let offset = index * SMALLEST / limit * limit;
                    let key = key(offset, limit);
                    let (piece, origin) = get(&cache, key).await;
                    prop_assert!(piece == bytes(key));
                    prop_assert!(cache.counters().bytes <= bound);
                    prop_assert!(bound > 0 || origin == Origin::Fetched);
                }
                Ok(())
            })?;
        }
    }
}

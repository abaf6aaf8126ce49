//! Files of the ordinary `age` program, round trips over every seam, and everything that must not open.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, fs};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, TryStreamExt, stream};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use tokio_util::bytes::Bytes;

use super::payload::{CHUNK, SEALED_CHUNK, TAG, sealed_len};
use super::{Decrypted, Encryptor, Error, Identity, header};
use crate::stream::ByteRange;
use crate::telegram::{self, ByteSource, ByteStream};

/// In the format of the test kit of C2SP, with the file in base64; written by `age` 1.1.1. Beside the one X25519 recipient: none, none, two more
/// and an SSH key, and another instead.
const VECTORS: &[&str] = &[
    "expect: success
payload: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
identity: AGE-SECRET-KEY-1C6FNTR5XHZAC0ZK75AZYPDRWYG3F0EEH42GSNTL5V6HY2QVU22NQ6HQ2HP

YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBpaERpNlkwQ2RBV3VMcW5iUUZlMmhtTmRCM1I0TU5mL0pkZkxjSG5ObG1RCk51UXdMTWlhSmJMUlBaM1MxSzg0VnVQZjl0czhsc3Q1N1YyUTQwWmllMmcKLS0tIDkvMVRuWUJQTzRZU3pIaVI2YnlMejhJcGdlYnA3T2hRc2JTOGwrcEJsKzgKAyrp6L0B+c8+brY/xs6y3bv198Cm2PX1wPMd4a18MdY=",
    "expect: success
payload: 6aa6c4e2df70ab8673f7ccf3fb6ef67087b617031fa85d02b7f5c95df506973d
identity: AGE-SECRET-KEY-1C6FNTR5XHZAC0ZK75AZYPDRWYG3F0EEH42GSNTL5V6HY2QVU22NQ6HQ2HP

YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBXQ0tQdjJpeGRlMWduY2RDcTJZaFh2cDNwcTdYUW1kT1duV2toeVpCSVh3CkUrdEZva05nVWRReTVxRGgvVWNlbWhnUVhNbVVHcDhGNWszUWkvRWpqOHMKLS0tIFk0N0U1a0VhT0FSeWtIVERvRW5hYlJnNEZMRnZGbnUzRTFISkVXWGhTZlkKDKIiv0QnOFy+NRjYg72LlTdcvJKdzor74SIc7++I4u4aVDjARVL572GGpzdndPlmVdrl3M6w8dHT",
    "expect: success
payload: 6aa6c4e2df70ab8673f7ccf3fb6ef67087b617031fa85d02b7f5c95df506973d
identity: AGE-SECRET-KEY-1C6FNTR5XHZAC0ZK75AZYPDRWYG3F0EEH42GSNTL5V6HY2QVU22NQ6HQ2HP

YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSA4ZitFVU5iUEdZTm02UTI2SnNzNnNyeFF4YlAwNnVkQU1ranBzRnk2UmkwCjdSVmZkN0RPMUlmMkwzMGlaUEdnYnNlT3ByUnozWHFORFEyUWgycldLcnMKLT4gWDI1NTE5IEJQaWRFTXZRd0YyUjgrZ3JZbGo1RUZUN1dlYVdNOE9tYzZHb0R4c2lRUUEKU2d4Q1YwdnMrbXdOK1E2UmNYMms5UGRQd0JqWGZsMGFsbEpKblNmTElETQotPiBYMjU1MTkgUkhKM2F4NURldERtVVkxOEdna2E0eEJwUTNKbjg4dnp3ZXlSQ01OQUYyVQpQbnFTZE1jZ2hpV2Q2YUVDbzVYTGFEcDk2azhxajZrUVBFdk80UG5BbDU0Ci0+IHNzaC1lZDI1NTE5IG9vYjNQUSBUaDVJUW9QREx3REFUTVM5Mmdlb3NJTUxXSWt6UEhRbkw1aFRYNmo4TkVrClNlUzVjcjBnT2dUZnhpbXpWaXZwU2F2RXByK055a0lxZytXNHhIYXA0OEkKLS0tIHhWVmdrVHNhUkh6WFZLN3VZZWxqVnhXbE85Y0dEWk4wZENxWlBoekY2UmsK4FBPyaXlZi4u9wQpjOLJlNJ/RL3M1/BLZDPy/t5xGgHvXhisPDRzsjD7ltyypYmrQbpa5tYyvm0d",
    "expect: no match
identity: AGE-SECRET-KEY-1C6FNTR5XHZAC0ZK75AZYPDRWYG3F0EEH42GSNTL5V6HY2QVU22NQ6HQ2HP

YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBFQWdMZ1VmbjN2ZStoeDAvZFRqaWhIb24zajRuOXNrOFpTcW9HVkgrT0FNCjl0WkcyWjNrOUN3Zm9vR0JrOXV5a0V6WG1BcmtoMzFxdGdjblNRejJ2N1kKLS0tIHJVSTg1ZE5XdTQ3NUZWSlBBd0VCU21FM2x2RngyOWJTZmJrYmVkWVBMancKSA6v+AJJw70/KtScmtNiPSuOCSA6qrd/x8zTUFMlHqnFodzsMLeVuf2J6bEwVS0X9uXNfNrf3Dch",
];

/// A file in memory, in pieces that fit no chunk.
struct InMemory {
    bytes: Bytes,
    reads: AtomicU64,
    read: AtomicU64,
}

impl InMemory {
    fn new(bytes: impl Into<Bytes>) -> Arc<Self> {
        Arc::new(Self { bytes: bytes.into(), reads: AtomicU64::new(0), read: AtomicU64::new(0) })
    }
}

impl ByteSource for InMemory {
    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, telegram::Error>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.read.fetch_add(range.len(), Ordering::Relaxed);
        let bytes = self.bytes.slice(range.start() as usize..range.end() as usize);
        let pieces: Vec<_> = bytes.chunks(40_009).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        Box::pin(async move { Ok(stream::iter(pieces).boxed() as ByteStream) })
    }
}

async fn read(source: &dyn ByteSource, range: Range<u64>) -> Result<Vec<u8>, telegram::Error> {
    let mut stream = source.read(ByteRange::new(range).expect("not empty")).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = stream.try_next().await? {
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

/// Bytes of which every stretch is another.
fn ramp(length: usize) -> Vec<u8> {
    sandbox::content::ramp(0, length)
}

/// The file and its header.
fn encrypt(identity: &Identity, plain: &[u8], step: usize) -> (Vec<u8>, Vec<u8>) {
    let mut encryptor = Encryptor::new(&identity.recipient());
    let header = encryptor.header().to_vec();
    let mut file = Vec::new();
    for piece in plain.chunks(step) {
        file.extend_from_slice(&encryptor.write(piece));
    }
    file.extend_from_slice(&encryptor.finish());
    (file, header)
}

/// All of the content.
fn decrypt(file: &[u8], identity: &Identity) -> Result<Vec<u8>, Error> {
    let header = header::find(&file[..file.len().min(header::MAX_BYTES + 16)])?;
    let decrypted = Decrypted::new(InMemory::new(file.to_vec()), header, identity)?;
    match decrypted.size() {
        // The one chunk of an empty content is never read.
        0 => Ok(Vec::new()),
        size => block_on(read(&decrypted, 0..size)).map_err(|_| Error::Payload),
    }
}

#[test]
fn files_of_the_ordinary_program_are_read() {
    for vector in VECTORS {
        let (facts, file) = vector.split_once("\n\n").expect("facts and a file");
        let fact = |name: &str| facts.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let identity = Identity::parse(fact("identity").expect("an identity")).expect("a key");
        let decrypted = decrypt(&STANDARD.decode(file).expect("base64"), &identity);
        match fact("expect").expect("an outcome") {
            "success" => {
                let digest = Sha256::digest(decrypted.expect("it is for this identity"));
                let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(Some(digest.as_str()), fact("payload"));
            }
            "no match" => assert_eq!(decrypted, Err(Error::NoMatch)),
            other => panic!("{other} is no outcome"),
        }
    }
}

/// Exchanges files with the program `age`: `tests/interop/age` runs this with a folder in which that program has put what it encrypted, and
/// afterwards decrypts with it what this has put there. Alone, it exchanges files with itself.
#[test]
fn files_are_exchanged_with_other_programs() {
    let own = tempfile::tempdir().expect("a folder");
    let given = env::var_os("AGE_FILES").map(PathBuf::from);
    let folder = given.as_deref().unwrap_or(own.path());
    let key = folder.join("key.txt");
    if given.is_none() {
        let identity = Identity::random();
        fs::write(&key, format!("# a comment\n{}\n", *identity.to_text())).expect("written");
        for length in [0, 1, CHUNK + 1] {
            fs::write(folder.join(format!("{length}.plain")), ramp(length)).expect("written");
            fs::write(folder.join(format!("{length}.theirs")), encrypt(&identity, &ramp(length), 1000).0)
                .expect("written");
        }
    }
    let text = fs::read_to_string(&key).expect("an identity");
    let identity = text.lines().find_map(Identity::parse).expect("a key");
    let mut exchanged = 0;
    for entry in fs::read_dir(folder).expect("the folder") {
        let plain = entry.expect("an entry").path();
        if plain.extension() != Some("plain".as_ref()) {
            continue;
        }
        exchange(&plain, &identity);
        exchanged += 1;
    }
    assert!(exchanged > 2, "there was nothing to exchange");
}

fn exchange(plain: &Path, identity: &Identity) {
    let expected = fs::read(plain).expect("a file");
    let theirs = fs::read(plain.with_extension("theirs")).expect("what the other program wrote");
    assert!(decrypt(&theirs, identity) == Ok(expected.clone()), "{}", plain.display());
    fs::write(plain.with_extension("ours"), encrypt(identity, &expected, 100_003).0).expect("written");
}

#[test]
fn every_seam_is_read_over() {
    let identity = Identity::random();
    let (chunk, whole) = (CHUNK as u64, ramp(3 * CHUNK + 5));
    for length in [1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK + 5] {
        let plain = &whole[..length];
        let (file, header) = encrypt(&identity, plain, 65_000);
        assert_eq!(file.len() as u64, header.len() as u64 + sealed_len(length as u64));
        assert_eq!((header.len(), header::find(&file)), (header::WRITTEN_BYTES, Ok(header.as_slice())));
        let file = InMemory::new(file);
        let decrypted = Decrypted::new(file.clone(), &header, &identity).expect("for this identity");
        assert_eq!(decrypted.size(), length as u64);
        let seams = [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk - 1, 2 * chunk, 2 * chunk + 1, length as u64];
        for start in seams {
            for end in seams.into_iter().chain([start + 1]).filter(|end| start < *end && *end <= length as u64) {
                let before = file.reads.load(Ordering::Relaxed);
                let bytes = block_on(read(&decrypted, start..end)).expect("authentic");
                assert!(bytes == plain[start as usize..end as usize], "{start}..{end} of {length}");
                assert_eq!(file.reads.load(Ordering::Relaxed), before + 1);
            }
        }
        let beyond = block_on(read(&decrypted, 0..length as u64 + 1));
        assert!(matches!(beyond, Err(telegram::Error::NotFound)));
    }
}

#[test]
fn an_empty_content_is_a_file_as_well() {
    let identity = Identity::random();
    let (file, header) = encrypt(&identity, &[], 1);
    assert_eq!(file.len(), header.len() + TAG);
    let decrypted = Decrypted::new(InMemory::new(file), &header, &identity).expect("for this identity");
    assert_eq!(decrypted.size(), 0);
    assert!(matches!(block_on(read(&decrypted, 0..1)), Err(telegram::Error::NotFound)));
}

#[test]
fn a_range_fetches_its_chunks_and_no_others() {
    let identity = Identity::random();
    let (file, header) = encrypt(&identity, &ramp(10 * CHUNK + 7), 1 << 20);
    let file = InMemory::new(file);
    let decrypted = Decrypted::new(file.clone(), &header, &identity).expect("for this identity");
    let chunk = CHUNK as u64;
    for (range, chunks) in [(5 * chunk..5 * chunk + 1, 1), (chunk - 1..chunk + 1, 2), (2 * chunk..5 * chunk, 3)] {
        let before = file.read.load(Ordering::Relaxed);
        block_on(read(&decrypted, range)).expect("authentic");
        assert_eq!(file.read.load(Ordering::Relaxed) - before, chunks * SEALED_CHUNK as u64);
    }
    let before = file.read.load(Ordering::Relaxed);
    block_on(read(&decrypted, 10 * chunk + 6..10 * chunk + 7)).expect("authentic");
    assert_eq!(file.read.load(Ordering::Relaxed) - before, 7 + TAG as u64);
}

#[test]
fn chunks_that_were_altered_swapped_or_left_out_are_refused() {
    let identity = Identity::random();
    let plain = ramp(3 * CHUNK);
    let (file, header) = encrypt(&identity, &plain, 1 << 20);
    let (head, chunks) = file.split_at(header.len());
    let chunks: Vec<_> = chunks.chunks(SEALED_CHUNK).collect();
    assert_eq!(chunks.len(), 3);
    let joined = |order: &[usize]| {
        order.iter().fold(head.to_vec(), |mut file, index| {
            file.extend_from_slice(chunks[*index]);
            file
        })
    };
    assert!(decrypt(&joined(&[0, 1, 2]), &identity) == Ok(plain));
    for order in [&[1, 0, 2][..], &[0, 2, 1], &[0, 1], &[0], &[1, 2], &[0, 2], &[0, 1, 2, 2], &[0, 1, 1, 2], &[2]] {
        assert_eq!(decrypt(&joined(order), &identity), Err(Error::Payload), "{order:?}");
    }
    // An empty last chunk is no end.
    assert_eq!(decrypt(&[&joined(&[0, 1]), [0; TAG].as_slice()].concat(), &identity), Err(Error::Payload));
    // A chunk of another file for the same recipient.
    let (other, other_header) = encrypt(&identity, &ramp(3 * CHUNK), 1 << 20);
    let mixed = [&joined(&[0]), &other[other_header.len() + SEALED_CHUNK..]].concat();
    assert_eq!(decrypt(&mixed, &identity), Err(Error::Payload));
}

#[test]
fn nothing_of_an_altered_chunk_is_passed_on_and_what_precedes_it_is() {
    let identity = Identity::random();
    let plain = ramp(3 * CHUNK);
    let (mut file, header) = encrypt(&identity, &plain, 1 << 20);
    file[header.len() + SEALED_CHUNK + 5] ^= 1;
    let decrypted = Decrypted::new(InMemory::new(file), &header, &identity).expect("the header is as it was");
    let read = |range: Range<u64>| block_on(read(&decrypted, range));
    assert!(read(0..CHUNK as u64).expect("authentic") == plain[..CHUNK]);
    assert!(read(2 * CHUNK as u64..3 * CHUNK as u64).expect("authentic") == plain[2 * CHUNK..]);
    // Known before the first byte, where it is the first chunk.
    let open = block_on(decrypted.read(ByteRange::new(CHUNK as u64..3 * CHUNK as u64).expect("not empty")));
    assert!(matches!(open.map(|_| ()), Err(telegram::Error::Protocol(_))));
    let mut stream = block_on(decrypted.read(ByteRange::new(0..3 * CHUNK as u64).expect("not empty"))).expect("opened");
    assert_eq!(block_on(stream.next()).expect("a chunk").expect("authentic").len(), CHUNK);
    assert!(block_on(stream.next()).expect("an error").is_err());
}

#[test]
fn a_source_that_ends_early_is_an_error() {
    /// A source whose file is shorter than it says.
    struct Short(Arc<InMemory>);
    impl ByteSource for Short {
        fn size(&self) -> u64 {
            self.0.size()
        }
        fn read(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, telegram::Error>> {
            Box::pin(async move { Ok(self.0.read(range).await?.take(2).boxed() as ByteStream) })
        }
    }
    let identity = Identity::random();
    let (file, header) = encrypt(&identity, &ramp(3 * CHUNK), 1 << 20);
    let decrypted = Decrypted::new(Arc::new(Short(InMemory::new(file))), &header, &identity).expect("it opens");
    assert!(matches!(block_on(read(&decrypted, 0..3 * CHUNK as u64)), Err(telegram::Error::Protocol(_))));
}

#[test]
fn every_byte_of_a_header_counts() {
    let identity = Identity::random();
    let (file, header) = encrypt(&identity, b"The lamp is lit.", 100);
    assert!(decrypt(&file, &identity).is_ok());
    for at in 0..header.len() {
        let mut altered = file.clone();
        altered[at] ^= 1;
        assert!(decrypt(&altered, &identity).is_err(), "byte {at}");
        assert!(header::find(&file[..at]).is_err(), "cut at {at}");
    }
    assert_eq!(header::open(&file[..header.len() + 1], &identity).map(|_| ()), Err(Error::Header));
    assert_eq!(decrypt(&file, &Identity::random()), Err(Error::NoMatch));
}

/// Puts lines before the first stanza, and the right authentication code at the end.
#[test]
fn stanzas_of_other_kinds_are_passed_over_and_malformed_ones_refused() {
    let identity = Identity::random();
    let (_, header) = encrypt(&identity, b"", 1);
    let text = String::from_utf8(header[..header.len() - 16].to_vec()).expect("a text");
    let with = |lines: &str| {
        let text = text.replace("v1\n", &format!("v1\n{lines}"));
        [text.as_bytes(), &[0; 16]].concat()
    };
    let full = "A".repeat(64);
    // The code is checked after a key was found: these are well formed.
    for lines in [
        "-> stanza\n\n",
        "-> example.com/enigma argument {~}!\nAAAA\n",
        &format!("-> grease\n{full}\n\n"),
        &format!("-> grease\n{full}\n{full}\nAAA\n"),
        "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n",
    ] {
        assert_eq!(header::open(&with(lines), &identity).map(|_| ()), Err(Error::Mac), "{lines:?}");
    }
    for lines in [
        "->\n\n",
        "-> \n\n",
        "-> a  b\n\n",
        "-> a \n\n",
        "-> ä\n\n",
        "->stanza\n\n",
        "-> stanza\r\n\n",
        "-> stanza\nAAAA\r\n",
        "-> stanza\nAAA=\n",
        "-> stanza\nAAB\n",
        "-> stanza\nA A\n",
        "-> stanza\n",
        &format!("-> stanza\n{full}\n"),
        &format!("-> stanza\n{full}A\n\n"),
        "-> scrypt ajMFur+EJLGaohv/dLRGnw 18\n8SHBz/ldWnjyGFQqfjat6uNBarWqqEMDS7W8X7+Xq5Q\n",
        "-> X25519\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n",
        "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc x\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n",
        "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOA\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n",
        "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nww\n",
        "-> X25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n",
        "\n",
        "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
    ] {
        assert_eq!(header::open(&with(lines), &identity).map(|_| ()), Err(Error::Header), "{lines:?}");
    }
    let endless = with(&"-> stanza\n\n".repeat(header::MAX_BYTES / 11 + 1));
    assert_eq!(header::find(&endless), Err(Error::Header));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_range_of_any_file_is_read(length in 1usize..4 * CHUNK, step in 1usize..200_000, ends in any::<(usize, usize)>()) {
        let identity = Identity::random();
        let plain = ramp(length);
        let (file, header) = encrypt(&identity, &plain, step);
        let decrypted = Decrypted::new(InMemory::new(file), &header, &identity).expect("for this identity");
        let start = ends.0 % length;
        let end = start + 1 + ends.1 % (length - start);
        let bytes = block_on(read(&decrypted, start as u64..end as u64)).expect("authentic");
        prop_assert!(bytes == plain[start..end]);
    }

    #[test]
    fn an_altered_or_cut_file_never_opens(length in 0usize..2 * CHUNK + 100, at in any::<usize>(), mask in 1u8..) {
        let identity = Identity::random();
        let (file, _) = encrypt(&identity, &ramp(length), 1 << 20);
        let at = at % file.len();
        let mut altered = file.clone();
        altered[at] ^= mask;
        // The tag of an empty content is the one thing that is never read.
        prop_assert!(length == 0 || decrypt(&altered, &identity).is_err());
        prop_assert!(decrypt(&file[..at], &identity).is_err());
    }

    #[test]
    fn whatever_comes_as_a_header_does_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400), at in any::<usize>()) {
        let identity = Identity::random();
        prop_assert!(header::open(&bytes, &identity).is_err());
        let (mut file, header) = encrypt(&identity, b"x", 1);
        let at = at % header.len();
        file.splice(at..at, bytes.iter().copied());
        prop_assert!(bytes.is_empty() || decrypt(&file, &identity).is_err());
    }
}

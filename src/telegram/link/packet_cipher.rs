//! Encrypts and decrypts the packets of all connections, those that are there at the same time side by side.
//!
//! Within a packet AES-IGE is a chain, which leaves most of a processor idle; packets do not wait for each other ([`ige`]). So a connection hands
//! its large packets in and goes on with its socket, and one task does those that have gathered. While a server has little to do, each packet is
//! done alone and at once; the more it has to do, the more of them are done together.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ige::LANES;
use tokio::sync::oneshot;
use tokio_util::bytes::BytesMut;

use crate::telegram::mtproto::cipher::{self, AuthKey};

/// Smaller packets take less time than it would to hand them in.
const WORTH_SHARING: usize = 8 * 1024;

/// A packet that is being encrypted or decrypted: `None` when it is not genuine. Ends with an error only when the runtime stops.
pub type PendingPacket = oneshot::Receiver<Option<BytesMut>>;

/// The one place where the packets of a process are encrypted and decrypted.
#[derive(Clone, Default)]
pub struct PacketCipher(Arc<Mutex<Queues>>);

#[derive(Default)]
struct Queues {
    encrypt: VecDeque<Job>,
    decrypt: VecDeque<Job>,
    /// Whether the task runs. It ends when there is nothing to do.
    is_running: bool,
}

#[derive(Clone, Copy)]
enum Direction {
    Encrypt,
    Decrypt,
}

struct Job {
    key: Arc<AuthKey>,
    packet: BytesMut,
    /// Where the packet begins.
    start: usize,
    done: oneshot::Sender<Option<BytesMut>>,
}

impl PacketCipher {
    /// Encrypts a packet that begins after `start` bytes.
    pub fn encrypt(&self, key: &Arc<AuthKey>, packet: BytesMut, start: usize) -> PendingPacket {
        self.submit(Direction::Encrypt, key, packet, start)
    }

    /// Decrypts a packet.
    pub fn decrypt(&self, key: &Arc<AuthKey>, packet: BytesMut) -> PendingPacket {
        self.submit(Direction::Decrypt, key, packet, 0)
    }

    fn submit(&self, direction: Direction, key: &Arc<AuthKey>, packet: BytesMut, start: usize) -> PendingPacket {
        let (done, pending) = oneshot::channel();
        let is_small = packet.len() < WORTH_SHARING;
        let job = Job { key: key.clone(), packet, start, done };
        if is_small {
            direction.work(vec![job]);
            return pending;
        }
        let mut queues = self.queues();
        queues.of(direction).push_back(job);
        if !std::mem::replace(&mut queues.is_running, true) {
            tokio::spawn(self.clone().run());
        }
        pending
    }

    async fn run(self) {
        loop {
            // Other connections may be ready to hand their packets in: they go first, as long as more come.
            let mut gathered = 0;
            loop {
                tokio::task::yield_now().await;
                let there = self.queues().len();
                if there <= gathered || there >= LANES {
                    break;
                }
                gathered = there;
            }
            let Some((direction, jobs)) = self.next_batch() else { return };
            direction.work(jobs);
        }
    }

    /// As many packets as are worth doing together; `None` ends the task.
    fn next_batch(&self) -> Option<(Direction, Vec<Job>)> {
        let mut queues = self.queues();
        let longest = if queues.encrypt.len() > queues.decrypt.len() { Direction::Encrypt } else { Direction::Decrypt };
        let queue = queues.of(longest);
        let jobs: Vec<_> = queue.drain(..queue.len().min(LANES)).collect();
        queues.is_running = !jobs.is_empty();
        queues.is_running.then_some((longest, jobs))
    }

    fn queues(&self) -> MutexGuard<'_, Queues> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queues {
    fn len(&self) -> usize {
        self.encrypt.len() + self.decrypt.len()
    }

    fn of(&mut self, direction: Direction) -> &mut VecDeque<Job> {
        match direction {
            Direction::Encrypt => &mut self.encrypt,
            Direction::Decrypt => &mut self.decrypt,
        }
    }
}

impl Direction {
    fn work(self, mut jobs: Vec<Job>) {
        let mut packets: Vec<_> = jobs.iter_mut().map(|job| (&*job.key, &mut job.packet[job.start..])).collect();
        let genuine = match self {
            Self::Encrypt => {
                cipher::encrypt(&mut packets);
                vec![true; jobs.len()]
            }
            Self::Decrypt => cipher::decrypt(&mut packets),
        };
        for (job, is_genuine) in jobs.into_iter().zip(genuine) {
            // Fails when the connection has ended.
            let _ = job.done.send(is_genuine.then_some(job.packet));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telegram::mtproto::cipher::{ENVELOPE, INNER_HEADER, server};

    fn key(step: usize) -> Arc<AuthKey> {
        Arc::new(AuthKey::new(&std::array::from_fn(|index| (index * step % 256) as u8)))
    }

    /// A packet of the server, and what is in it.
    fn sealed(key: &AuthKey, length: usize) -> (BytesMut, Vec<u8>) {
        let mut packet: Vec<u8> = (0..ENVELOPE + INNER_HEADER + length).map(|index| (index % 253) as u8).collect();
        packet[ENVELOPE + 28..ENVELOPE + INNER_HEADER].copy_from_slice(&(length as u32).to_le_bytes());
        let plain = packet[ENVELOPE..].to_vec();
        server::encrypt(key, &mut packet);
        (packet[..].into(), plain)
    }

    #[tokio::test]
    async fn each_packet_is_done_whatever_comes_along() {
        let cipher = PacketCipher::default();
        let keys = [key(7), key(11)];
        let lengths = [0, 40, 4096, 16_384, 65_536, 524_288, 100_000, 12, 20_000, 524_288, 8192];
        let mut pending = Vec::new();
        for (index, length) in lengths.into_iter().enumerate() {
            let key = &keys[index % 2];
            let (packet, plain) = sealed(key, length);
            let mut changed = packet.clone();
            changed[ENVELOPE + 20] ^= 1;
            pending.push((cipher.decrypt(key, packet), Some(plain)));
            pending.push((cipher.decrypt(key, changed), None));
        }
        for (packet, plain) in pending {
            let packet = packet.await.expect("it is done");
            assert_eq!(packet.map(|packet| packet[ENVELOPE..][..plain.as_ref().map_or(0, Vec::len)].to_vec()), plain);
        }
        // The task ends when there is nothing to do.
        while cipher.queues().is_running {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_frame_is_left_as_it_is() {
        let (cipher, key) = (PacketCipher::default(), key(7));
        let plain: Vec<u8> = vec![5; 4 + ENVELOPE + 32_768];
        let packet = cipher.encrypt(&key, plain[..].into(), 4).await.expect("it is done");
        let mut packet = packet.expect("encrypting cannot fail");
        assert_eq!(packet[..4], plain[..4]);
        assert_ne!(packet[4..], plain[4..]);
        // Its length is nonsense, which the server finds out after having decrypted it.
        assert!(server::decrypt(&key, &mut packet[4..]).is_none());
        assert_eq!(packet[4 + ENVELOPE..], plain[4 + ENVELOPE..]);
    }
}

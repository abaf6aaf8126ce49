//! A message as the blocks that it is hashed in.

use zeroize::optimization_barrier;

use super::block::Block;
use super::constants::INITIAL;
use super::running::Sha256;

/// A message that is being hashed. Most blocks are hashed where they lie; those across pieces, and the last ones with the padding, are put
/// together here. Wiped when it is dropped, as that may be a part of a key.
pub(super) struct Message<'a> {
    state: [u32; 8],
    pieces: &'a [&'a [u8]],
    /// What the current piece has yet to give.
    rest: &'a [u8],
    /// Bytes taken of all pieces.
    length: u64,
    /// The blocks to hash next.
    next: Next<'a>,
    joined: [Block; 2],
    /// Bytes at the beginning of `joined` that wait for others to make a block.
    waiting: usize,
    /// More pieces will follow, in another call.
    goes_on: bool,
    has_ended: bool,
}

enum Next<'a> {
    /// These, of a piece.
    OfPiece(&'a [Block]),
    /// Some of `joined`.
    Joined { from: usize, to: usize },
}

impl Next<'_> {
    fn blocks<'b>(&'b self, joined: &'b [Block]) -> &'b [Block] {
        match *self {
            Self::OfPiece(blocks) => blocks,
            Self::Joined { from, to } => &joined[from..to],
        }
    }
}

impl<'a> Message<'a> {
    /// No message yet.
    pub(super) const fn new() -> Self {
        Self {
            state: INITIAL,
            pieces: &[],
            rest: &[],
            length: 0,
            next: Next::OfPiece(&[]),
            joined: [[0; 64]; 2],
            waiting: 0,
            goes_on: false,
            has_ended: true,
        }
    }

    /// Begins with a message, in the place of one that has ended: moving one would leave copies of what is wiped.
    pub(super) fn begin(&mut self, pieces: &'a [&'a [u8]]) {
        (self.state, self.pieces, self.length, self.has_ended) = (INITIAL, pieces, 0, false);
        (self.waiting, self.goes_on) = (0, false);
        self.find_next();
    }

    /// As [`begin`](Message::begin), with a message whose beginning was hashed before. Where it `goes_on`, what does not make a block is left.
    pub(super) fn resume(&mut self, running: &Sha256, pieces: &'a [&'a [u8]], goes_on: bool) {
        (self.state, self.pieces, self.length, self.has_ended) = (running.state, pieces, running.length, false);
        (self.joined[0], self.waiting, self.goes_on) = (running.block, running.waiting, goes_on);
        self.find_next();
    }

    /// Keeps what was hashed, after the last block.
    pub(super) fn suspend(&self, running: &mut Sha256) {
        (running.state, running.length) = (self.state, self.length);
        (running.block, running.waiting) = (self.joined[0], self.waiting);
    }

    /// The blocks to hash next: some, or none after the last one.
    pub(super) fn next(&self) -> &[Block] {
        self.next.blocks(&self.joined)
    }

    /// The state, and the blocks to hash into it next.
    pub(super) fn parts(&mut self) -> (&mut [u32; 8], &[Block]) {
        (&mut self.state, self.next.blocks(&self.joined))
    }

    /// Goes on after so many of the [`next`](Message::next) blocks.
    pub(super) fn advance(&mut self, hashed: usize) {
        match &mut self.next {
            Next::OfPiece(blocks) => *blocks = &blocks[hashed..],
            Next::Joined { from, .. } => *from += hashed,
        }
        if self.next().is_empty() {
            self.find_next();
        }
    }

    /// The hash, after the last block.
    pub(super) fn digest(&self) -> [u8; 32] {
        let mut digest = [0; 32];
        for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(self.state) {
            *bytes = word.to_be_bytes();
        }
        digest
    }

    fn find_next(&mut self) {
        if self.has_ended {
            return;
        }
        self.next_piece();
        if let (0, (blocks @ [_, ..], rest)) = (self.waiting, self.rest.as_chunks()) {
            self.rest = rest;
            self.length += size_of_val(blocks) as u64;
            self.next = Next::OfPiece(blocks);
            return;
        }
        let mut filled = std::mem::take(&mut self.waiting);
        while !self.rest.is_empty() && filled < size_of::<Block>() {
            let taken = self.rest.len().min(size_of::<Block>() - filled);
            let (now, rest) = self.rest.split_at(taken);
            self.joined[0][filled..filled + taken].copy_from_slice(now);
            self.rest = rest;
            self.length += taken as u64;
            filled += taken;
            self.next_piece();
        }
        let to = if filled == size_of::<Block>() {
            1
        } else if self.goes_on {
            (self.waiting, self.has_ended) = (filled, true);
            0
        } else {
            self.pad(filled)
        };
        self.next = Next::Joined { from: 0, to };
    }

    /// Leaves empty pieces behind.
    fn next_piece(&mut self) {
        while let (true, [piece, pieces @ ..]) = (self.rest.is_empty(), self.pieces) {
            (self.rest, self.pieces) = (piece, pieces);
        }
    }

    /// Pads what is joined (FIPS 180-4, section 5.1.1). Returns how many blocks it is then.
    fn pad(&mut self, filled: usize) -> usize {
        let joined = self.joined.as_flattened_mut();
        let bits = (self.length * 8).to_be_bytes();
        let length = if filled + 1 + bits.len() <= size_of::<Block>() { size_of::<Block>() } else { joined.len() };
        joined[filled] = 0x80;
        joined[filled + 1..length - bits.len()].fill(0);
        joined[length - bits.len()..length].copy_from_slice(&bits);
        self.has_ended = true;
        length / size_of::<Block>()
    }
}

impl Drop for Message<'_> {
    fn drop(&mut self) {
        self.state = [0; 8];
        self.joined = [[0; 64]; 2];
        optimization_barrier(self);
    }
}

#[cfg(test)]
mod tests {
    use std::mem::ManuallyDrop;

    use super::*;

    #[test]
    fn a_dropped_message_is_wiped() {
        let mut message = ManuallyDrop::new(Message::new());
        message.begin(&[&[1; 32], &[2; 50]]);
        assert_eq!(message.next().len(), 1);
        message.advance(1);
        assert_eq!(message.joined[0][..18], [2; 18]);
        // SAFETY: it is dropped once.
        unsafe { ManuallyDrop::drop(&mut message) };
        // Arrays of numbers outlive being dropped.
        assert_eq!((message.state, message.joined), ([0; 8], [[0; 64]; 2]));
    }
}

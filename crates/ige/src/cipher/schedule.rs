//! Round keys for instructions that do a round at a time.

use zeroize::optimization_barrier;

use crate::lane::Block;

const ROUND_KEYS: usize = 15;

/// The round keys of a vector's lanes, in the order in which a block meets them. Wiped when they are dropped.
#[repr(align(64))]
pub(super) struct RoundKeys<const WIDTH: usize>([[Block; WIDTH]; ROUND_KEYS]);

impl<const WIDTH: usize> RoundKeys<WIDTH> {
    pub(super) const fn new() -> Self {
        Self([[[0; 16]; WIDTH]; ROUND_KEYS])
    }

    /// The keys of a round, from 0 to 14.
    #[inline(always)]
    pub(super) fn of(&self, round: usize) -> &[Block; WIDTH] {
        &self.0[round]
    }

    /// Expands a key for each lane (FIPS 197, section 5.2).
    ///
    /// `substitute` is the S-box for each byte of a word, `unmix` the inverse of MixColumns: decryption is the equivalent inverse
    /// cipher (section 5.3.5).
    #[inline(always)]
    pub(super) fn expand<const ENCRYPTING: bool>(
        &mut self,
        keys: &[&[u8; 32]],
        substitute: impl Fn(u32) -> u32,
        unmix: impl Fn(&Block) -> Block,
    ) {
        let mut words = [0; 4 * ROUND_KEYS];
        for (lane, key) in keys.iter().enumerate() {
            for (word, bytes) in words.iter_mut().zip(key.as_chunks().0) {
                *word = u32::from_le_bytes(*bytes);
            }
            for index in 8..words.len() {
                let before = words[index - 1];
                let changed = match index % 8 {
                    0 => substitute(before).rotate_right(8) ^ 1 << (index / 8 - 1),
                    4 => substitute(before),
                    _ => before,
                };
                words[index] = words[index - 8] ^ changed;
            }
            for (index, words) in words.as_chunks::<4>().0.iter().enumerate() {
                let mut block = [0; 16];
                for (bytes, word) in block.as_chunks_mut().0.iter_mut().zip(words) {
                    *bytes = word.to_le_bytes();
                }
                let is_outer = index == 0 || index == ROUND_KEYS - 1;
                let round = if ENCRYPTING { index } else { ROUND_KEYS - 1 - index };
                self.0[round][lane] = if ENCRYPTING || is_outer { block } else { unmix(&block) };
            }
        }
        words.fill(0);
        optimization_barrier(&words);
    }
}

impl<const WIDTH: usize> Drop for RoundKeys<WIDTH> {
    fn drop(&mut self) {
        self.0 = [[[0; 16]; WIDTH]; ROUND_KEYS];
        optimization_barrier(self);
    }
}

#[cfg(test)]
mod tests {
    use std::mem::ManuallyDrop;

    use super::*;

    #[test]
    fn dropped_round_keys_are_wiped() {
        let mut keys = ManuallyDrop::new(RoundKeys::<2>::new());
        keys.expand::<true>(&[&[1; 32], &[2; 32]], |word| word, |block| *block);
        assert_ne!(keys.0[14], [[0; 16]; 2]);
        // SAFETY: it is dropped once.
        unsafe { ManuallyDrop::drop(&mut keys) };
        // Arrays of bytes outlive being dropped.
        assert_eq!(keys.0, [[[0; 16]; 2]; ROUND_KEYS]);
    }
}

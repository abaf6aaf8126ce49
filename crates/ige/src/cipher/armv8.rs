//! The cryptographic extension of ARMv8: a lane in each register.

use std::arch::aarch64::*;
use std::arch::is_aarch64_feature_detected;

use super::chain;
use super::engine::{Chain, Engine};
use super::schedule::RoundKeys;
use crate::lane::Block;

/// The proof that this processor has AES instructions.
#[derive(Clone, Copy)]
pub(super) struct ArmV8(());

impl ArmV8 {
    pub(super) fn detect() -> Option<Self> {
        is_aarch64_feature_detected!("aes").then_some(Self(()))
    }
}

#[target_feature(enable = "aes")]
fn expand<const ENCRYPTING: bool>(keys: &[&[u8; 32]], round_keys: &mut RoundKeys<1>) {
    // A last round with a key of zeros. With the same word in all columns, ShiftRows changes nothing.
    let substitute = |word: u32| {
        let columns = vreinterpretq_u8_u32(vdupq_n_u32(word));
        vgetq_lane_u32::<0>(vreinterpretq_u32_u8(vaeseq_u8(columns, vdupq_n_u8(0))))
    };
    round_keys.expand::<ENCRYPTING>(keys, substitute, |block| bytes(vaesimcq_u8(vector(block))));
}

#[inline(always)]
fn vector(block: &Block) -> uint8x16_t {
    // SAFETY: sixteen bytes that can be read; they need not be aligned.
    unsafe { vld1q_u8(block.as_ptr()) }
}

#[inline(always)]
fn bytes(vector: uint8x16_t) -> Block {
    let mut block = [0; 16];
    // SAFETY: sixteen bytes that can be written; they need not be aligned.
    unsafe { vst1q_u8(block.as_mut_ptr(), vector) };
    block
}

impl Engine for ArmV8 {
    type Vector = uint8x16_t;
    type Keys = RoundKeys<1>;
    type Chains = [Chain<Self>; 8];

    const WIDTH: usize = 1;
    const LANES: usize = 8;

    fn chains(self) -> Self::Chains {
        std::array::from_fn(|_| Chain::new(RoundKeys::new(), vector(&[0; 16])))
    }

    fn expand<const ENCRYPTING: bool>(self, keys: &[&[u8; 32]], round_keys: &mut RoundKeys<1>) {
        // SAFETY: `self` proves that the processor has AES instructions.
        unsafe { expand::<ENCRYPTING>(keys, round_keys) }
    }

    fn run<const ENCRYPTING: bool, const N: usize>(self, chains: &mut [Chain<Self>], lanes: [&mut [Block]; N]) {
        #[target_feature(enable = "aes")]
        fn run<const ENCRYPTING: bool, const N: usize>(
            engine: ArmV8,
            chains: &mut [Chain<ArmV8>],
            lanes: [&mut [Block]; N],
        ) {
            chain::run::<_, ENCRYPTING, N>(engine, chains, lanes);
        }
        // SAFETY: `self` proves that the processor has AES instructions.
        unsafe { run::<ENCRYPTING, N>(self, chains, lanes) }
    }

    #[inline(always)]
    fn xor(self, a: uint8x16_t, b: uint8x16_t) -> uint8x16_t {
        // SAFETY: every aarch64 for which there is a standard library has NEON.
        unsafe { veorq_u8(a, b) }
    }

    #[inline(always)]
    fn load(self, blocks: &[&Block]) -> uint8x16_t {
        vector(blocks[0])
    }

    #[inline(always)]
    fn store(self, vector: uint8x16_t, blocks: &mut [&mut Block]) {
        // SAFETY: sixteen bytes that can be written; they need not be aligned.
        unsafe { vst1q_u8(blocks[0].as_mut_ptr(), vector) }
    }

    /// Here a round begins with its key: the first key is the first round's.
    #[inline(always)]
    fn first_key(self, _: &RoundKeys<1>) -> uint8x16_t {
        vector(&[0; 16])
    }

    #[inline(always)]
    fn last_key(self, keys: &RoundKeys<1>) -> uint8x16_t {
        vector(&keys.of(14)[0])
    }

    #[inline(always)]
    fn rounds<const ENCRYPTING: bool>(self, chains: &[Chain<Self>], states: &mut [uint8x16_t], masks: &[uint8x16_t]) {
        for round in 0..13 {
            for (state, chain) in states.iter_mut().zip(chains) {
                // SAFETY: `self` proves that the processor has AES instructions.
                *state = unsafe { mixed_round::<ENCRYPTING>(*state, vector(&chain.keys.of(round)[0])) };
            }
        }
        for ((state, chain), &mask) in states.iter_mut().zip(chains).zip(masks) {
            // SAFETY: `self` proves that the processor has AES instructions.
            *state = unsafe { last_round::<ENCRYPTING>(*state, vector(&chain.keys.of(13)[0]), mask) };
        }
    }
}

#[inline]
#[target_feature(enable = "aes")]
fn mixed_round<const ENCRYPTING: bool>(state: uint8x16_t, key: uint8x16_t) -> uint8x16_t {
    if ENCRYPTING { vaesmcq_u8(vaeseq_u8(state, key)) } else { vaesimcq_u8(vaesdq_u8(state, key)) }
}

#[inline]
#[target_feature(enable = "aes")]
fn last_round<const ENCRYPTING: bool>(state: uint8x16_t, key: uint8x16_t, mask: uint8x16_t) -> uint8x16_t {
    veorq_u8(if ENCRYPTING { vaeseq_u8(state, key) } else { vaesdq_u8(state, key) }, mask)
}

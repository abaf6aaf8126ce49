//! AES-NI: a lane in each register.

use std::arch::x86_64::*;

use super::chain;
use super::engine::{Chain, Engine};
use super::schedule::RoundKeys;
use crate::lane::Block;

/// The proof that this processor has AES-NI.
#[derive(Clone, Copy)]
pub(super) struct AesNi(());

impl AesNi {
    pub(super) fn detect() -> Option<Self> {
        is_x86_feature_detected!("aes").then_some(Self(()))
    }
}

/// As [`RoundKeys::expand`].
#[target_feature(enable = "aes")]
pub(super) fn expand<const ENCRYPTING: bool, const WIDTH: usize>(
    keys: &[&[u8; 32]],
    round_keys: &mut RoundKeys<WIDTH>,
) {
    // A last round with a key of zeros. With the same word in all columns, ShiftRows changes nothing.
    let substitute = |word: u32| {
        let columns = _mm_set1_epi32(word.cast_signed());
        _mm_cvtsi128_si32(_mm_aesenclast_si128(columns, _mm_setzero_si128())).cast_unsigned()
    };
    round_keys.expand::<ENCRYPTING>(keys, substitute, |block| bytes(_mm_aesimc_si128(vector(block))));
}

#[inline(always)]
pub(super) fn vector(block: &Block) -> __m128i {
    // SAFETY: sixteen bytes that can be read; they need not be aligned.
    unsafe { _mm_loadu_si128(block.as_ptr().cast()) }
}

#[inline(always)]
fn bytes(vector: __m128i) -> Block {
    let mut block = [0; 16];
    // SAFETY: sixteen bytes that can be written; they need not be aligned.
    unsafe { _mm_storeu_si128(block.as_mut_ptr().cast(), vector) };
    block
}

impl Engine for AesNi {
    type Vector = __m128i;
    type Keys = RoundKeys<1>;
    type Chains = [Chain<Self>; 8];

    const WIDTH: usize = 1;
    const LANES: usize = 8;

    fn chains(self) -> Self::Chains {
        std::array::from_fn(|_| Chain::new(RoundKeys::new(), vector(&[0; 16])))
    }

    fn expand<const ENCRYPTING: bool>(self, keys: &[&[u8; 32]], round_keys: &mut RoundKeys<1>) {
        // SAFETY: `self` proves that the processor has AES-NI.
        unsafe { expand::<ENCRYPTING, 1>(keys, round_keys) }
    }

    fn run<const ENCRYPTING: bool, const N: usize>(self, chains: &mut [Chain<Self>], lanes: [&mut [Block]; N]) {
        #[target_feature(enable = "aes")]
        fn run<const ENCRYPTING: bool, const N: usize>(
            engine: AesNi,
            chains: &mut [Chain<AesNi>],
            lanes: [&mut [Block]; N],
        ) {
            chain::run::<_, ENCRYPTING, N>(engine, chains, lanes);
        }
        // SAFETY: `self` proves that the processor has AES-NI.
        unsafe { run::<ENCRYPTING, N>(self, chains, lanes) }
    }

    #[inline(always)]
    fn xor(self, a: __m128i, b: __m128i) -> __m128i {
        // SAFETY: every x86-64 has SSE2.
        unsafe { _mm_xor_si128(a, b) }
    }

    #[inline(always)]
    fn load(self, blocks: &[&Block]) -> __m128i {
        vector(blocks[0])
    }

    #[inline(always)]
    fn store(self, vector: __m128i, blocks: &mut [&mut Block]) {
        // SAFETY: sixteen bytes that can be written; they need not be aligned.
        unsafe { _mm_storeu_si128(blocks[0].as_mut_ptr().cast(), vector) }
    }

    #[inline(always)]
    fn first_key(self, keys: &RoundKeys<1>) -> __m128i {
        vector(&keys.of(0)[0])
    }

    #[inline(always)]
    fn last_key(self, keys: &RoundKeys<1>) -> __m128i {
        vector(&keys.of(14)[0])
    }

    #[inline(always)]
    fn rounds<const ENCRYPTING: bool>(self, chains: &[Chain<Self>], states: &mut [__m128i], masks: &[__m128i]) {
        for round in 1..14 {
            for (state, chain) in states.iter_mut().zip(chains) {
                let key = vector(&chain.keys.of(round)[0]);
                // SAFETY: `self` proves that the processor has AES-NI.
                *state =
                    unsafe { if ENCRYPTING { _mm_aesenc_si128(*state, key) } else { _mm_aesdec_si128(*state, key) } };
            }
        }
        for (state, &mask) in states.iter_mut().zip(masks) {
            // SAFETY: `self` proves that the processor has AES-NI.
            *state = unsafe {
                if ENCRYPTING { _mm_aesenclast_si128(*state, mask) } else { _mm_aesdeclast_si128(*state, mask) }
            };
        }
    }
}

//! SHA-NI.
//!
//! Four messages advance in step. The instructions can name sixteen registers, which have room for four states but not for the messages'
//! words as well. The compiler, left to itself, moves states to memory and back, for which each round then waits. So the words are kept in
//! memory, by volatile reads and writes: these are needed long after they are known.

use std::arch::x86_64::*;

use super::block::Block;
use super::constants::ROUNDS;
use super::group::Engine;

/// Hashes blocks into states. A macro, as functions that enable other instructions do not share what they inline.
macro_rules! compress {
    ($n:ident, $states:ident, $blocks:ident) => {
        // SHA-NI wants the state's words as ABEF and CDGH.
        let zero = [_mm_setzero_si128(); $n];
        let (mut abef, mut cdgh) = (zero, zero);
        for lane in 0..$n {
            (abef[lane], cdgh[lane]) = load_state($states[lane]);
        }
        for index in 0..$blocks[0].len() {
            let (abef_before, cdgh_before) = (abef, cdgh);
            let mut words = $blocks.map(|blocks| load_block(&blocks[index]));
            let mut newest = words.map(|words| words[3]);
            for (sixteen, constants) in ROUNDS.as_chunks::<4>().0.iter().enumerate() {
                for four in 0..4 {
                    // SAFETY: sixteen bytes that can be read; they need not be aligned.
                    let constants = unsafe { _mm_loadu_si128(constants[four].as_ptr().cast()) };
                    for lane in 0..$n {
                        let oldest = read(&words[lane][four]);
                        let sum = _mm_add_epi32(oldest, constants);
                        cdgh[lane] = _mm_sha256rnds2_epu32(cdgh[lane], abef[lane], sum);
                        abef[lane] = _mm_sha256rnds2_epu32(abef[lane], cdgh[lane], _mm_shuffle_epi32::<0x0e>(sum));
                        if sixteen < 3 {
                            let [second, third] = [1, 2].map(|age| read(&words[lane][(four + age) % 4]));
                            let sum = _mm_alignr_epi8::<4>(newest[lane], third);
                            let sum = _mm_add_epi32(_mm_sha256msg1_epu32(oldest, second), sum);
                            newest[lane] = _mm_sha256msg2_epu32(sum, newest[lane]);
                            write(&mut words[lane][four], newest[lane]);
                        }
                    }
                }
            }
            for lane in 0..$n {
                abef[lane] = _mm_add_epi32(abef[lane], abef_before[lane]);
                cdgh[lane] = _mm_add_epi32(cdgh[lane], cdgh_before[lane]);
            }
        }
        for lane in 0..$n {
            store_state($states[lane], abef[lane], cdgh[lane]);
        }
    };
}

/// The proof that this processor has SHA-NI and SSE4.1.
#[derive(Clone, Copy)]
pub(super) struct ShaNi(());

impl ShaNi {
    pub(super) fn detect() -> Option<Self> {
        (is_x86_feature_detected!("sha") && is_x86_feature_detected!("sse4.1")).then_some(Self(()))
    }
}

impl Engine for ShaNi {
    const MESSAGES: usize = 4;

    fn compress<const N: usize>(self, states: [&mut [u32; 8]; N], blocks: [&[Block]; N]) {
        #[target_feature(enable = "sha,sse4.1")]
        fn run<const N: usize>(states: [&mut [u32; 8]; N], blocks: [&[Block]; N]) {
            compress!(N, states, blocks);
        }
        // SAFETY: `self` proves that the processor has SHA-NI and SSE4.1.
        unsafe { run(states, blocks) }
    }
}

/// The proof that this processor has SHA-NI and AVX-512VL, which has further registers for what the others need.
#[derive(Clone, Copy)]
pub(super) struct ShaNiAvx512(());

impl ShaNiAvx512 {
    pub(super) fn detect() -> Option<Self> {
        let has_all = is_x86_feature_detected!("sha")
            && is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512vl");
        has_all.then_some(Self(()))
    }
}

impl Engine for ShaNiAvx512 {
    const MESSAGES: usize = 4;

    fn compress<const N: usize>(self, states: [&mut [u32; 8]; N], blocks: [&[Block]; N]) {
        #[target_feature(enable = "sha,avx512f,avx512vl")]
        fn run<const N: usize>(states: [&mut [u32; 8]; N], blocks: [&[Block]; N]) {
            compress!(N, states, blocks);
        }
        // SAFETY: `self` proves that the processor has SHA-NI and AVX-512VL.
        unsafe { run(states, blocks) }
    }
}

/// Reads four words where they are kept: in memory.
#[inline(always)]
fn read(words: &__m128i) -> __m128i {
    // SAFETY: it is a reference.
    unsafe { std::ptr::read_volatile(words) }
}

/// Writes four words to where they are kept: into memory.
#[inline(always)]
fn write(words: &mut __m128i, new: __m128i) {
    // SAFETY: it is a reference.
    unsafe { std::ptr::write_volatile(words, new) }
}

/// A block as sixteen numbers, the most significant byte first.
#[inline]
#[target_feature(enable = "ssse3")]
fn load_block(block: &Block) -> [__m128i; 4] {
    let big_endian = _mm_set_epi64x(0x0c0d_0e0f_0809_0a0b, 0x0405_0607_0001_0203);
    std::array::from_fn(|quarter| {
        // SAFETY: the quarter's sixteen bytes can be read; they need not be aligned.
        let words = unsafe { _mm_loadu_si128(block[16 * quarter..16 * quarter + 16].as_ptr().cast()) };
        _mm_shuffle_epi8(words, big_endian)
    })
}

#[inline]
#[target_feature(enable = "sse4.1")]
fn load_state(state: &[u32; 8]) -> (__m128i, __m128i) {
    let [dcba, hgfe] = std::array::from_fn(|half| {
        // SAFETY: the half's sixteen bytes can be read; they need not be aligned.
        unsafe { _mm_loadu_si128(state[4 * half..4 * half + 4].as_ptr().cast()) }
    });
    let cdab = _mm_shuffle_epi32::<0xb1>(dcba);
    let efgh = _mm_shuffle_epi32::<0x1b>(hgfe);
    (_mm_alignr_epi8::<8>(cdab, efgh), _mm_blend_epi16::<0xf0>(efgh, cdab))
}

#[inline]
#[target_feature(enable = "sse4.1")]
fn store_state(state: &mut [u32; 8], abef: __m128i, cdgh: __m128i) {
    let feba = _mm_shuffle_epi32::<0x1b>(abef);
    let dchg = _mm_shuffle_epi32::<0xb1>(cdgh);
    let halves = [_mm_blend_epi16::<0xf0>(feba, dchg), _mm_alignr_epi8::<8>(dchg, feba)];
    for (words, half) in state.as_chunks_mut::<4>().0.iter_mut().zip(halves) {
        // SAFETY: sixteen bytes that can be written; they need not be aligned.
        unsafe { _mm_storeu_si128(words.as_mut_ptr().cast(), half) };
    }
}

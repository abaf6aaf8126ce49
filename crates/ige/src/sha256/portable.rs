//! The crate `sha2`, for processors whose instructions are not used here, one message at a time.

use sha2::block_api::compress256;

use super::block::Block;
use super::group::Engine;

/// Any processor.
#[derive(Clone, Copy)]
pub(super) struct Portable;

impl Engine for Portable {
    const MESSAGES: usize = 1;

    fn compress<const N: usize>(self, states: [&mut [u32; 8]; N], blocks: [&[Block]; N]) {
        for (state, blocks) in states.into_iter().zip(blocks) {
            compress256(state, blocks);
        }
    }
}

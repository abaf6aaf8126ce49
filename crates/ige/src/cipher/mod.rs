//! AES-256 in IGE mode.
//!
//! In both directions a block's result is `F(input ⊕ result before) ⊕ input before`, where `F` is AES or its inverse: a chain in which each
//! link waits for the one before. A processor could begin a round of AES every half cycle and has its result after three or four, so one
//! chain leaves it idle. [`chain`] therefore advances the chains of several lanes in step, [`group`] decides which, and an [`Engine`] has
//! the instructions:
//!
//! * `portable`: the crate `aes`, one lane at a time.
//! * `aesni`: x86-64 with AES-NI, a lane in each register.
//! * [`vaes256`], [`vaes512`]: x86-64 with VAES, two and four lanes in each register.
//! * `armv8`: aarch64 with the cryptographic extension.
//!
//! [`Engine`]: engine::Engine

mod backend;
mod chain;
mod engine;
mod group;
mod portable;

#[cfg(any(target_arch = "aarch64", target_arch = "x86_64"))]
mod schedule;

#[cfg(target_arch = "x86_64")]
mod aesni;
#[cfg(target_arch = "aarch64")]
mod armv8;
#[cfg(target_arch = "x86_64")]
mod vaes256;
#[cfg(target_arch = "x86_64")]
mod vaes512;

pub use backend::Backend;

use crate::lane::Lane;

/// Encrypts each lane in place.
pub fn encrypt(lanes: &mut [Lane<'_>]) {
    Backend::best().encrypt(lanes);
}

/// Decrypts each lane in place. Nothing is authenticated: whether these are the bytes that somebody encrypted, a hash must tell
/// (`msg_key` in MTProto).
pub fn decrypt(lanes: &mut [Lane<'_>]) {
    Backend::best().decrypt(lanes);
}

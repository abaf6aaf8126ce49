#![doc = include_str!("../README.md")]

mod cipher;
mod lane;
mod sha256;

pub use cipher::{decrypt, encrypt};
pub use lane::{KeyIv, LANES, Lane, LengthError};
pub use sha256::{Sha256, sha256, sha256_into};

/// The ways that there are to compute, for tests and benchmarks that compare them; [`encrypt`], [`decrypt`] and [`sha256()`] choose
/// among them by themselves.
#[doc(hidden)]
pub mod backend {
    pub use crate::cipher::Backend as Cipher;
    pub use crate::sha256::Backend as Sha256;
}

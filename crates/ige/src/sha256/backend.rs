//! Which instructions are used.

use super::group::{self, Messages};
use super::portable::Portable;
use super::running::Sha256;

#[cfg(target_arch = "aarch64")]
use super::armv8::ArmV8;
#[cfg(target_arch = "x86_64")]
use super::shani::{ShaNi, ShaNiAvx512};

/// A way to compute SHA-256 that this machine has.
#[derive(Clone, Copy)]
pub struct Backend(Kind);

#[derive(Clone, Copy)]
enum Kind {
    Portable(Portable),
    #[cfg(target_arch = "x86_64")]
    ShaNi(ShaNi),
    #[cfg(target_arch = "x86_64")]
    ShaNiAvx512(ShaNiAvx512),
    #[cfg(target_arch = "aarch64")]
    ArmV8(ArmV8),
}

/// Does something with the engine of a [`Backend`], of whatever type it is.
macro_rules! with_engine {
    ($backend:expr, |$engine:ident| $work:expr) => {
        match $backend.0 {
            Kind::Portable($engine) => $work,
            #[cfg(target_arch = "x86_64")]
            Kind::ShaNi($engine) => $work,
            #[cfg(target_arch = "x86_64")]
            Kind::ShaNiAvx512($engine) => $work,
            #[cfg(target_arch = "aarch64")]
            Kind::ArmV8($engine) => $work,
        }
    };
}

impl Backend {
    /// The best one.
    pub(super) fn best() -> Self {
        Self(Kind::accelerated().next().unwrap_or(Kind::Portable(Portable)))
    }

    /// All of them, the best one first.
    pub fn available() -> impl Iterator<Item = Self> {
        Kind::accelerated().chain([Kind::Portable(Portable)]).map(Self)
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            Kind::Portable(_) => "portable",
            #[cfg(target_arch = "x86_64")]
            Kind::ShaNi(_) => "sha-ni",
            #[cfg(target_arch = "x86_64")]
            Kind::ShaNiAvx512(_) => "sha-ni, avx-512",
            #[cfg(target_arch = "aarch64")]
            Kind::ArmV8(_) => "armv8",
        }
    }

    /// As [`sha256_into`](crate::sha256_into).
    pub fn digest<'a, M: AsRef<[&'a [u8]]>>(self, messages: &[M], digests: &mut [[u8; 32]]) {
        assert_eq!(messages.len(), digests.len(), "a digest for each message");
        self.digest_each(&mut messages.iter().map(AsRef::as_ref), digests);
    }

    /// As [`Sha256::update_beside`].
    pub fn update_beside<'a, M: AsRef<[&'a [u8]]>>(
        self,
        running: &mut Sha256,
        pieces: &[&[u8]],
        messages: &[M],
        digests: &mut [[u8; 32]],
    ) {
        assert_eq!(messages.len(), digests.len(), "a digest for each message");
        self.digest_beside(running, pieces, &mut messages.iter().map(AsRef::as_ref), digests);
    }

    /// As [`Sha256::finish`].
    #[must_use]
    pub fn finish(self, running: Sha256) -> [u8; 32] {
        with_engine!(self, |engine| group::finish(engine, &running))
    }

    // Not generic, so that they are compiled here, as this crate is, and not as the caller's crate is.

    fn digest_each(self, messages: Messages<'_, '_>, digests: &mut [[u8; 32]]) {
        with_engine!(self, |engine| group::digest(engine, messages, digests));
    }

    fn digest_beside<'m>(
        self,
        running: &mut Sha256,
        pieces: &'m [&'m [u8]],
        messages: Messages<'_, 'm>,
        digests: &mut [[u8; 32]],
    ) {
        with_engine!(self, |engine| group::digest_beside(engine, running, pieces, messages, digests));
    }
}

impl Kind {
    #[cfg(target_arch = "x86_64")]
    fn accelerated() -> impl Iterator<Item = Self> {
        ShaNiAvx512::detect().map(Self::ShaNiAvx512).into_iter().chain(ShaNi::detect().map(Self::ShaNi))
    }

    #[cfg(target_arch = "aarch64")]
    fn accelerated() -> impl Iterator<Item = Self> {
        ArmV8::detect().map(Self::ArmV8).into_iter()
    }

    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    fn accelerated() -> impl Iterator<Item = Self> {
        std::iter::empty()
    }
}

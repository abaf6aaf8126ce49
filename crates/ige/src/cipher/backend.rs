//! Which instructions are used.

use super::group::process;
use super::portable::Portable;
use crate::lane::Lane;

#[cfg(target_arch = "aarch64")]
use super::armv8::ArmV8;
#[cfg(target_arch = "x86_64")]
use super::{aesni::AesNi, vaes256::Vaes256, vaes512::Vaes512};

/// A way to compute AES that this machine has.
#[derive(Clone, Copy)]
pub struct Backend(Kind);

#[derive(Clone, Copy)]
enum Kind {
    Portable(Portable),
    #[cfg(target_arch = "x86_64")]
    AesNi(AesNi),
    #[cfg(target_arch = "x86_64")]
    Vaes256(Vaes256),
    #[cfg(target_arch = "x86_64")]
    Vaes512(Vaes512),
    #[cfg(target_arch = "aarch64")]
    ArmV8(ArmV8),
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
            Kind::AesNi(_) => "aes-ni",
            #[cfg(target_arch = "x86_64")]
            Kind::Vaes256(_) => "vaes-256",
            #[cfg(target_arch = "x86_64")]
            Kind::Vaes512(_) => "vaes-512",
            #[cfg(target_arch = "aarch64")]
            Kind::ArmV8(_) => "armv8",
        }
    }

    /// As [`encrypt`](crate::encrypt).
    pub fn encrypt(self, lanes: &mut [Lane<'_>]) {
        self.process::<true>(lanes);
    }

    /// As [`decrypt`](crate::decrypt).
    pub fn decrypt(self, lanes: &mut [Lane<'_>]) {
        self.process::<false>(lanes);
    }

    fn process<const ENCRYPTING: bool>(self, lanes: &mut [Lane<'_>]) {
        match self.0 {
            Kind::Portable(engine) => process::<_, ENCRYPTING>(engine, lanes),
            #[cfg(target_arch = "x86_64")]
            Kind::AesNi(engine) => process::<_, ENCRYPTING>(engine, lanes),
            #[cfg(target_arch = "x86_64")]
            Kind::Vaes256(engine) => process::<_, ENCRYPTING>(engine, lanes),
            #[cfg(target_arch = "x86_64")]
            Kind::Vaes512(engine) => process::<_, ENCRYPTING>(engine, lanes),
            #[cfg(target_arch = "aarch64")]
            Kind::ArmV8(engine) => process::<_, ENCRYPTING>(engine, lanes),
        }
    }
}

impl Kind {
    #[cfg(target_arch = "x86_64")]
    fn accelerated() -> impl Iterator<Item = Self> {
        let (widest, wide) = (Vaes512::detect().map(Self::Vaes512), Vaes256::detect().map(Self::Vaes256));
        widest.into_iter().chain(wide).chain(AesNi::detect().map(Self::AesNi))
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

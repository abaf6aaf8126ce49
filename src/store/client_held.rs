//! What is not stored: values that clients hold and send back, sealed with a key of their own. Every process with the same master key opens them.

use zeroize::Zeroizing;

use super::{Error, Store};

impl Store {
    /// Seals a value for a client to hold. `kind` says what it is: it does not open as another kind.
    pub fn seal_for_client(&self, kind: &'static str, plain: &[u8]) -> Result<Vec<u8>, Error> {
        self.context.sealer.seal_for_client(kind, plain)
    }

    /// Opens one. `None` for whatever was not sealed as that kind, with our master key, exactly as it is.
    pub fn unseal_from_client(&self, kind: &'static str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.context.sealer.unseal_from_client(kind, sealed)
    }
}

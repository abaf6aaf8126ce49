//! Settings as written, then settings as used.

/// All settings as used.
#[derive(Clone, Debug)]
pub struct Config {}

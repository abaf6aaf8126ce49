//! The parts of a running sandbox. The control port and [`Sandbox`](crate::Sandbox) use them.

use std::sync::Arc;

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::protocol::DataCenters;
use crate::world::{ControlError, World};

/// The data centres, and the world they serve.
pub(crate) struct Running {
    pub(crate) data_centers: DataCenters,
    pub(crate) world: Arc<World>,
}

/// Why something can't be done to an account or chat.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// There is no such account or chat, or the call was refused.
    #[error(transparent)]
    World(#[from] ControlError),
    /// Not the token of a `tg://login?token=` URL.
    #[error("not a login token: they are base64url, as in tg://login?token=…")]
    Token,
}

impl Running {
    /// Accepts a login token, in base64url with or without `tg://login?token=` before it.
    pub(crate) fn accept_login(&self, phone: &str, token: &str) -> Result<(), AccountError> {
        let token = token.strip_prefix("tg://login?token=").unwrap_or(token);
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let token = GeneralPurpose::new(&URL_SAFE, config).decode(token).map_err(|_| AccountError::Token)?;
        Ok(self.world.accept_login(phone, &token)?)
    }
}

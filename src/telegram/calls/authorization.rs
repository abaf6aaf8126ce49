//! Making an account usable at a data centre: its auth key there, and a copy of its authorization.

use grammers_tl_types as tl;

use super::call::Calls;
use super::failed::Failed;
use super::preparing::Step;
use crate::telegram::error::Error;
use crate::telegram::link::handshake;
use crate::telegram::transport::lane::Lane;
use crate::telegram::transport::route::CallRoute;

impl Calls {
    /// Makes an auth key for the data centre unless there is one.
    pub(super) async fn ensure_key(&self, dc: i32) -> Result<(), Error> {
        if self.session.has_key(dc) {
            return Ok(());
        }
        let lock = self.preparing.lock_of(Step::Key, dc);
        let _alone = lock.lock().await;
        if self.session.has_key(dc) {
            return Ok(());
        }
        let address = self.session.address(dc).ok_or(Error::Protocol("an unknown data centre"))?;
        let key = match self.server.key() {
            Some(server_key) => handshake::exchange(address, server_key).await?,
            None => handshake::exchange_with_telegram(address).await?,
        };
        self.session.set_key(dc, &key);
        self.save().await
    }

    /// Carries the account's authorization to another data centre (`auth.exportAuthorization`, `auth.importAuthorization`).
    pub async fn ensure_authorized(&self, dc: i32) -> Result<(), Failed> {
        if self.session.is_authorized(dc) {
            return Ok(());
        }
        if self.session.user_id().is_none() {
            return Err(Error::SignedOut.into());
        }
        self.ensure_key(dc).await?;
        let lock = self.preparing.lock_of(Step::Authorization, dc);
        let _alone = lock.lock().await;
        if self.session.is_authorized(dc) {
            return Ok(());
        }
        // The connection opens while the authorization is fetched.
        self.connections.pool(Lane::Thumbnails, dc).warm();
        let export = tl::functions::auth::ExportAuthorization { dc_id: dc };
        let exported = self.call(CallRoute::HOME, &export).await?;
        let tl::enums::auth::ExportedAuthorization::Authorization(exported) = exported;
        let import = tl::functions::auth::ImportAuthorization { id: exported.id, bytes: exported.bytes };
        let route = CallRoute { repeatable: false, ..CallRoute::thumbnail(dc, true) };
        self.call(route, &import).await?;
        self.session.set_authorized(dc, true);
        self.save().await?;
        Ok(())
    }

    /// The account turned out to live in another data centre (`PHONE_MIGRATE_x` and the like).
    pub async fn move_home(&self, dc: i32) -> Result<(), Error> {
        if self.session.address(dc).is_none() {
            return Err(Error::Protocol("an unknown data centre"));
        }
        let old = self.session.home();
        self.session.set_home(dc);
        if old != dc {
            self.connections.for_calls(old).close();
        }
        self.save().await
    }
}

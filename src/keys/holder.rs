//! The accounts of a key, each under the phone number that it was signed in with.
//!
//! Signing in goes on where it stood after a restart: the sign-in under way is bound to the key like a finished one. A number that is
//! signed in already and signs in anew keeps the old session until the new one stands; then the old one is logged out at Telegram, since
//! nobody could reach it any more.

use std::sync::Arc;

use tracing::warn;

use crate::accounts::Accounts;
use crate::store::{self, Binding, KeyId, Store, Transaction, keys};
use crate::telegram::{Account, CodeSent, Error, PhoneNumber, QrStep, Rejected, SignIn, User};

/// A service that showed its key.
#[derive(Clone)]
pub struct Holder {
    key: KeyId,
    store: Store,
    accounts: Accounts,
}

impl Holder {
    /// Whoever has that key.
    pub fn new(key: KeyId, store: Store, accounts: Accounts) -> Self {
        Self { key, store, accounts }
    }

    /// The key.
    pub fn key(&self) -> KeyId {
        self.key
    }

    /// The account that is signed in under that number; `None` when there is none (any more).
    pub async fn account(&self, phone: &PhoneNumber) -> Result<Option<Arc<Account>>, Error> {
        match keys::binding(&self.store, self.key, phone.digits()).await? {
            Some(binding) => self.signed_in(binding).await,
            None => Ok(None),
        }
    }

    /// All accounts that are signed in, the one that was signed in last first.
    pub async fn accounts(&self) -> Result<Vec<Arc<Account>>, Error> {
        let mut accounts = Vec::new();
        for binding in keys::bindings(&self.store, self.key).await? {
            accounts.extend(self.signed_in(binding).await?);
        }
        Ok(accounts)
    }

    /// The numbers that a code was sent to and that are not signed in with it yet, the newest first.
    pub async fn under_way(&self) -> Result<Vec<PhoneNumber>, Error> {
        let mut numbers = Vec::new();
        for binding in keys::bindings(&self.store, self.key).await? {
            numbers.extend(self.attempt(Some(binding)).await?.and_then(|attempt| attempt.phone()));
        }
        Ok(numbers)
    }

    /// Has Telegram send a code to that number.
    pub async fn send_code(&self, phone: &PhoneNumber) -> Result<CodeSent, Error> {
        let (account, is_new) = self.attempt_or_new(phone).await?;
        match account.send_code(phone).await {
            Ok(sent) => {
                if is_new {
                    self.bind(phone, &account).await?;
                }
                Ok(sent)
            }
            Err(error) => {
                if is_new {
                    discard(&account).await;
                }
                // What ended here is the sign-in's session, not one that is signed in.
                Err(if matches!(error, Error::SignedOut) { Rejected::NoCodeRequested.into() } else { error })
            }
        }
    }

    /// Tries a code, and the password where one is given and needed. A `code_hash` that is not the last code's has expired.
    pub async fn sign_in(
        &self,
        phone: &PhoneNumber,
        code_hash: Option<&str>,
        code: &str,
        password: Option<&str>,
    ) -> Result<SignIn, Error> {
        let account = self.attempt_of(phone).await?;
        if code_hash.is_some_and(|hash| !account.is_code_hash(hash)) {
            return Err(Rejected::CodeExpired.into());
        }
        if let Some(password) = password
            && account.owes_password()
        {
            let user = account.check_password(password).await?;
            self.settle(phone, &account, &user).await?;
            return Ok(SignIn::SignedIn(user));
        }
        let user = match (account.sign_in(phone, code).await?, password) {
            (SignIn::SignedIn(user), _) => user,
            (SignIn::PasswordRequired { .. }, Some(password)) => account.check_password(password).await?,
            (SignIn::PasswordRequired { hint }, None) => return Ok(SignIn::PasswordRequired { hint }),
        };
        self.settle(phone, &account, &user).await?;
        Ok(SignIn::SignedIn(user))
    }

    /// Tries the second factor, once the code was right (or a QR code scanned).
    pub async fn check_password(&self, phone: &PhoneNumber, password: &str) -> Result<User, Error> {
        let account = self.attempt_of(phone).await?;
        let user = account.check_password(password).await?;
        self.settle(phone, &account, &user).await?;
        Ok(user)
    }

    /// Begins to sign in by QR code. Take [`Account::qr_step`]s of the account, and hand the user of the last one to [`Self::settle`].
    pub async fn begin_qr(&self, phone: &PhoneNumber) -> Result<Arc<Account>, Error> {
        let (account, is_new) = self.attempt_or_new(phone).await?;
        if is_new {
            self.bind(phone, &account).await?;
        }
        account.begin_qr().await;
        Ok(account)
    }

    /// Waits until the QR code is scanned; fresh tokens go by unseen.
    pub async fn follow_qr(&self, phone: &PhoneNumber, account: &Arc<Account>) -> Result<(), Error> {
        loop {
            match account.qr_step().await? {
                QrStep::Token(_) => {}
                QrStep::PasswordRequired { .. } => return Ok(()),
                QrStep::SignedIn(user) => return self.settle(phone, account, &user).await,
            }
        }
    }

    /// Asks Telegram about every account, and forgets those that have ended there. How many.
    pub async fn clean(&self) -> Result<usize, Error> {
        let mut ended = 0;
        for account in self.accounts().await? {
            if account.verify_now().await?.is_none() {
                ended += 1;
            }
        }
        Ok(ended)
    }

    /// A new sign-in stands: it has the number from now on, and what was there before is logged out. Whoever scanned a QR code may have
    /// another number than was announced; then it has that one.
    pub async fn settle(&self, phone: &PhoneNumber, account: &Arc<Account>, user: &User) -> Result<(), Error> {
        let number = user.phone.as_deref().and_then(PhoneNumber::parse).unwrap_or_else(|| phone.clone());
        let transaction = self.store.begin().await?;
        let before = keys::binding_to_change(&transaction, self.key, number.digits()).await?;
        if number != *phone {
            self.withdraw(&transaction, phone, account).await?;
        }
        let binding = Binding { account: account.id(), pending: None };
        keys::bind(&transaction, self.key, number.digits(), binding).await?;
        transaction.commit().await?;
        if let Some(before) = before.filter(|before| before.account != account.id())
            && let Some(replaced) = self.signed_in(before).await?
        {
            log_out_replaced(replaced);
        }
        Ok(())
    }

    /// Takes a sign-in away from the number that it was announced under.
    async fn withdraw(
        &self,
        transaction: &Transaction,
        phone: &PhoneNumber,
        account: &Account,
    ) -> Result<(), store::Error> {
        match keys::binding_to_change(transaction, self.key, phone.digits()).await? {
            Some(binding) if binding.account == account.id() => {
                keys::unbind(transaction, self.key, phone.digits()).await
            }
            Some(binding) => {
                let binding = Binding { pending: None, ..binding };
                keys::bind(transaction, self.key, phone.digits(), binding).await
            }
            None => Ok(()),
        }
    }

    async fn signed_in(&self, binding: Binding) -> Result<Option<Arc<Account>>, Error> {
        match self.accounts.open(binding.account).await {
            Ok(account) => Ok(Some(account).filter(|account| account.user().is_some())),
            Err(Error::SignedOut) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The sign-in under way.
    async fn attempt(&self, binding: Option<Binding>) -> Result<Option<Arc<Account>>, Error> {
        let Some(binding) = binding else { return Ok(None) };
        for id in [Some(binding.account), binding.pending].into_iter().flatten() {
            match self.accounts.open(id).await {
                Ok(account) if account.user().is_none() => return Ok(Some(account)),
                Ok(_) | Err(Error::SignedOut) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    async fn attempt_of(&self, phone: &PhoneNumber) -> Result<Arc<Account>, Error> {
        let binding = keys::binding(&self.store, self.key, phone.digits()).await?;
        self.attempt(binding).await?.ok_or_else(|| Rejected::NoCodeRequested.into())
    }

    async fn attempt_or_new(&self, phone: &PhoneNumber) -> Result<(Arc<Account>, bool), Error> {
        let binding = keys::binding(&self.store, self.key, phone.digits()).await?;
        match self.attempt(binding).await? {
            Some(account) => Ok((account, false)),
            None => Ok((self.accounts.create().await?, true)),
        }
    }

    /// Binds a sign-in that has begun, beside what is signed in.
    async fn bind(&self, phone: &PhoneNumber, account: &Account) -> Result<(), Error> {
        let now = keys::binding(&self.store, self.key, phone.digits()).await?;
        let binding = match now {
            Some(now) if self.signed_in(now).await?.is_some() => {
                Binding { account: now.account, pending: Some(account.id()) }
            }
            _ => Binding { account: account.id(), pending: None },
        };
        Ok(keys::bind(&self.store, self.key, phone.digits(), binding).await?)
    }
}

/// Ends an authorization that nobody has any more. In the background: the new sign-in does not depend on it.
fn log_out_replaced(account: Arc<Account>) {
    tokio::spawn(async move {
        if let Err(error) = account.log_out().await {
            warn!(%error, "a session that was replaced by a new sign-in could not be logged out");
        }
    });
}

/// Forgets an account that no code was sent for.
async fn discard(account: &Account) {
    if let Err(error) = account.log_out().await {
        // It goes by itself within a day.
        warn!(%error, "a session without a code could not be discarded");
    }
}

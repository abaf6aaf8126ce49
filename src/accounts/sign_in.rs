//! Signing in: by code, by password, by QR code.
//!
//! A sign-in that has begun is a pending account, bound to its holder like one that is signed in: it goes on after a restart, and in another
//! process. A holder that is signed in and signs in anew keeps the old account until the new one is signed in; then the old one is logged
//! out at Telegram, since nobody could reach it any more.
//!
//! **Cancellation.** What Telegram has accepted must be bound to somebody, or the authorization lives on where nobody sees it. So whatever
//! changes something at Telegram runs as a task of its own, up to the binding: a caller that is dropped (a socket closes, a page is left)
//! does not stop it, and a server that stops waits for it. The steps of one sign-in are made one after the other, and whoever sends the last one
//! again, because its answer was lost, is answered again ([`super::finished`]). What still can come between is the end of the process: a code that was sent is then
//! asked for again, and an account that was signed in but not bound is logged out by housekeeping. So is a sign-in that Telegram accepted with an
//! answer that never arrived: it stays pending here, and is given up when nobody has gone on with it for a day.

use std::panic;
use std::sync::Arc;
use std::time::Duration;

use tracing::{Instrument, warn};
use zeroize::Zeroizing;

use super::{Accounts, Holder, Secrets, SignInAttempt};
use crate::store::AccountId;
use crate::telegram::{Account, CodeSent, Error, KEY_REFUSED, PhoneNumber, QrStep, Rejected, SignIn, User};

/// Nobody looks at a QR code for longer.
const QR_LIFETIME: Duration = Duration::from_secs(10 * 60);

/// How one holder signs in. Cheap to clone.
#[derive(Clone)]
pub struct SignInFlow<H> {
    accounts: Accounts,
    holder: H,
}

/// A sign-in under way.
#[derive(Clone)]
pub struct Attempt<H> {
    flow: SignInFlow<H>,
    account: Arc<Account>,
}

/// A sign-in by QR code.
#[derive(Clone)]
pub struct QrSignIn<H>(Attempt<H>);

impl<H: Holder> SignInFlow<H> {
    /// The one of that holder.
    pub fn new(accounts: Accounts, holder: H) -> Self {
        Self { accounts, holder }
    }

    /// The account that the holder is signed in to; `None` when there is none (any more).
    pub async fn signed_in(&self) -> Result<Option<Arc<Account>>, Error> {
        match self.holder.binding().await? {
            Some(binding) => self.accounts.open_signed_in(binding.account).await,
            None => Ok(None),
        }
    }

    /// The sign-in under way, if there is one.
    pub async fn find_attempt(&self) -> Result<Option<Attempt<H>>, Error> {
        let Some(binding) = self.holder.binding().await? else { return Ok(None) };
        let account = self.accounts.open_signing_in(binding).await?;
        Ok(account.map(|account| Attempt { flow: self.clone(), account }))
    }

    /// The sign-in under way; [`Rejected::NoCodeRequested`] when there is none.
    pub async fn attempt(&self) -> Result<Attempt<H>, Error> {
        self.find_attempt().await?.ok_or_else(|| Rejected::NoCodeRequested.into())
    }

    /// Has Telegram send a code to that number.
    pub async fn send_code(&self, phone: &PhoneNumber) -> Result<CodeSent, Error> {
        let (flow, phone) = (self.clone(), phone.clone());
        self.run_to_completion(async move {
            let (mut account, mut attempt) = flow.attempt_or_new().await?;
            let mut sent = {
                let _turn = account.sign_in_turn().await;
                account.send_code(&phone).await
            };
            if matches!(sent, Err(Error::Unavailable(KEY_REFUSED))) && !attempt.is_new {
                // Telegram does not know the key of what was begun before, which housekeeping gives up in time. It must not keep anybody out.
                (account, attempt) = flow.new_attempt(attempt.beside).await?;
                sent = account.send_code(&phone).await;
            }
            match sent {
                Ok(sent) => {
                    flow.holder.bind_attempt(attempt).await?;
                    Ok(sent)
                }
                Err(error) => {
                    if attempt.is_new {
                        discard(&account).await;
                    }
                    // What ended here is the sign-in's session, not one that is signed in.
                    Err(if matches!(error, Error::SignedOut) { Rejected::NoCodeRequested.into() } else { error })
                }
            }
        })
        .await
    }

    /// Begins to sign in by QR code.
    pub async fn begin_qr(&self) -> Result<QrSignIn<H>, Error> {
        let flow = self.clone();
        self.run_to_completion(async move {
            let (account, attempt) = flow.attempt_or_new().await?;
            flow.holder.bind_attempt(attempt).await?;
            account.begin_qr().await;
            Ok(QrSignIn(Attempt { flow, account }))
        })
        .await
    }

    async fn attempt_or_new(&self) -> Result<(Arc<Account>, SignInAttempt), Error> {
        if let Some(holder) = self.holder.id() {
            self.accounts.finished().forget(&holder);
        }
        let binding = self.holder.binding().await?;
        let (mut open, mut beside) = (None, None);
        if let Some(binding) = binding {
            open = self.accounts.open_signing_in(binding).await?;
            beside = self.accounts.open_signed_in(binding.account).await?.map(|account| account.id());
        }
        match open {
            Some(account) => {
                let attempt = SignInAttempt { account: account.id(), is_new: false, beside };
                Ok((account, attempt))
            }
            None => self.new_attempt(beside).await,
        }
    }

    async fn new_attempt(&self, beside: Option<AccountId>) -> Result<(Arc<Account>, SignInAttempt), Error> {
        let account = self.accounts.create().await?;
        let attempt = SignInAttempt { account: account.id(), is_new: true, beside };
        Ok((account, attempt))
    }

    /// The user, if the holder has just signed in with the same secrets: the answer may have been lost, or the form was sent twice. The holder is
    /// bound once more.
    pub async fn repeated(&self, secrets: Secrets) -> Result<Option<User>, Error> {
        let limit = self.accounts.limits().repeated_sign_in;
        let Some(holder) = self.holder.id() else { return Ok(None) };
        let Some(account) = self.accounts.finished().find(&holder, secrets, limit) else { return Ok(None) };
        let Some(user) = self.accounts.open_signed_in(account).await?.and_then(|account| account.user()) else {
            return Ok(None);
        };
        self.holder.bind_again(account).await?;
        Ok(Some(user))
    }

    /// Another request has finished the sign-in while this one waited for its turn: the same one, or else there is nothing to sign in to any more.
    async fn finished_by_another(&self, secrets: Secrets) -> Result<User, Error> {
        self.repeated(secrets).await?.ok_or_else(|| Rejected::NoCodeRequested.into())
    }

    /// Telegram has accepted the sign-in: the holder has this account from now on, and what it had before is logged out.
    ///
    /// If the holder cannot be bound, the account is logged out again: what was answered and what is must agree.
    async fn complete(&self, account: &Account, user: &User, secrets: Option<Secrets>) -> Result<(), Error> {
        let replaced = match self.holder.bind_signed_in(account.id(), user).await {
            Ok(replaced) => replaced,
            Err(error) => {
                discard(account).await;
                return Err(error.into());
            }
        };
        if let Some((holder, secrets)) = self.holder.id().zip(secrets) {
            self.accounts.finished().record(holder, secrets, account.id());
        }
        if let Some(replaced) = replaced {
            self.accounts.sign_ins().spawn(log_out_replaced(self.accounts.clone(), replaced));
        }
        Ok(())
    }

    /// Runs a step of a sign-in to its end, also when the caller is dropped meanwhile.
    async fn run_to_completion<T: Send + 'static>(
        &self,
        step: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        match self.accounts.sign_ins().spawn(step.in_current_span()).await {
            Ok(outcome) => outcome,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => panic::resume_unwind(panic),
                Err(_) => Err(Error::Unavailable("the server is shutting down")),
            },
        }
    }
}

impl<H: Holder> Attempt<H> {
    /// The account that is being signed in.
    pub fn account_id(&self) -> AccountId {
        self.account.id()
    }

    /// The number that a code was last sent to, if any.
    pub fn phone(&self) -> Option<PhoneNumber> {
        self.account.phone()
    }

    /// Tries a code, and the password where one is given and needed. A `code_hash` that is not the last code's has expired.
    pub async fn sign_in(
        &self,
        phone: &PhoneNumber,
        code_hash: Option<&str>,
        code: &str,
        password: Option<&str>,
    ) -> Result<SignIn, Error> {
        if code_hash.is_some_and(|hash| !self.account.is_code_hash(hash)) {
            return Err(Rejected::CodeExpired.into());
        }
        let secrets = Secrets::of_code(phone, code, password);
        let (flow, account, phone) = (self.flow.clone(), self.account.clone(), phone.clone());
        let (code, password) = (Zeroizing::new(code.to_owned()), password.map(|it| Zeroizing::new(it.to_owned())));
        let step = async move {
            let _turn = account.sign_in_turn().await;
            if account.user().is_some() {
                return flow.finished_by_another(secrets).await.map(SignIn::SignedIn);
            }
            let tried = match &password {
                // The code was right before.
                Some(_) if account.owes_password() => SignIn::PasswordRequired { hint: None },
                _ => account.sign_in(&phone, &code).await?,
            };
            let user = match (tried, password) {
                (SignIn::SignedIn(user), _) => user,
                (SignIn::PasswordRequired { .. }, Some(password)) => account.check_password(&password).await?,
                (SignIn::PasswordRequired { hint }, None) => return Ok(SignIn::PasswordRequired { hint }),
            };
            flow.complete(&account, &user, Some(secrets)).await?;
            Ok(SignIn::SignedIn(user))
        };
        self.flow.run_to_completion(step).await
    }

    /// Tries the second factor, once the code was right or a QR code was scanned.
    pub async fn check_password(&self, password: &str) -> Result<User, Error> {
        let (flow, account) = (self.flow.clone(), self.account.clone());
        let (secrets, password) = (Secrets::of_password(password), Zeroizing::new(password.to_owned()));
        let step = async move {
            let _turn = account.sign_in_turn().await;
            if account.user().is_some() {
                return flow.finished_by_another(secrets).await;
            }
            let user = account.check_password(&password).await?;
            flow.complete(&account, &user, Some(secrets)).await?;
            Ok(user)
        };
        self.flow.run_to_completion(step).await
    }
}

impl<H: Holder> QrSignIn<H> {
    /// The next step: the first token at once, then a fresh one when it expires, and at last the outcome. Once it is
    /// [`QrStep::SignedIn`], the holder has the account. Cancel-safe: the step goes on, so that a code which is scanned as the caller goes
    /// away signs in all the same. Nobody waits for a scan when the server stops.
    pub async fn next(&self) -> Result<QrStep, Error> {
        let Attempt { flow, account } = self.0.clone();
        let step = async move {
            let step = account.qr_step(flow.accounts.stopping()).await?;
            if let QrStep::SignedIn(user) = &step {
                flow.complete(&account, user, None).await?;
            }
            Ok(step)
        };
        self.0.flow.run_to_completion(step).await
    }

    /// Waits for the outcome in the background, whatever tokens are shown meanwhile: signed in, or a password is needed. For as long as anybody looks at a
    /// QR code.
    pub fn finish_in_background(self) {
        tokio::spawn(async move {
            match tokio::time::timeout(QR_LIFETIME, self.finish()).await {
                // Nobody scanned it, another call shows the code now, or the server stops.
                Ok(Ok(()) | Err(Error::Unavailable(_))) | Err(_) => {}
                Ok(Err(error)) => warn!(%error, "a sign-in by QR code failed"),
            }
        });
    }

    async fn finish(&self) -> Result<(), Error> {
        while let QrStep::Token(_) = self.next().await? {}
        Ok(())
    }
}

/// Ends an authorization that nobody holds any more. In the background: the new sign-in does not depend on it, and housekeeping tries again.
async fn log_out_replaced(accounts: Accounts, id: AccountId) {
    let ended = match accounts.open_signed_in(id).await {
        Ok(Some(account)) => account.log_out().await,
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = ended {
        warn!(%error, "a session that was replaced by a new sign-in could not be logged out");
    }
}

/// Ends an account that nobody is bound to.
async fn discard(account: &Account) {
    if let Err(error) = account.log_out().await {
        // Housekeeping does it in time.
        warn!(%error, "a sign-in that nobody is bound to could not be discarded");
    }
}

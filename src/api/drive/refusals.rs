//! What each route may refuse, for the OpenAPI document.
//!
//! A type stands for a route's refusals and is named in its `#[utoipa::path]`. Status, sentence, header and example are asked of [`Error`] itself, so the
//! document cannot list other ones than the server gives.

use std::collections::BTreeMap;
use std::time::Duration;

use utoipa::openapi::RefOr;
use utoipa::openapi::response::Response;
use utoipa::{IntoResponses, ToSchema};

use super::error::{Error, ErrorBody, Operation};
use crate::drive::people::{Password, UserName};
use crate::drive::{self, ShareRefusal};
use crate::http::access::gate::Refusal;
use crate::http::errors::api_error::ApiError;
use crate::http::fastapi::api::FastApi;
use crate::http::fastapi::validation::{FieldReader, Item, path_integer};
use crate::http::limits::limited::Limited;
use crate::http::openapi::{RefusalExample, refusal_responses};
use crate::http::request::body::BodyError;
use crate::telegram::{self, Rejected};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $($errors:expr),+;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                let errors = [any(), $($errors),+].into_iter().flatten();
                refusal_responses(&ErrorBody::name(), errors.filter_map(|error| {
                    let body = error.body()?;
                    Some(RefusalExample::new(error.status().code, body.sentence(), &body))
                }))
            }
        }
    )+};
}

refusals! {
    /// `/register`
    Registering = body(), limited(), unusable(UserName::parse("")), unusable(password("")),
        of(drive::Error::UserExists("user".to_owned())), of(drive::Error::RegistrationClosed);
    /// `/token`
    SigningIn = body(), limited(), of(drive::Error::CredentialsInvalid), of(drive::Error::OneTimePasswordRequired);
    /// `/password`
    ChangingPassword = body(), owner(), unusable(password("")), of(drive::Error::CredentialsInvalid);
    /// `/me`
    AskingWho = person();
    /// `GET /sessions`
    ListingSessions = owner();
    /// `DELETE /sessions`
    EndingSessions = origin(), owner();
    /// `DELETE /sessions/<id>`
    EndingSession = origin(), owner(), number(), of(drive::Error::NotFound);
    /// `GET /app-passwords`
    ListingAppPasswords = owner();
    /// `POST /app-passwords`
    MakingAppPassword = body(), owner(), of(drive::Error::AppPasswordExists("laptop".to_owned())),
        of(drive::Error::CredentialsUnusable("The name of an app password has 1 to 64 visible characters"));
    /// `DELETE /app-passwords/<id>`
    RevokingAppPassword = origin(), owner(), number(), of(drive::Error::NotFound);
    /// `GET /totp`
    AskingAboutTotp = owner();
    /// `POST /totp`
    EnrollingTotp = body(), owner(), of(drive::Error::CredentialsInvalid), of(drive::Error::OneTimePasswordsOn);
    /// `/totp/confirm`
    ConfirmingTotp = body(), owner(), of(drive::Error::OneTimePasswordRequired),
        of(drive::Error::OneTimePasswordsOn), of(drive::Error::NotFound);
    /// `DELETE /totp`
    SwitchingOffTotp = body(), owner(), of(drive::Error::CredentialsInvalid);
    /// `GET /users`
    ListingUsers = operator();
    /// `PUT /users/<username>/quota`
    SettingQuota = body(), operator(), of(drive::Error::NotFound);
    /// `GET /folders/`
    ListingFolders = person();
    /// `POST /folders/`
    MakingFolder = body(), person(), name(), of(drive::Error::FolderNotFound("photos".to_owned())),
        of(drive::Error::FolderExists("myfolder".to_owned()));
    /// `PUT /folders/<folder>/rename`
    RenamingFolder = body(), person(), name(), folder(), of(drive::Error::FolderExists("newname".to_owned()));
    /// `POST /folders/<folder>/move`
    MovingFolder = body(), person(), name(), folder(), of(drive::Error::FolderIntoItself),
        of(drive::Error::FolderExists("myfolder".to_owned()));
    /// `DELETE /folders/<folder>/`
    DeletingFolder = origin(), person(), name(), folder();
    /// `GET /files/`, `GET /folders/<folder>/files/`
    ListingFiles = person(), query(), name();
    /// `POST /folders/<folder>/files/`
    Uploading = body(), person(), storage(), name(), of(drive::Error::QuotaExceeded { quota: 1 << 30 }),
        vec![crate::http::errors::fault::Fault::NotMultipart.into()];
    /// `GET /folders/<folder>/files/<name>`
    AskingForFile = person(), name(), folder(), file();
    /// `GET /folders/<folder>/files/<name>/download`
    Downloading = person(), storage(), name(), folder(), file(), ranges();
    /// `PUT /folders/<folder>/files/<name>/rename`
    RenamingFile = body(), person(), name(), folder(), file(), taken();
    /// `POST /folders/<folder>/files/<name>/move`
    MovingFile = body(), person(), name(), folder(), file(), taken();
    /// `POST /folders/<folder>/files/<name>/copy`
    CopyingFile = body(), person(), name(), folder(), file();
    /// `DELETE /folders/<folder>/files/<name>`
    DeletingFile = origin(), person(), storage(), name(), folder(), file();
    /// `GET` and `DELETE` `/trash/`
    ListingTrash = person();
    /// `/trash/<id>`
    ChangingTrash = origin(), person(), number(), of(drive::Error::NotFound);
    /// `GET /folders/<folder>/files/<name>/versions`
    ListingVersions = person(), name(), folder(), file();
    /// `POST /folders/<folder>/files/<name>/versions/<version>/restore`
    RestoringVersion = origin(), person(), number(), name(), folder(), file(), of(drive::Error::NotFound);
    /// `/encryption/on`, `/encryption/off`
    SwitchingEncryption = origin(), owner();
    /// `/encryption/identity`
    HandingOutIdentity = body(), owner(), limited(), of(drive::Error::CredentialsInvalid), of(drive::Error::NotFound);
    /// `POST /folders/<folder>/files/<name>/share`
    SharingFile = body(), person(), name(), folder(), file(), unusable(password(""));
    /// `POST /folders/<folder>/share`
    SharingFolder = body(), person(), name(), folder(), unusable(password(""));
    /// `GET /shares/`
    ListingShares = person();
    /// `POST /access/revoke/<token>`
    RevokingShare = origin(), person(), of(drive::Error::Share(ShareRefusal::NotFound));
    /// `GET /access/file/<token>`, `GET /access/folder/<token>`
    ReadingShare = limited(), query(), share();
    /// The downloads of shares.
    ReadingSharedFile = limited(), storage(), share(), of(drive::Error::Share(ShareRefusal::Encrypted)), ranges();
    /// `GET /stats/`
    AskingForStats = person();
    /// `GET /search`
    Searching = person(), query(), name(), folder();
    /// `GET /audit/`
    AskingForAudit = owner(), query();
    /// `POST /import`
    Importing = body(), operator(), storage(), name(), telegram(Operation::Any), of(drive::Error::NotFound);
    /// `/tgcloud/auth/phone`
    SendingCode = body(), operator(), telegram(Operation::SendCode),
        rejected(Operation::SendCode, &[Rejected::PhoneNumberInvalid, Rejected::PhoneNumberBanned]);
    /// `/tgcloud/auth/verify_code`
    VerifyingCode = body(), operator(), telegram(Operation::VerifyCode), rejected(
        Operation::VerifyCode,
        &[Rejected::CodeInvalid, Rejected::CodeExpired, Rejected::NoCodeRequested, Rejected::PhoneNumberUnoccupied],
    );
    /// `/tgcloud/auth/password`
    CheckingPassword = body(), operator(), telegram(Operation::VerifyPassword),
        rejected(Operation::VerifyPassword, &[Rejected::PasswordInvalid, Rejected::NoCodeRequested]);
    /// `/tgcloud/auth/status`
    AskingForStatus = operator(), telegram(Operation::Any);
    /// `/tgcloud/auth/qr`
    ShowingQr = origin(), operator(), telegram(Operation::ShowQr);
}

/// Every route.
fn any() -> Vec<Error> {
    vec![Operation::Any.failed(Refusal::Host), Operation::Any.failed(telegram::Error::Protocol("…"))]
}

fn of(error: drive::Error) -> Vec<Error> {
    vec![error.into()]
}

/// Routes that change something.
fn origin() -> Vec<Error> {
    vec![Operation::Any.failed(Refusal::Origin)]
}

/// Routes that read a body.
fn body() -> Vec<Error> {
    let failed = |error: BodyError| Operation::Any.failed(error);
    let limit = Error::BODY_LIMIT;
    let errors = [BodyError::Incomplete, BodyError::Stalled, BodyError::TooLarge { limit }].map(failed);
    origin().into_iter().chain([Error::Invalid(vec![Item::missing_body()])]).chain(errors).collect()
}

/// Routes with a number in their path.
fn number() -> Vec<Error> {
    let problem = path_integer("id", "x").expect_err("it is no number");
    vec![Error::Invalid(vec![problem])]
}

/// Routes with a query.
fn query() -> Vec<Error> {
    let mut fields = FieldReader::of_texts("query", std::iter::once(("limit", "0")));
    fields.optional_at_least("limit", 1);
    vec![Error::Invalid(fields.into_problems())]
}

/// Routes for users. Only wrong app passwords are limited.
fn person() -> Vec<Error> {
    [Error::NotAuthenticated].into_iter().chain(of(drive::Error::TokenInvalid)).chain(limited()).collect()
}

/// Routes for users with a token.
fn owner() -> Vec<Error> {
    person().into_iter().chain([Error::TokenRequired]).collect()
}

/// Routes that need the storage account.
fn storage() -> Vec<Error> {
    of(drive::Error::StorageSignedOut)
}

/// Routes with names.
fn name() -> Vec<Error> {
    of(drive::Error::NameInvalid("a:b".to_owned()))
}

/// Routes about a folder.
fn folder() -> Vec<Error> {
    of(drive::Error::FolderNotFound("myfolder".to_owned()))
}

/// Routes about a file.
fn file() -> Vec<Error> {
    of(drive::Error::FileNotFound("file.txt".to_owned()))
}

/// Routes that give a file another name or folder.
fn taken() -> Vec<Error> {
    of(drive::Error::FileExists { name: "file.txt".to_owned(), folder: "myfolder".to_owned() })
}

/// Routes that answer with a file's bytes.
fn ranges() -> Vec<Error> {
    use crate::http::errors::fault::Fault;
    vec![Fault::RangeNotSatisfiable { length: 11 }.into(), Fault::PreconditionFailed.into()]
}

/// Routes for visitors of shares.
fn share() -> Vec<Error> {
    let refusals =
        [ShareRefusal::Unknown, ShareRefusal::Expired, ShareRefusal::OtherKind, ShareRefusal::PasswordRequired];
    refusals.map(|refusal| drive::Error::Share(refusal).into()).into()
}

/// Routes for operators.
fn operator() -> Vec<Error> {
    owner().into_iter().chain([drive::Error::OperatorRequired.into()]).collect()
}

/// Routes that verify or hash passwords.
fn limited() -> Vec<Error> {
    vec![Limited { wait: Duration::from_secs(42) }.into()]
}

fn unusable<T>(refused: Result<T, drive::Error>) -> Vec<Error> {
    refused.err().map(Error::from).into_iter().collect()
}

fn password(text: &str) -> Result<Password, drive::Error> {
    Password::parse(text.to_owned().into())
}

/// Routes that ask Telegram.
fn telegram(operation: Operation) -> Vec<Error> {
    vec![
        operation.failed(telegram::Error::Wait(Duration::from_secs(42))),
        operation.failed(telegram::Error::Unavailable("no connection")),
    ]
}

fn rejected(operation: Operation, rejected: &[Rejected]) -> Vec<Error> {
    rejected.iter().map(|rejected| operation.rejected(*rejected)).collect()
}

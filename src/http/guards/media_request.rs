//! A guard for requests for a message's file.

use rocket::Request;
use rocket::request::{FromRequest, Outcome};

use crate::config::Config;
use crate::http::errors::fault::Fault;
use crate::http::limits::concurrency::WithPermit;
use crate::http::limits::first_byte::FirstByte;
use crate::http::limits::streams::Streams;
use crate::http::request::state::{managed, needs};
use crate::http::response::file::{FileRequest, FileResponse, Representation};
use crate::store::AccountId;
use crate::stream::ByteRange;
use crate::telegram::{self, Account, Download};

/// A request for a file: its method, its range and its conditions, and the limit on streams.
pub struct MediaRequest<'r> {
    file: FileRequest,
    streams: &'r Streams,
    first_byte: FirstByte,
}

/// The response: the file, a range of it, or 304.
pub type MediaResponse = FileResponse<WithPermit<Download, AccountId>>;

impl MediaRequest<'_> {
    /// The time within which the request is answered.
    pub fn first_byte(&self) -> FirstByte {
        self.first_byte
    }

    /// Responds with a file of an account. `download` is only called if bytes are sent, with their range.
    pub async fn answer(
        self,
        account: &Account,
        representation: Representation,
        download: impl AsyncFnOnce(ByteRange) -> Result<Download, telegram::Error>,
    ) -> Result<MediaResponse, Fault> {
        let open = async |range| {
            let permit = self.streams.acquire(account.id())?;
            let bytes = self.first_byte.within(download(range)).await?;
            Ok::<_, Fault>(WithPermit::new(bytes, permit))
        };
        Ok(self.file.answer(representation, open).await?)
    }
}

needs!(MediaRequest<'_>: Streams, Config);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for MediaRequest<'r> {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let Outcome::Success(file) = FileRequest::from_request(request).await else { unreachable!("it cannot fail") };
        Outcome::Success(Self { file, streams: managed(request), first_byte: FirstByte::begin(managed(request)) })
    }
}

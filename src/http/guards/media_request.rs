//! A request for a message's file, and its answer.

use rocket::Request;
use rocket::request::{FromRequest, Outcome};

use crate::http::errors::fault::Fault;
use crate::http::limits::concurrency::WithPermit;
use crate::http::limits::streams::Streams;
use crate::http::request::state::{managed, needs};
use crate::http::response::file::{FileRequest, FileResponse, Representation};
use crate::store::AccountId;
use crate::stream::ByteRange;
use crate::telegram::{self, Account, Download};

/// What a request wants of a file (its method, its range, its conditions), and how many streams its account has already.
pub struct MediaRequest<'r> {
    file: FileRequest,
    streams: &'r Streams,
}

/// The answer: the file, a part of it, or that the client has it already.
pub type MediaResponse = FileResponse<WithPermit<Download, AccountId>>;

impl MediaRequest<'_> {
    /// Answers with a file of that account. `download` is called only where bytes are to be sent, with the range that they are in.
    pub async fn answer(
        self,
        account: &Account,
        representation: Representation,
        download: impl AsyncFnOnce(ByteRange) -> Result<Download, telegram::Error>,
    ) -> Result<MediaResponse, Fault> {
        let open = async |range| {
            let permit = self.streams.acquire(account.id())?;
            Ok::<_, Fault>(WithPermit::new(download(range).await?, permit))
        };
        Ok(self.file.answer(representation, open).await?)
    }
}

needs!(MediaRequest<'_>: Streams);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for MediaRequest<'r> {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let Outcome::Success(file) = FileRequest::from_request(request).await else { unreachable!("it cannot fail") };
        Outcome::Success(Self { file, streams: managed(request) })
    }
}

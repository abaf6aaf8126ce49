//! `POST /api/v1/folders/<folder>/files/`: a file on its way to Telegram while it arrives

use rocket::data::{Data, FromData, Outcome};
use rocket::serde::json::Json;
use rocket::{Request, Route, State, post, routes};

use super::error::Error;
use super::guard::{Person, StorageReady};
use super::refusals::Uploading;
use super::running_uploads::{RunningUploads, UploadPermit};
use super::tags::FILES;
use super::wire::{FileBody, FileForm};
use crate::drive::tree::FolderPath;
use crate::drive::{Actor, Drive, NameTaken, NewFile, NodeName};
use crate::http::errors::api_error::fail;
use crate::http::fastapi::call::{Caller, check_slash};
use crate::http::fastapi::validation::FieldReader;
use crate::http::guards::upload_form::{UploadBody, UploadForm};
use crate::http::request::multipart::Part;
use crate::http::request::state::{managed, needs};

pub(super) fn routes() -> Vec<Route> {
    routes![upload]
}

/// The largest file of the drive: it has any number of segments, so this is only a bound for nonsense.
const LARGEST: u64 = 1 << 50;

/// A body of somebody who may send it.
pub(super) struct FileCall<'r> {
    person: Person,
    body: UploadBody<'r>,
    permit: UploadPermit,
}

needs!(FileCall<'_>: Drive, RunningUploads);

#[rocket::async_trait]
impl<'r> FromData<'r> for FileCall<'r> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        let body = UploadBody::new(request, data);
        let admitted = match check_slash::<Error>(request) {
            Ok(()) => StorageReady::<Person>::identify(request).await,
            Err(error) => Err(error),
        };
        let admitted = admitted.and_then(|ready| {
            let permit = managed::<RunningUploads>(request).begin(ready.caller.user.id)?;
            Ok((ready.caller, permit))
        });
        match admitted {
            Ok((person, permit)) => Outcome::Success(Self { person, body, permit }),
            Err(error) => {
                body.discard().await;
                Outcome::Error(fail(request, error))
            }
        }
    }
}

/// Upload a file
///
/// As `multipart/form-data`, of any size. Into a folder that is made where it is missing; under a numbered name where its own is taken.
#[utoipa::path(
    tag = FILES,
    operation_id = "driveUploadFile",
    path = "/api/v1/folders/{folder}/files/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`")),
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "It is stored.", body = FileBody), Uploading),
)]
#[post("/api/v1/folders/<folder>/files", data = "<call>")]
pub(super) async fn upload(call: FileCall<'_>, folder: &str, drive: &State<Drive>) -> Result<Json<FileBody>, Error> {
    let actor = call.person.actor();
    let _permit = call.permit;
    let folder = match FolderPath::parse(folder) {
        Ok(folder) => folder,
        Err(error) => {
            call.body.discard().await;
            return Err(error.into());
        }
    };
    let mut form = call.body.open_up_to(LARGEST, 1).await?;
    let received = receive(drive, &actor, &folder, &mut form).await;
    form.close(received).await.map(Json)
}

async fn receive(
    drive: &Drive,
    actor: &Actor,
    folder: &FolderPath,
    form: &mut UploadForm<'_>,
) -> Result<FileBody, Error> {
    let mut stored = None;
    while let Some(part) = form.next_part().await? {
        if part.name() == "file" && part.file_name().is_some() && stored.is_none() {
            stored = Some(store(drive, actor, folder, part).await?);
        } else {
            form.skip(part).await?;
        }
    }
    let Some(upload) = stored else {
        let mut fields = FieldReader::of_texts("body", std::iter::empty());
        fields.missing_file("file");
        return Err(Error::Invalid(fields.into_problems()));
    };
    // The form has proved whole.
    Ok(upload.finish().await?.into())
}

/// Hands a part's bytes on. The file exists once the form is whole.
async fn store(
    drive: &Drive,
    actor: &Actor,
    folder: &FolderPath,
    mut part: Part<'_>,
) -> Result<crate::drive::FileUpload, Error> {
    // The original takes the last part of a path; names that nothing can have are refused before a byte is sent.
    let given = part.file_name().unwrap_or_default();
    let base = given.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let name = NodeName::parse(&base).ok_or_else(|| crate::drive::Error::NameInvalid(base.clone()))?;
    let file = NewFile {
        folder: folder.clone(),
        original_name: name.to_string(),
        name,
        content_type: part.content_type(),
        name_taken: NameTaken::Number,
        size: None,
    };
    let mut upload = drive.upload(actor, file).await?;
    while let Some(bytes) = part.chunk().await.map_err(crate::http::errors::fault::Fault::from)? {
        upload.write(bytes).await?;
    }
    Ok(upload)
}

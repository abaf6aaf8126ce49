//! Uploads: storing parts, and making photos and documents of them.

use std::sync::{Arc, Mutex, PoisonError};

use grammers_tl_types as tl;
use tl::enums::DocumentAttribute;

use super::state::{AuthorizedCaller, World};
use crate::model::collection::FileId;
use crate::model::file::{Document, File, Size, size_name};
use crate::model::phone::UserId;
use crate::model::upload::{CompleteUpload, Upload, check_part, checksum_matches, maximum_parts, upload_name};
use crate::pictures::{Largest, Picture, RenderedSize};
use crate::rpc::{RpcError, bad_request};
use crate::store::{FileBytes, UploadPartRow};

/// For how many seconds after the last part an upload is kept.
const LIFETIME: i32 = 3600;
/// The largest file that is uploaded by `upload.saveFilePart`; for larger ones there is `upload.saveBigFilePart`. No source names the error.
const MAXIMUM_SMALL_FILE: u64 = 10 * 1024 * 1024;
/// The largest photo.
const MAXIMUM_PHOTO: u64 = 10 * 1024 * 1024;
/// The largest thumbnail.
const MAXIMUM_THUMBNAIL: u64 = 1024 * 1024;

impl World {
    /// `upload.saveFilePart` and `upload.saveBigFilePart`. `total` is the number of parts, if the client gives it.
    pub(crate) fn save_part(
        &self,
        caller: &AuthorizedCaller,
        id: i64,
        part: i32,
        total: Option<i32>,
        bytes: Vec<u8>,
    ) -> Result<(), RpcError> {
        check_part(part, total, bytes.len(), self.maximum_parts(caller.user))?;
        let now = self.clock().now();
        self.remove_old_uploads(now);
        let upload = {
            let mut uploads = self.uploads();
            let upload = uploads.entry((caller.user, id)).or_insert_with(|| {
                let parts = self.store().blobs().begin(&upload_name(caller.user, id));
                Arc::new(Mutex::new(Upload::new(parts, now)))
            });
            upload.clone()
        };
        let mut upload = upload.lock().unwrap_or_else(PoisonError::into_inner);
        let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        upload.put(part, total, bytes, now)?;
        let row = UploadPartRow { account: caller.user.0, upload: id, part, length, date: now };
        Ok(self.store().put_upload_part(row)?)
    }

    /// The upload of an `InputFile`, with all its parts.
    pub(crate) fn complete_upload(
        &self,
        user: UserId,
        file: &tl::enums::InputFile,
    ) -> Result<CompleteUpload, RpcError> {
        let (id, parts, checksum) = match file {
            tl::enums::InputFile::File(file) => (file.id, file.parts, file.md5_checksum.as_str()),
            tl::enums::InputFile::Big(file) => (file.id, file.parts, ""),
            tl::enums::InputFile::StoryDocument(_) => return Err(bad_request("FILE_ID_INVALID")),
        };
        let upload = self.uploads().get(&(user, id)).cloned();
        let upload =
            upload.ok_or_else(|| bad_request(if parts > 0 { "FILE_PART_0_MISSING" } else { "FILE_PARTS_INVALID" }))?;
        let upload = upload.lock().unwrap_or_else(PoisonError::into_inner);
        let (part_size, length) = upload.check_complete(parts, self.maximum_parts(user))?;
        if matches!(file, tl::enums::InputFile::File(_)) && length > MAXIMUM_SMALL_FILE {
            return Err(bad_request("FILE_PARTS_INVALID"));
        }
        let complete = CompleteUpload { user, id, part_size, length };
        if !checksum.is_empty() && !checksum_matches(&upload.parts.view(part_size, length), checksum)? {
            return Err(bad_request("MD5_CHECKSUM_INVALID"));
        }
        Ok(complete)
    }

    /// Makes a photo of an upload. Slow: decodes and scales the picture.
    pub(crate) fn create_photo(&self, upload: &CompleteUpload) -> Result<Arc<File>, RpcError> {
        if upload.length > MAXIMUM_PHOTO {
            return Err(bad_request("PHOTO_SAVE_FILE_INVALID"));
        }
        let picture = Picture::decode(&self.uploaded_bytes(upload)?.to_vec()?)?;
        let id = FileId::random();
        let file = File {
            id,
            dc: self.home_of(upload.user),
            date: self.clock().now(),
            document: None,
            stripped: Some(picture.stripped()),
            sizes: self.store_sizes(id, picture.sizes(Largest::Reencoded))?,
        };
        self.store_file(upload.user, file, upload.part_size)
    }

    /// Makes a document of an upload. Like Telegram, ignores a thumbnail that is not a picture.
    pub(crate) fn create_document(
        &self,
        upload: &CompleteUpload,
        thumbnail: Option<&CompleteUpload>,
        mime_type: &str,
        attributes: Vec<DocumentAttribute>,
    ) -> Result<Arc<File>, RpcError> {
        let id = FileId::random();
        let mut attributes = attributes;
        let picture = self.thumbnail_of(upload, thumbnail, mime_type, &mut attributes)?;
        let small = picture.as_ref().map(|picture| picture.sizes(Largest::Reencoded));
        let small = small.into_iter().flatten().rfind(|size| matches!(size.size_type, 's' | 'm'));
        let sizes = self.store_sizes(id, small.into_iter().collect())?;
        let bytes = self.finish_upload(upload, id)?;
        let file = File {
            id,
            dc: self.home_of(upload.user),
            date: self.clock().now(),
            document: Some(Document { mime_type: mime_type.to_owned(), attributes, bytes }),
            stripped: picture.map(|picture| picture.stripped()),
            sizes,
        };
        self.store_file(upload.user, file, upload.part_size)
    }

    /// Removes an upload.
    pub(crate) fn remove_upload(&self, upload: &CompleteUpload) {
        if let Some(upload) = self.uploads().remove(&(upload.user, upload.id)) {
            upload.lock().unwrap_or_else(PoisonError::into_inner).parts.discard();
        }
        self.forget_parts(upload.user, upload.id);
    }

    fn forget_parts(&self, user: UserId, id: i64) {
        if let Err(error) = self.store().remove_upload_parts(user.0, id) {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot remove the parts of an upload");
        }
    }

    /// The picture for the thumbnail of a document: the given one, or the document itself if it is a picture.
    fn thumbnail_of(
        &self,
        upload: &CompleteUpload,
        thumbnail: Option<&CompleteUpload>,
        mime_type: &str,
        attributes: &mut Vec<DocumentAttribute>,
    ) -> Result<Option<Picture>, RpcError> {
        if let Some(thumbnail) = thumbnail {
            if thumbnail.length > MAXIMUM_THUMBNAIL {
                return Ok(None);
            }
            return Ok(Picture::decode(&self.uploaded_bytes(thumbnail)?.to_vec()?).ok());
        }
        if !mime_type.starts_with("image/") || upload.length > MAXIMUM_PHOTO {
            return Ok(None);
        }
        let Ok(picture) = Picture::decode(&self.uploaded_bytes(upload)?.to_vec()?) else {
            return Ok(None);
        };
        if !attributes.iter().any(|attribute| matches!(attribute, DocumentAttribute::ImageSize(_))) {
            let (w, h) = picture.dimensions();
            let side = |pixels| i32::try_from(pixels).unwrap_or(i32::MAX);
            attributes.insert(0, tl::types::DocumentAttributeImageSize { w: side(w), h: side(h) }.into());
        }
        Ok(Some(picture))
    }

    fn store_sizes(&self, id: FileId, sizes: Vec<RenderedSize>) -> Result<Vec<Size>, RpcError> {
        let store = |size: RenderedSize| {
            let bytes = self.store().blobs().put(&size_name(id, size.size_type), size.jpeg)?;
            Ok(Size { size_type: size.size_type, width: size.width, height: size.height, bytes })
        };
        sizes.into_iter().map(store).collect()
    }

    fn store_file(&self, user: UserId, file: File, part_size: u64) -> Result<Arc<File>, RpcError> {
        self.store().add_file(&file.to_row(user, part_size))?;
        let file = Arc::new(file);
        self.state().files.insert(file.id, file.clone());
        Ok(file)
    }

    fn uploaded_bytes(&self, upload: &CompleteUpload) -> Result<FileBytes, RpcError> {
        let entry = self.uploads().get(&(upload.user, upload.id)).cloned();
        let entry = entry.ok_or_else(|| bad_request("FILE_PART_0_MISSING"))?;
        let entry = entry.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(entry.parts.view(upload.part_size, upload.length))
    }

    fn finish_upload(&self, upload: &CompleteUpload, id: FileId) -> Result<FileBytes, RpcError> {
        let entry = self.uploads().remove(&(upload.user, upload.id));
        let entry = entry.ok_or_else(|| bad_request("FILE_PART_0_MISSING"))?;
        let mut entry = entry.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes =
            self.store().blobs().finish(&id.0.to_string(), &mut entry.parts, upload.part_size, upload.length)?;
        self.forget_parts(upload.user, upload.id);
        Ok(bytes)
    }

    fn maximum_parts(&self, user: UserId) -> i32 {
        maximum_parts(self.account_kind(user))
    }

    fn remove_old_uploads(&self, now: i32) {
        self.uploads().retain(|(user, id), upload| {
            let Ok(upload) = upload.try_lock() else { return true };
            let keep = upload.last_part + LIFETIME > now;
            if !keep {
                upload.parts.discard();
                self.forget_parts(*user, *id);
            }
            keep
        });
    }
}

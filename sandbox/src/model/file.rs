//! Photos and documents: their properties, their bytes, and their TL objects.

use std::borrow::Cow;

use grammers_tl_types as tl;
use tl::enums::{DocumentAttribute, PhotoSize};
use tl::{Deserializable, Serializable};

use super::access::{Access, ObjectKind};
use super::collection::FileId;
use super::phone::UserId;
use crate::content::{ContentBytes, ContentKind, Item};
use crate::pictures::prepared::{PreparedPicture, PreparedSize, prepared};
use crate::store::{Blobs, FileBytes, FileRow, SizeRow};

/// A photo or a document.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) id: FileId,
    pub(crate) dc: i32,
    pub(crate) date: i32,
    /// `None` for photos, which consist of sizes.
    pub(crate) document: Option<Document>,
    /// The thumbnail inside the message.
    pub(crate) stripped: Option<Vec<u8>>,
    /// Sizes of a photo, or thumbnails of a document; smallest first.
    pub(crate) sizes: Vec<Size>,
}

/// What only documents have.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) mime_type: String,
    pub(crate) attributes: Vec<DocumentAttribute>,
    pub(crate) bytes: FileBytes,
}

/// A picture in one of Telegram's sizes.
#[derive(Clone, Debug)]
pub(crate) struct Size {
    /// `s`, `m`, `x`, `y` or `w`.
    pub(crate) size_type: char,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// The JPEG.
    pub(crate) bytes: FileBytes,
}

impl From<&PreparedSize> for Size {
    fn from(size: &PreparedSize) -> Self {
        let bytes = match size.jpeg {
            Cow::Borrowed(jpeg) => FileBytes::Content(ContentBytes::Embedded(jpeg)),
            Cow::Owned(ref jpeg) => FileBytes::Memory(jpeg.as_slice().into()),
        };
        Self { size_type: size.size_type, width: size.width, height: size.height, bytes }
    }
}

/// The size that a document has as its thumbnail.
fn thumbnail(cover: &PreparedPicture) -> Option<Size> {
    cover.sizes.iter().rev().find(|size| matches!(size.size_type, 's' | 'm')).map(Size::from)
}

impl File {
    /// The file of a computed message. Slow if its picture is not prepared.
    pub(crate) fn of_item(id: FileId, item: &Item, anchor: i32) -> Self {
        let age = i32::try_from(item.age.as_secs()).unwrap_or(i32::MAX);
        let (dc, date) = (item.dc, anchor.saturating_sub(age));
        if item.kind == ContentKind::Photo {
            let (stripped, sizes) = match item.bytes {
                ContentBytes::Embedded(jpeg) => {
                    let picture = prepared(jpeg);
                    (picture.stripped.clone(), picture.sizes.iter().map(Size::from).collect())
                }
                ContentBytes::Computed(_) | ContentBytes::ComputedFrom { .. } => (Vec::new(), Vec::new()),
            };
            return Self { id, dc, date, document: None, stripped: Some(stripped), sizes };
        }
        let cover = item.cover.map(prepared);
        let document = Document {
            mime_type: item.mime_type.to_owned(),
            attributes: attributes_of(item),
            bytes: FileBytes::Content(item.bytes),
        };
        let sizes = cover.as_deref().and_then(thumbnail).into_iter().collect();
        Self { id, dc, date, document: Some(document), stripped: cover.map(|cover| cover.stripped.clone()), sizes }
    }

    /// The kind by which filters select it.
    pub(crate) fn kind(&self) -> ContentKind {
        let Some(document) = &self.document else {
            return ContentKind::Photo;
        };
        let has = |wanted: &dyn Fn(&DocumentAttribute) -> bool| document.attributes.iter().any(wanted);
        if has(&|attribute| matches!(attribute, DocumentAttribute::Animated)) {
            return ContentKind::Animation;
        }
        if has(&|attribute| matches!(attribute, DocumentAttribute::Sticker(_))) {
            return ContentKind::Sticker;
        }
        let playable = document.attributes.iter().find_map(|attribute| match attribute {
            DocumentAttribute::Video(video) if video.round_message => Some(ContentKind::RoundVideo),
            DocumentAttribute::Video(_) => Some(ContentKind::Video),
            DocumentAttribute::Audio(audio) if audio.voice => Some(ContentKind::Voice),
            DocumentAttribute::Audio(_) => Some(ContentKind::Audio),
            _ => None,
        });
        playable.unwrap_or(ContentKind::Document)
    }

    /// The file name.
    pub(crate) fn name(&self) -> Option<&str> {
        self.document.as_ref()?.attributes.iter().find_map(|attribute| match attribute {
            DocumentAttribute::Filename(name) => Some(name.file_name.as_str()),
            _ => None,
        })
    }

    /// The bytes of a file location: those of the document for an empty `thumb_size`, those of a size otherwise.
    pub(crate) fn bytes(&self, thumb_size: &str) -> Option<&FileBytes> {
        match (&self.document, thumb_size) {
            (Some(document), "") => Some(&document.bytes),
            (None, "") => None,
            _ => self.sizes.iter().find(|size| thumb_size.chars().eq([size.size_type])).map(|size| &size.bytes),
        }
    }

    /// The file as `MessageMedia`, with the viewer's access hash.
    pub(crate) fn tl_media(&self, access: &Access, viewer: UserId) -> tl::enums::MessageMedia {
        let id = self.id.0;
        let access_hash = access.hash(viewer, ObjectKind::File, id);
        let file_reference = access.reference(viewer, id);
        let sizes = self.tl_photo_sizes();
        let Some(document) = &self.document else {
            let photo = tl::types::Photo {
                has_stickers: false,
                id,
                access_hash,
                file_reference,
                date: self.date,
                sizes,
                video_sizes: None,
                dc_id: self.dc,
            };
            return tl::types::MessageMediaPhoto {
                spoiler: false,
                live_photo: false,
                photo: Some(photo.into()),
                ttl_seconds: None,
                video: None,
            }
            .into();
        };
        let kind = self.kind();
        let document = tl::types::Document {
            id,
            access_hash,
            file_reference,
            date: self.date,
            mime_type: document.mime_type.clone(),
            size: i64::try_from(document.bytes.len()).unwrap_or(i64::MAX),
            thumbs: Some(sizes).filter(|sizes| !sizes.is_empty()),
            video_thumbs: None,
            dc_id: self.dc,
            attributes: document.attributes.clone(),
        };
        tl::types::MessageMediaDocument {
            nopremium: false,
            spoiler: false,
            video: matches!(kind, ContentKind::Video | ContentKind::RoundVideo),
            round: kind == ContentKind::RoundVideo,
            voice: kind == ContentKind::Voice,
            document: Some(document.into()),
            alt_documents: None,
            video_cover: None,
            video_timestamp: None,
            ttl_seconds: None,
        }
        .into()
    }

    fn tl_photo_sizes(&self) -> Vec<PhotoSize> {
        let stripped = self.stripped.iter().map(|bytes| {
            PhotoSize::from(tl::types::PhotoStrippedSize { r#type: "i".to_owned(), bytes: bytes.clone() })
        });
        let sizes = self.sizes.iter().map(|size| {
            PhotoSize::from(tl::types::PhotoSize {
                r#type: size.size_type.to_string(),
                w: i32::try_from(size.width).unwrap_or(i32::MAX),
                h: i32::try_from(size.height).unwrap_or(i32::MAX),
                size: i32::try_from(size.bytes.len()).unwrap_or(i32::MAX),
            })
        });
        stripped.chain(sizes).collect()
    }

    /// The row of an uploaded file. Its bytes are stored already.
    pub(crate) fn to_row(&self, owner: UserId, part_size: u64) -> FileRow {
        let document = self.document.as_ref();
        FileRow {
            id: self.id.0,
            owner: owner.0,
            dc: self.dc,
            date: self.date,
            mime_type: document.map(|document| document.mime_type.clone()),
            size: document.map_or(0, |document| document.bytes.len()),
            part_size: u32::try_from(part_size).unwrap_or(u32::MAX),
            attributes: document.map_or_else(Vec::new, |document| document.attributes.to_bytes()),
            stripped: self.stripped.clone(),
            sizes: self
                .sizes
                .iter()
                .map(|size| SizeRow {
                    size_type: size.size_type,
                    width: size.width,
                    height: size.height,
                    length: size.bytes.len(),
                })
                .collect(),
        }
    }

    /// A stored file. `None` if its bytes are not stored, or the row can't be read.
    pub(crate) fn from_row(row: FileRow, blobs: &Blobs) -> Option<Self> {
        let id = row.id;
        let document = match row.mime_type {
            Some(mime_type) => Some(Document {
                mime_type,
                attributes: Vec::<DocumentAttribute>::from_bytes(&row.attributes).ok()?,
                bytes: blobs.find(&id.to_string(), u64::from(row.part_size), row.size)?,
            }),
            None => None,
        };
        let sizes = row.sizes.into_iter().map(|size| {
            let bytes = blobs.find(&size_name(FileId(id), size.size_type), u64::from(u32::MAX), size.length)?;
            Some(Size { size_type: size.size_type, width: size.width, height: size.height, bytes })
        });
        Some(Self {
            id: FileId(id),
            dc: row.dc,
            date: row.date,
            document,
            stripped: row.stripped,
            sizes: sizes.collect::<Option<_>>()?,
        })
    }
}

/// The name of a size's bytes in the store.
pub(crate) fn size_name(id: FileId, size_type: char) -> String {
    format!("{}-{size_type}", id.0)
}

fn attributes_of(item: &Item) -> Vec<DocumentAttribute> {
    let mut attributes = Vec::new();
    let (w, h) = (i32::try_from(item.width).unwrap_or(0), i32::try_from(item.height).unwrap_or(0));
    let seconds = i32::try_from(item.duration.as_secs()).unwrap_or(0);
    let video = tl::types::DocumentAttributeVideo {
        round_message: item.kind == ContentKind::RoundVideo,
        supports_streaming: item.streamable,
        nosound: item.kind == ContentKind::Animation,
        duration: item.duration.as_secs_f64(),
        w,
        h,
        preload_prefix_size: None,
        video_start_ts: None,
        video_codec: None,
    };
    match item.kind {
        ContentKind::Video | ContentKind::RoundVideo => attributes.push(video.into()),
        ContentKind::Animation if item.mime_type.starts_with("video/") => {
            attributes.push(video.into());
            attributes.push(DocumentAttribute::Animated);
        }
        ContentKind::Animation => {
            attributes.push(tl::types::DocumentAttributeImageSize { w, h }.into());
            attributes.push(DocumentAttribute::Animated);
        }
        ContentKind::Audio | ContentKind::Voice => attributes.push(
            tl::types::DocumentAttributeAudio {
                voice: item.kind == ContentKind::Voice,
                duration: seconds,
                title: item.title.map(ToOwned::to_owned),
                performer: item.performer.map(ToOwned::to_owned),
                waveform: item.waveform.map(ToOwned::to_owned),
            }
            .into(),
        ),
        ContentKind::Document if item.width > 0 => {
            attributes.push(tl::types::DocumentAttributeImageSize { w, h }.into());
        }
        ContentKind::Text | ContentKind::Photo | ContentKind::Sticker | ContentKind::Document => {}
    }
    if let Some(name) = &item.name {
        attributes.push(tl::types::DocumentAttributeFilename { file_name: name.clone() }.into());
    }
    attributes
}

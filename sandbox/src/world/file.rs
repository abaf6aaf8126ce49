//! Photos and documents: what they are, where their bytes are, and how a viewer is shown them.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::enums::{DocumentAttribute, PhotoSize};
use tl::{Deserializable, Serializable};

use super::access::{self, Access};
use super::history::Collection;
use super::phone::UserId;
use super::prepared;
use crate::content::{Item, Kind, Source};
use crate::store::{Blobs, Bytes, FileRow, SizeRow};

/// A photo's or document's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub i64);

/// A photo or a document.
#[derive(Clone, Debug)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// The data centre that keeps it.
    pub dc: i32,
    /// When it was sent.
    pub date: i32,
    /// What only documents have; photos are all sizes.
    pub document: Option<Document>,
    /// The thumbnail that comes inside the message.
    pub stripped: Option<Vec<u8>>,
    /// Sizes that are files of their own, the smallest first.
    pub sizes: Vec<Size>,
}

/// A document's own part.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its MIME type.
    pub mime_type: String,
    /// Its attributes.
    pub attributes: Vec<DocumentAttribute>,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A picture in one of Telegram's sizes.
#[derive(Clone, Debug)]
pub struct Size {
    /// `s`, `m`, `x`, `y` or `w`.
    pub letter: char,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The JPEG.
    pub bytes: Bytes,
}

/// Ids of computed files have this bit set; below it are the collection and the index.
const COMPUTED: i64 = 1 << 62;

impl FileId {
    /// The id of a computed message's file: the same in every account that has it.
    pub fn computed(collection: Collection, index: u32) -> Self {
        let collection = match collection {
            // Their files are the demo content's.
            Collection::Nothing | Collection::Posts(_) => 0,
            Collection::Demo => 1,
            Collection::Handful => 2,
            Collection::Endless => 3,
        };
        Self(COMPUTED | collection << 32 | i64::from(index))
    }

    /// An id for a file that is sent: above all that were given before, below the computed ones.
    pub fn random() -> Self {
        Self(crate::random::id() & (COMPUTED - 1))
    }

    /// Where a computed file is from.
    pub fn origin(self) -> Option<(Collection, u32)> {
        if self.0 & COMPUTED == 0 {
            return None;
        }
        let collection = match (self.0 & !COMPUTED) >> 32 {
            1 => Collection::Demo,
            2 => Collection::Handful,
            3 => Collection::Endless,
            _ => return None,
        };
        Some((collection, u32::try_from(self.0 & 0xffff_ffff).expect("32 bits are 32 bits")))
    }
}

impl File {
    /// The file of a computed message. Slow for a picture that is seen for the first time: its sizes are made.
    pub fn of_item(id: FileId, item: &Item, anchor: i32) -> Self {
        let age = i32::try_from(item.age.as_secs()).unwrap_or(i32::MAX);
        let (dc, date) = (item.dc, anchor.saturating_sub(age));
        if item.kind == Kind::Photo {
            let sizes = match item.source {
                Source::Static(jpeg) => prepared::sizes_of(jpeg),
                Source::Computed(_) => Arc::default(),
            };
            return Self {
                id,
                dc,
                date,
                document: None,
                stripped: Some(sizes.stripped.clone()),
                sizes: sizes.sizes.clone(),
            };
        }
        let cover = item.cover.map(prepared::sizes_of);
        let document = Document {
            mime_type: item.mime_type.to_owned(),
            attributes: attributes_of(item),
            bytes: Bytes::Content(item.source),
        };
        let sizes = cover.as_ref().and_then(|cover| cover.thumbnail()).into_iter().collect();
        Self { id, dc, date, document: Some(document), stripped: cover.map(|cover| cover.stripped.clone()), sizes }
    }

    /// What filters take it for.
    pub fn kind(&self) -> Kind {
        let Some(document) = &self.document else {
            return Kind::Photo;
        };
        let has = |wanted: &dyn Fn(&DocumentAttribute) -> bool| document.attributes.iter().any(wanted);
        if has(&|attribute| matches!(attribute, DocumentAttribute::Animated)) {
            return Kind::Animation;
        }
        let played = document.attributes.iter().find_map(|attribute| match attribute {
            DocumentAttribute::Video(video) if video.round_message => Some(Kind::RoundVideo),
            DocumentAttribute::Video(_) => Some(Kind::Video),
            DocumentAttribute::Audio(audio) if audio.voice => Some(Kind::Voice),
            DocumentAttribute::Audio(_) => Some(Kind::Audio),
            _ => None,
        });
        played.unwrap_or(Kind::Document)
    }

    /// What it is called.
    pub fn name(&self) -> Option<&str> {
        self.document.as_ref()?.attributes.iter().find_map(|attribute| match attribute {
            DocumentAttribute::Filename(name) => Some(name.file_name.as_str()),
            _ => None,
        })
    }

    /// The bytes that a location names: a document's own for `""`, else those of a size.
    pub fn bytes(&self, thumb_size: &str) -> Option<&Bytes> {
        match (&self.document, thumb_size) {
            (Some(document), "") => Some(&document.bytes),
            (None, "") => None,
            _ => self.sizes.iter().find(|size| thumb_size.chars().eq([size.letter])).map(|size| &size.bytes),
        }
    }

    /// The file as a viewer is shown it.
    pub fn media(&self, access: &Access, viewer: UserId) -> tl::enums::MessageMedia {
        let id = self.id.0;
        let access_hash = access.hash(viewer, access::Kind::File, id);
        let file_reference = access.reference(viewer, id);
        let sizes = self.photo_sizes();
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
        let shape = tl::types::Document {
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
            video: matches!(kind, Kind::Video | Kind::RoundVideo),
            round: kind == Kind::RoundVideo,
            voice: kind == Kind::Voice,
            document: Some(shape.into()),
            alt_documents: None,
            video_cover: None,
            video_timestamp: None,
            ttl_seconds: None,
        }
        .into()
    }

    fn photo_sizes(&self) -> Vec<PhotoSize> {
        let stripped = self.stripped.iter().map(|bytes| {
            PhotoSize::from(tl::types::PhotoStrippedSize { r#type: "i".to_owned(), bytes: bytes.clone() })
        });
        let sizes = self.sizes.iter().map(|size| {
            PhotoSize::from(tl::types::PhotoSize {
                r#type: size.letter.to_string(),
                w: i32::try_from(size.width).unwrap_or(i32::MAX),
                h: i32::try_from(size.height).unwrap_or(i32::MAX),
                size: i32::try_from(size.bytes.len()).unwrap_or(i32::MAX),
            })
        });
        stripped.chain(sizes).collect()
    }

    /// The file as it is stored; its bytes are in the folder already.
    pub fn to_row(&self, owner: UserId, part_size: u64) -> FileRow {
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
                    letter: size.letter,
                    width: size.width,
                    height: size.height,
                    length: size.bytes.len(),
                })
                .collect(),
        }
    }

    /// A stored file; `None` if its bytes are not kept or its row can't be read.
    pub fn from_row(row: FileRow, blobs: &Blobs) -> Option<Self> {
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
            let bytes = blobs.find(&size_name(FileId(id), size.letter), u64::from(u32::MAX), size.length)?;
            Some(Size { letter: size.letter, width: size.width, height: size.height, bytes })
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

/// What a size's bytes are called in the store.
pub fn size_name(id: FileId, letter: char) -> String {
    format!("{}-{letter}", id.0)
}

fn attributes_of(item: &Item) -> Vec<DocumentAttribute> {
    let mut attributes = Vec::new();
    let (w, h) = (i32::try_from(item.width).unwrap_or(0), i32::try_from(item.height).unwrap_or(0));
    let seconds = i32::try_from(item.duration.as_secs()).unwrap_or(0);
    let film = tl::types::DocumentAttributeVideo {
        round_message: item.kind == Kind::RoundVideo,
        supports_streaming: item.streamable,
        nosound: item.kind == Kind::Animation,
        duration: item.duration.as_secs_f64(),
        w,
        h,
        preload_prefix_size: None,
        video_start_ts: None,
        video_codec: None,
    };
    match item.kind {
        Kind::Video | Kind::RoundVideo => attributes.push(film.into()),
        Kind::Animation if item.mime_type.starts_with("video/") => {
            attributes.push(film.into());
            attributes.push(DocumentAttribute::Animated);
        }
        Kind::Animation => {
            attributes.push(tl::types::DocumentAttributeImageSize { w, h }.into());
            attributes.push(DocumentAttribute::Animated);
        }
        Kind::Audio | Kind::Voice => attributes.push(
            tl::types::DocumentAttributeAudio {
                voice: item.kind == Kind::Voice,
                duration: seconds,
                title: item.title.map(ToOwned::to_owned),
                performer: item.performer.map(ToOwned::to_owned),
                waveform: item.waveform.map(ToOwned::to_owned),
            }
            .into(),
        ),
        Kind::Document if item.width > 0 => {
            attributes.push(tl::types::DocumentAttributeImageSize { w, h }.into());
        }
        Kind::Text | Kind::Photo | Kind::Document => {}
    }
    if let Some(name) = &item.name {
        attributes.push(tl::types::DocumentAttributeFilename { file_name: name.clone() }.into());
    }
    attributes
}

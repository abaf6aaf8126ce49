//! What is known of a content before its bytes, and the captions that say it.

use std::sync::{Arc, Mutex, PoisonError};

use time::OffsetDateTime;

use crate::drive::NodeName;
use crate::drive::content::{Captions, SegmentFacts as PostedFacts, Totals};
use crate::drive::manifest::{FileManifest, Manifest, SegmentFacts, SegmentManifest, encode_hash};
use crate::store::Store;
use crate::store::drive::users::User;
use crate::store::drive::{NodeId, RevisionId, SegmentId};

/// What is known of a content before its bytes.
#[derive(Clone)]
pub struct Planned {
    pub user: User,
    pub parent: NodeId,
    pub node: NodeId,
    pub revision: RevisionId,
    pub number: i32,
    pub name: NodeName,
    pub content_type: String,
    pub started: OffsetDateTime,
    /// When the file was made: it may be there already.
    pub created: OffsetDateTime,
    /// The segments' ids, by position: they stand in the captions.
    pub segments: Arc<Mutex<Vec<SegmentId>>>,
}

/// The captions of a content's segments.
pub struct PlannedCaptions {
    pub planned: Planned,
    pub actor: String,
    pub original_name: String,
    pub store: Store,
}

impl PlannedCaptions {
    fn facts(&self, position: u32, segment: &PostedFacts) -> SegmentFacts {
        let mut ids = self.planned.segments.lock().unwrap_or_else(PoisonError::into_inner);
        let index = position as usize;
        while ids.len() <= index {
            ids.push(SegmentId::random().expect(RANDOM));
        }
        SegmentFacts(ids[index].0, position, segment.size, segment.plain_size, encode_hash(&segment.digest))
    }

    fn text(&self, manifest: &Manifest) -> String {
        manifest.to_text(&self.store, self.planned.user.encrypts).expect(RANDOM)
    }
}

/// What captions need: ids and nonces.
const RANDOM: &str = "the operating system has random bytes";

impl Captions for PlannedCaptions {
    fn segment(&self, position: u32, segment: &PostedFacts) -> String {
        self.text(&Manifest::Segment(SegmentManifest {
            owner: self.planned.user.id.0,
            file: self.planned.node.0,
            revision: self.planned.revision.0,
            segment: self.facts(position, segment),
        }))
    }

    fn last(&self, position: u32, segment: &PostedFacts, totals: &Totals) -> String {
        let planned = &self.planned;
        let started = planned.started.unix_timestamp();
        self.text(&Manifest::File(FileManifest {
            owner: planned.user.id.0,
            file: planned.node.0,
            parent: planned.parent.0,
            name: planned.name.to_string(),
            original_name: Some(self.original_name.clone()).filter(|original| *original != planned.name.as_str()),
            revision: planned.revision.0,
            number: planned.number,
            size: totals.size,
            sha256: encode_hash(&totals.sha256),
            content_type: planned.content_type.clone(),
            is_encrypted: planned.user.encrypts,
            times: (planned.created.unix_timestamp(), started, started),
            created_by: self.actor.clone(),
            trashed: None,
            segment: Some(self.facts(position, segment)),
            messages: None,
        }))
    }
}

//! Messages without a row.

use std::collections::HashMap;

use time::OffsetDateTime;

use crate::drive::manifest::Manifest;
use crate::store::drive::MessageRef;

/// Messages that no row needs.
#[derive(Default)]
pub struct Orphans {
    /// Each with its date, and the content that it is of.
    messages: Vec<(MessageRef, OffsetDateTime, Option<i64>)>,
}

impl Orphans {
    /// Adds a message, and what it says.
    pub fn add(&mut self, message: MessageRef, date: OffsetDateTime, says: &Manifest) {
        let content = match says {
            Manifest::Segment(segment) => Some(segment.revision),
            Manifest::File(file) => Some(file.revision),
            Manifest::User(_) | Manifest::Folder(_) => None,
        };
        self.messages.push((message, date, content));
    }

    /// The messages, and whether each is old: older than that moment, and so is every other one of its content. An upload may take days, but not
    /// between two of its segments.
    pub fn judged(self, before: OffsetDateTime) -> Vec<(MessageRef, bool)> {
        let mut newest: HashMap<i64, OffsetDateTime> = HashMap::new();
        for (_, date, content) in &self.messages {
            if let Some(content) = content.filter(|content| *content != 0) {
                let latest = newest.entry(content).or_insert(*date);
                *latest = (*latest).max(*date);
            }
        }
        let date_of = |date: OffsetDateTime, content: Option<i64>| {
            content.and_then(|content| newest.get(&content)).copied().unwrap_or(date)
        };
        self.messages.iter().map(|(message, date, content)| (*message, date_of(*date, *content) <= before)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orphans_of_a_content_are_as_old_as_the_newest_of_them() {
        let moment = |day: i64| OffsetDateTime::UNIX_EPOCH + time::Duration::days(day);
        let segment = |revision| {
            let segment = crate::drive::manifest::SegmentFacts(1, 0, 1, 1, String::new());
            Manifest::Segment(crate::drive::manifest::SegmentManifest { owner: 1, file: 2, revision, segment })
        };
        let message = |message| MessageRef { chat: -1, message };
        let mut orphans = Orphans::default();
        orphans.add(message(1), moment(1), &segment(7));
        orphans.add(message(2), moment(5), &segment(7));
        orphans.add(message(3), moment(1), &segment(8));
        // Of segments whose content is gone, each is for itself.
        orphans.add(message(4), moment(1), &segment(0));
        orphans.add(message(5), moment(5), &segment(0));
        let judged: Vec<_> =
            orphans.judged(moment(4)).into_iter().map(|(message, old)| (message.message, old)).collect();
        assert_eq!(judged, [(1, false), (2, false), (3, true), (4, true), (5, false)]);
    }
}

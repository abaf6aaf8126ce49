//! How far keys have read groups.

use super::on_each_store;
use crate::store::events::{
    GroupReader, NewestMembers, member_position, message_position, set_member_position, set_message_position,
};
use crate::store::{KeyId, keys};

#[tokio::test]
async fn positions_belong_to_one_reader_of_one_group() {
    on_each_store(async |store| {
        let key = KeyId(7);
        keys::insert(store, key, "service", [1; 32], "events").await.unwrap();
        let reader = GroupReader { key, reader: 1, group: -100 };
        assert_eq!(message_position(store, reader).await.unwrap(), None);
        for message in [5, 9] {
            set_message_position(store, reader, message).await.unwrap();
            assert_eq!(message_position(store, reader).await.unwrap(), Some(message));
        }
        for other in [GroupReader { reader: 2, ..reader }, GroupReader { group: -200, ..reader }] {
            assert_eq!(message_position(store, other).await.unwrap(), None);
        }
        assert!(member_position(store, reader).await.unwrap().is_none());
        keys::delete(store, "service").await.unwrap();
        assert_eq!(message_position(store, reader).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn members_who_joined_since_are_new() {
    on_each_store(async |store| {
        let key = KeyId(7);
        keys::insert(store, key, "service", [1; 32], "events").await.unwrap();
        let reader = GroupReader { key, reader: 1, group: -100 };
        let mut newest = NewestMembers::default();
        for (person, joined) in [(1, 10), (2, 20), (3, 15), (4, 20)] {
            newest.add(person, joined);
        }
        set_member_position(store, reader, &newest).await.unwrap();
        let seen = member_position(store, reader).await.unwrap().unwrap();
        for (person, joined, is_new) in [(1, 10, false), (2, 20, false), (4, 20, false), (5, 20, true), (6, 21, true)] {
            assert_eq!(seen.is_new(person, joined), is_new, "{person} joined at {joined}");
        }
    })
    .await;
}

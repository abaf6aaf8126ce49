//! Positions in groups.
//!
//! Which groups somebody reads is their own business: the table has hashes under a key of ours, both of the group and of people. A
//! position belongs to the person who is signed in, not to the session, so it outlives signing out and in again.

use std::collections::HashSet;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Column, Entity, Model};
use crate::store::keys::KeyId;
use crate::store::seal::Sealer;
use crate::store::{Error, Executor};

/// How much of a person's hash is kept: enough to tell apart those who joined within one second.
const SHORT: usize = 8;

/// Who reads which group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupReader {
    /// By which key.
    pub key: KeyId,
    /// The signed-in person's Telegram id.
    pub reader: i64,
    /// The group's marked id.
    pub group: i64,
}

/// The members who joined last: all who joined in the same second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewestMembers {
    /// When, in seconds since 1970.
    pub joined: i64,
    /// Telegram ids of those who joined then.
    pub people: Vec<i64>,
}

/// The members that a reader was sent already, as far as it is remembered.
#[derive(Clone)]
pub struct SeenMembers {
    joined: i64,
    people: HashSet<[u8; SHORT]>,
    reader: GroupReader,
    sealer: Sealer,
}

/// What a position is of.
#[derive(Clone, Copy)]
enum Kind {
    Messages,
    Members,
}

/// The last message that was read.
pub async fn message_position(db: &impl Executor, reader: GroupReader) -> Result<Option<i64>, Error> {
    Ok(find(db, reader, Kind::Messages).await?.map(|row| row.last))
}

/// Replaces it.
pub async fn set_message_position(db: &impl Executor, reader: GroupReader, message: i64) -> Result<(), Error> {
    set(db, reader, Kind::Messages, message, Vec::new()).await
}

/// The members that were sent.
pub async fn member_position(db: &impl Executor, reader: GroupReader) -> Result<Option<SeenMembers>, Error> {
    Ok(find(db, reader, Kind::Members).await?.map(|row| SeenMembers {
        joined: row.last,
        people: row.told.as_chunks().0.iter().copied().collect(),
        reader,
        sealer: db.context().sealer.clone(),
    }))
}

/// Replaces them.
pub async fn set_member_position(db: &impl Executor, reader: GroupReader, newest: &NewestMembers) -> Result<(), Error> {
    let sealer = &db.context().sealer;
    let people = newest.people.iter().flat_map(|person| person_hash(sealer, reader, *person)).collect();
    set(db, reader, Kind::Members, newest.joined, people).await
}

impl SeenMembers {
    /// Whether somebody who joined then is new.
    pub fn is_new(&self, person: i64, joined: i64) -> bool {
        joined > self.joined
            || joined == self.joined && !self.people.contains(&person_hash(&self.sealer, self.reader, person))
    }
}

impl NewestMembers {
    /// Counts somebody in.
    pub fn add(&mut self, person: i64, joined: i64) {
        match joined.cmp(&self.joined) {
            std::cmp::Ordering::Greater => *self = Self { joined, people: vec![person] },
            std::cmp::Ordering::Equal => self.people.push(person),
            std::cmp::Ordering::Less => {}
        }
    }
}

async fn find(db: &impl Executor, reader: GroupReader, kind: Kind) -> Result<Option<Model>, Error> {
    let id = (reader.key.0, reader_hash(&db.context().sealer, reader, kind));
    Ok(Entity::find_by_id(id).one(db.reader()).await?)
}

async fn set(db: &impl Executor, reader: GroupReader, kind: Kind, last: i64, told: Vec<u8>) -> Result<(), Error> {
    let row = ActiveModel {
        key_id: ActiveValue::Set(reader.key.0),
        place_hash: ActiveValue::Set(reader_hash(&db.context().sealer, reader, kind)),
        last: ActiveValue::Set(last),
        told: ActiveValue::Set(told),
    };
    let instead =
        OnConflict::columns([Column::KeyId, Column::PlaceHash]).update_columns([Column::Last, Column::Told]).to_owned();
    Entity::insert(row).on_conflict(instead).exec_without_returning(db.writer()).await?;
    Ok(())
}

fn reader_hash(sealer: &Sealer, reader: GroupReader, kind: Kind) -> Vec<u8> {
    let kind: u8 = match kind {
        Kind::Messages => b'm',
        Kind::Members => b'u',
    };
    let value = [b"place ".as_slice(), &[kind], &reader.reader.to_be_bytes(), &reader.group.to_be_bytes()].concat();
    sealer.fingerprint(&reader.key.0.to_be_bytes(), &value).to_vec()
}

fn person_hash(sealer: &Sealer, reader: GroupReader, person: i64) -> [u8; SHORT] {
    let value = [b"person ".as_slice(), &reader.group.to_be_bytes(), &person.to_be_bytes()].concat();
    let hash = sealer.fingerprint(&reader.key.0.to_be_bytes(), &value);
    *hash.first_chunk().expect("a hash is longer")
}

//! `key_positions`: how far each API key has read each group, so that `latest` goes on there after a restart.
//!
//! Which groups somebody reads is their own business: the table has hashes under a key of ours, both of the group and of people. A
//! position belongs to the person who is signed in, not to the session, so it outlives signing out and in again.

use std::collections::HashSet;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, EntityTrait};

use super::entities::key_position;
use super::keys::KeyId;
use super::{Error, Store};

/// How much of a person's hash is kept: enough to tell apart those who joined within one second.
const SHORT: usize = 8;

/// What was read, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// By which key.
    pub key: KeyId,
    /// The signed-in person's Telegram id.
    pub reader: i64,
    /// The group's marked id.
    pub group: i64,
}

/// Who was told of last: those who joined in that second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Newest {
    /// When, in seconds since 1970.
    pub joined: i64,
    /// Telegram ids of those who joined then.
    pub people: Vec<i64>,
}

/// Those who were told of, as far as it is remembered.
#[derive(Clone, Debug)]
pub struct Known {
    joined: i64,
    people: HashSet<[u8; SHORT]>,
    place: Place,
}

impl Store {
    /// The last message that was read there.
    pub async fn message_position(&self, place: Place) -> Result<Option<i64>, Error> {
        Ok(self.position(place, b'm').await?.map(|row| row.last))
    }

    /// Replaces it.
    pub async fn set_message_position(&self, place: Place, message: i64) -> Result<(), Error> {
        self.set_position(place, b'm', message, Vec::new()).await
    }

    /// Whom was told of there.
    pub async fn member_position(&self, place: Place) -> Result<Option<Known>, Error> {
        let row = self.position(place, b'u').await?;
        Ok(row.map(|row| Known { joined: row.last, people: row.told.as_chunks().0.iter().copied().collect(), place }))
    }

    /// Replaces it.
    pub async fn set_member_position(&self, place: Place, newest: &Newest) -> Result<(), Error> {
        let told = newest.people.iter().flat_map(|person| self.person_hash(place, *person)).collect();
        self.set_position(place, b'u', newest.joined, told).await
    }

    /// Whether somebody who joined then is new.
    pub fn is_new(&self, known: &Known, person: i64, joined: i64) -> bool {
        joined > known.joined
            || joined == known.joined && !known.people.contains(&self.person_hash(known.place, person))
    }

    async fn position(&self, place: Place, kind: u8) -> Result<Option<key_position::Model>, Error> {
        let id = (place.key.0, self.place_hash(place, kind));
        Ok(key_position::Entity::find_by_id(id).one(&self.database).await?)
    }

    async fn set_position(&self, place: Place, kind: u8, last: i64, told: Vec<u8>) -> Result<(), Error> {
        let row = key_position::ActiveModel {
            key_id: ActiveValue::Set(place.key.0),
            place_hash: ActiveValue::Set(self.place_hash(place, kind)),
            last: ActiveValue::Set(last),
            told: ActiveValue::Set(told),
        };
        let instead = OnConflict::columns([key_position::Column::KeyId, key_position::Column::PlaceHash])
            .update_columns([key_position::Column::Last, key_position::Column::Told])
            .to_owned();
        key_position::Entity::insert(row).on_conflict(instead).exec_without_returning(&self.database).await?;
        Ok(())
    }

    fn place_hash(&self, place: Place, kind: u8) -> Vec<u8> {
        let value = [b"place ".as_slice(), &[kind], &place.reader.to_be_bytes(), &place.group.to_be_bytes()].concat();
        self.sealer.fingerprint(&place.key.0.to_be_bytes(), &value).to_vec()
    }

    fn person_hash(&self, place: Place, person: i64) -> [u8; SHORT] {
        let value = [b"person ".as_slice(), &place.group.to_be_bytes(), &person.to_be_bytes()].concat();
        let hash = self.sealer.fingerprint(&place.key.0.to_be_bytes(), &value);
        *hash.first_chunk().expect("a hash is longer")
    }
}

impl Newest {
    /// Counts somebody in.
    pub fn add(&mut self, person: i64, joined: i64) {
        match joined.cmp(&self.joined) {
            std::cmp::Ordering::Greater => *self = Self { joined, people: vec![person] },
            std::cmp::Ordering::Equal => self.people.push(person),
            std::cmp::Ordering::Less => {}
        }
    }
}

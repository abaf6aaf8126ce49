//! Accounts: created when their number is first used, with the same properties every time.

use std::collections::hash_map::Entry;

use super::state::World;
use crate::model::account::Account;
use crate::model::phone::{AccountKind, Phone, UserId};
use crate::rpc::RpcError;
use crate::store::AccountRow;

/// First names, chosen by the user id.
const NAMES: [&str; 16] = [
    "Ada", "Bruno", "Chiara", "Dario", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jun", "Kofi", "Lena", "Mila", "Nico",
    "Olga", "Pablo",
];

impl World {
    /// The account with a phone number, created if needed.
    pub(crate) fn account(&self, phone: Phone) -> Result<UserId, RpcError> {
        if self.state().accounts.contains_key(&phone.user()) {
            return Ok(phone.user());
        }
        let digits = phone.digits();
        let name = NAMES[usize::try_from(phone.user().0).unwrap_or(0) % NAMES.len()];
        match phone.account_kind() {
            AccountKind::Demo => self.create_account(phone, "Helio", Some("Graph")),
            _ => self.create_account(phone, name, Some(&digits[digits.len() - 4..])),
        }
    }

    pub(super) fn create_account(
        &self,
        phone: Phone,
        first_name: &str,
        last_name: Option<&str>,
    ) -> Result<UserId, RpcError> {
        let row = AccountRow {
            id: phone.user().0,
            phone: phone.digits(),
            first_name: first_name.to_owned(),
            last_name: last_name.map(ToOwned::to_owned),
            created: self.clock().now(),
        };
        let mut state = self.state();
        if let Entry::Vacant(entry) = state.accounts.entry(phone.user()) {
            self.store().add_account(&row)?;
            entry.insert(Account::from_row(row, phone));
        }
        Ok(phone.user())
    }

    pub(crate) fn account_kind(&self, user: UserId) -> Option<AccountKind> {
        self.state().accounts.get(&user).map(|account| account.phone.account_kind())
    }

    /// An account's home data centre.
    pub(crate) fn home_of(&self, user: UserId) -> i32 {
        self.state().accounts.get(&user).map_or(1, |account| account.phone.dc())
    }
}

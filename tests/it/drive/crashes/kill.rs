//! One point at which the server ends.

use heliograph::drive::CheckOptions;
use reqwest::{Method, RequestBuilder};
use sandbox::Moment;

use super::rebuilder::Rebuilder;
use super::site::Site;
use super::state::State;

/// Whose files it is about: an index into what the users have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Whose files are stored as they are.
    Alice = 0,
    /// Who encrypts.
    Bob = 1,
}

/// When the server is ended.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// When Telegram has got a call, which is then never carried out; so many others of that method came before.
    Before(&'static str, u64),
    /// When a call is carried out, and the server does not know.
    After(&'static str, u64),
    /// As soon as the operation is acknowledged.
    Acknowledged,
}

/// What an operation does.
pub struct Operation {
    /// What it is called in messages.
    pub name: &'static str,
    /// The requests, which are made one after the other.
    pub requests: Vec<RequestBuilder>,
    /// What the owner has afterwards.
    pub after: State,
    /// What the owner may have where it was not acknowledged, besides what was before.
    pub between: Vec<State>,
    /// Whether it changes names alone: these are noted at Telegram after they are acknowledged.
    pub is_of_names: bool,
}

/// The test bench: a site, a rebuilder, and what the users have.
pub struct Bench {
    pub site: Site,
    pub rebuilder: Rebuilder,
    pub states: [State; 2],
    /// How many points there were.
    pub points: usize,
    /// Of what is new.
    pub seed: u64,
}

impl Bench {
    /// A new one.
    pub async fn make() -> Self {
        let site = Site::make().await;
        let rebuilder = Rebuilder::make(&site).await;
        Self { site, rebuilder, states: Default::default(), points: 0, seed: 0 }
    }

    /// A call of the owner to a server, to be completed and sent.
    pub fn call(&self, owner: Owner, origin: &str, method: Method, path: &str) -> RequestBuilder {
        let program = if owner == Owner::Alice { &self.site.alice } else { &self.site.bob };
        program.at(origin).call(method, path)
    }

    /// Begins an operation, ends the server there, and compares everything. `current` is the folder that it is about.
    pub async fn kill(&mut self, owner: Owner, current: &str, end: End, begin: impl FnOnce(&Self, &str) -> Operation) {
        let process = self.site.start();
        let operation = begin(self, process.origin());
        let hold = match end {
            End::Before(method, after) => Some(self.site.sandbox.hold(method, Moment::BeforeExecution, after)),
            End::After(method, after) => Some(self.site.sandbox.hold(method, Moment::BeforeAnswer, after)),
            End::Acknowledged => None,
        };
        let what = format!("{} of {owner:?}, {end:?}", operation.name);
        let requests = operation.requests;
        let doing = tokio::spawn(async move {
            for request in requests {
                // The server may end before it answers, or within its answer.
                let Ok(response) = request.send().await else { return false };
                let status = response.status();
                let Ok(body) = response.text().await else { return false };
                assert!(status.is_success(), "{status} {body}");
            }
            true
        });
        let is_acknowledged = match hold {
            Some(mut hold) => {
                let reached = tokio::time::timeout(std::time::Duration::from_secs(30), hold.reached()).await;
                assert!(reached.is_ok(), "{what}: the point is not reached");
                process.kill();
                hold.lose();
                doing.await.expect("the operation is no failure")
            }
            None => {
                let is_acknowledged = doing.await.expect("the operation is no failure");
                assert!(is_acknowledged, "{what}");
                process.kill();
                true
            }
        };
        self.compare(
            owner,
            current,
            &what,
            is_acknowledged,
            &operation.after,
            operation.between,
            operation.is_of_names,
        )
        .await;
    }

    /// Compares what there is with what there has to be, before a repair and after it.
    #[expect(clippy::too_many_arguments, reason = "what was done, and what may have come of it")]
    pub async fn compare(
        &mut self,
        owner: Owner,
        current: &str,
        what: &str,
        is_acknowledged: bool,
        after: &State,
        between: Vec<State>,
        is_of_names: bool,
    ) {
        let index = owner as usize;
        let before = self.states.clone();
        let mut allowed = vec![after.clone()];
        if !is_acknowledged || is_of_names {
            allowed.push(before[index].clone());
            allowed.extend(between.iter().cloned());
        }
        let rebuilt = self.rebuilder.rebuilt(current, &before).await;
        let complain =
            |state: &State| format!("{what}, acknowledged: {is_acknowledged}\nis {state:#?}\nnot {after:#?}");
        assert!(allowed.contains(&rebuilt[index]), "rebuilt at once: {}", complain(&rebuilt[index]));
        assert_eq!(rebuilt[1 - index], before[1 - index], "{what}: the other user");

        let states = self
            .site
            .open(async |drive| {
                let repair = CheckOptions { repair: true, deep: false };
                let checked = drive.check(repair, |_| {}).await.expect("a check");
                assert!(checked.is_clean(), "{what}: {checked:?}");
                let deep = CheckOptions { repair: false, deep: true };
                let checked = drive.check(deep, |_| {}).await.expect("a check");
                assert!(checked.findings.is_empty() && checked.pending == 0, "{what}: {checked:?}");
                let alice = State::read(drive, "alice", current, &before[0]).await;
                [alice, State::read(drive, "bob", current, &before[1]).await]
            })
            .await;
        let mut allowed = vec![after.clone()];
        if !is_acknowledged {
            allowed.push(before[index].clone());
            allowed.extend(between);
        }
        assert!(allowed.contains(&states[index]), "{}", complain(&states[index]));
        assert_eq!(states[1 - index], before[1 - index], "{what}: the other user");
        let rebuilt = self.rebuilder.rebuilt(current, &states).await;
        assert_eq!(rebuilt, states, "{what}: rebuilt after a repair");
        self.states = states;
        self.points += 1;
    }

    /// Reads every byte once more, and ends everything.
    pub async fn finish(self) {
        let nothing: [State; 2] = Default::default();
        let rebuilt = self.rebuilder.rebuilt("", &nothing).await;
        assert_eq!(rebuilt, self.states);
        self.rebuilder.finish().await;
        self.site.finish().await;
    }
}

//! Files that get another content. No call of the documented API does that, so the process that is ended is this test program itself.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use heliograph::drive::{Actor, ActorKind, CheckOptions, Drive};
use sandbox::Moment;

use super::kill::{Bench, End, Owner};
use super::operations::{BIG, SMALL, replace};
use super::site::open;
use super::state::State;
use crate::drive::stored;
use crate::harness::ramp;

/// Names the order of a process that is to be ended.
const ORDER: &str = "HELIOGRAPH_TEST_OVERWRITE";
const POST: &str = "messages.sendMedia";

#[derive(serde::Serialize, serde::Deserialize)]
struct Order {
    settings: Vec<(String, String)>,
    user: String,
    folder: String,
    seed: u64,
}

impl Order {
    fn bytes(&self) -> Vec<u8> {
        sandbox::content::ramp(self.seed * 1_000_003, BIG)
    }

    /// Carries it out in a process of its own.
    fn start(&self) -> Child {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.args(["--exact", "drive::crashes::overwriting::a_file_gets_another_content", "--nocapture"]);
        command.env(ORDER, serde_json::to_string(self).expect("JSON"));
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts")
    }
}

async fn as_user(drive: &Drive, name: &str) -> Actor {
    let user = drive.people().user(name).await.expect("the user is there").id;
    Actor { kind: ActorKind::Server, user, name: name.to_owned(), app_password: None, address: None }
}

/// Undisturbed; and what a process does that is ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_gets_another_content() {
    if let Ok(order) = std::env::var(ORDER) {
        let order: Order = serde_json::from_str(&order).expect("JSON");
        return open(&order.settings, async |drive| {
            let actor = as_user(drive, &order.user).await;
            replace(drive, &actor, &order.folder, "a.bin", &order.bytes()).await;
            println!("stored");
            std::future::pending().await
        })
        .await;
    }
    let (server, _) = stored::server().await;
    let drive = server.drive(|_| {});
    let actor = as_user(&drive, "alice").await;
    for length in [BIG, SMALL, BIG] {
        replace(&drive, &actor, "f", "a.bin", &ramp(length)).await;
    }
    let state = State::read(&drive, "alice", "", &State::default()).await;
    assert_eq!(state, State::default().with("f", "a.bin", &ramp(BIG)));
    stored::settled(&server).await;
    let checked = drive.check(CheckOptions { deep: true, repair: false }, |_| {}).await.expect("a check");
    assert!(checked.findings.is_empty(), "{checked:?}");
    server.finish().await;
}

impl Bench {
    /// Begins to overwrite `a.bin` and ends the process there. Whether it was acknowledged.
    async fn overwrite(&self, order: &Order, end: End) -> bool {
        let hold = match end {
            End::Before(method, after) => Some(self.site.sandbox.hold(method, Moment::BeforeExecution, after)),
            End::After(method, after) => Some(self.site.sandbox.hold(method, Moment::BeforeAnswer, after)),
            End::Acknowledged => None,
        };
        self.site.let_leases_run_out().await;
        let mut child = order.start();
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        let acknowledged = tokio::task::spawn_blocking(move || {
            output.lines().map_while(Result::ok).any(|line| line.ends_with("stored"))
        });
        let is_held = hold.is_some();
        if let Some(mut hold) = hold {
            hold.reached().await;
            child.kill().expect("it runs");
            hold.lose();
        }
        let is_acknowledged = acknowledged.await.expect("the output is read");
        assert_eq!(is_acknowledged, !is_held);
        // It may have been ended already.
        let _ = child.kill();
        child.wait().expect("it ends");
        is_acknowledged
    }

    fn order(&mut self, user: &str, folder: &str) -> Order {
        self.seed += 1;
        Order {
            settings: self.site.settings.clone(),
            user: user.to_owned(),
            folder: folder.to_owned(),
            seed: self.seed,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_content_before_or_the_one_after_is_there() {
    let mut bench = Bench::make().await;
    for (owner, user) in [(Owner::Alice, "alice"), (Owner::Bob, "bob")] {
        for end in
            [End::Before(POST, 0), End::After(POST, 0), End::Before(POST, 1), End::After(POST, 1), End::Acknowledged]
        {
            let before = bench.fresh(BIG);
            let here = bench.arrange(owner, &[("a.bin", &before)]).await;
            let order = bench.order(user, &here);
            let is_acknowledged = bench.overwrite(&order, end).await;
            let after = bench.states[owner as usize].clone().with(&here, "a.bin", &order.bytes());
            let what = format!("overwriting, {end:?}");
            bench.compare(owner, &here, &what, is_acknowledged, &after, Vec::new(), false).await;
        }
    }
    bench.finish().await;
}

/// What broke off before its row, and what was stored after it, have the same number at Telegram.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_stored_after_a_content_that_broke_off_is_the_newest() {
    let mut bench = Bench::make().await;
    let before = bench.fresh(SMALL);
    let here = bench.arrange(Owner::Alice, &[("a.bin", &before)]).await;
    for _ in 0..3 {
        let order = bench.order("alice", &here);
        bench.overwrite(&order, End::After(POST, 1)).await;
    }
    let order = bench.order("alice", &here);
    assert!(bench.overwrite(&order, End::Acknowledged).await);
    let after = bench.states[0].clone().with(&here, "a.bin", &order.bytes());
    bench.compare(Owner::Alice, &here, "overwriting again", true, &after, Vec::new(), false).await;
    bench.finish().await;
}

use std::time::Duration;

use tokio::sync::broadcast::Receiver;
use tokio::time::{interval, timeout};

use super::bench::{Bench, EMPTY};
use crate::telegram::{Event, UploadHints};

/// The next event, within seconds.
async fn next(events: &mut Receiver<Event>) -> Event {
    timeout(Duration::from_secs(20), events.recv()).await.expect("in time").expect("an event")
}

/// Waits until it is so, which takes moments.
async fn becomes(is_so: impl Fn() -> bool) {
    let mut looks = interval(Duration::from_millis(10));
    let looking = async {
        while !is_so() {
            looks.tick().await;
        }
    };
    timeout(Duration::from_secs(20), looking).await.expect("in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_saved_messages_are_events() {
    let bench = Bench::start().await;
    let watcher = bench.sign_in(EMPTY).await;
    let actor = bench.sign_in(EMPTY).await;
    let mut events = watcher.events().await;
    let mut upload = actor.upload(UploadHints { name: "file.bin".to_owned(), ..UploadHints::default() });
    upload.write(vec![1; 5000].into()).await.expect("accepted");
    let file = upload.finish().await.expect("complete");
    let ids = actor.send_files(vec![file], "").await.expect("sent");
    assert!(matches!(next(&mut events).await, Event::MediaAdded(media) if media.id == ids[0]));
    actor.edit_caption(ids[0], "words").await.expect("edited");
    assert!(matches!(next(&mut events).await, Event::MediaChanged(media) if media.caption == "words"));
    actor.delete(&ids).await.expect("deleted");
    assert!(matches!(next(&mut events).await, Event::MediaRemoved(removed) if removed == ids));
    bench.sandbox().revoke(EMPTY).expect("a known number");
    assert!(matches!(next(&mut events).await, Event::SignedOut));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_kept_open_for_updates_while_somebody_listens() {
    let soon = Duration::from_millis(50);
    let bench = Bench::start_with(|limits| {
        limits.updates.round = soon;
        limits.calls.connection_idle = soon;
    });
    let bench = bench.await;
    let account = bench.sign_in(EMPTY).await;
    let events = account.events().await;
    becomes(|| bench.calls("updates.getDifference") >= 3).await;
    assert_eq!(bench.sandbox().counters().connections, 1);
    drop(events);
    becomes(|| bench.sandbox().counters().connections == 0).await;
}

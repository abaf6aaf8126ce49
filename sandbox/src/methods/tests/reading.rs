//! How far chats are read, and who is told.

use tl::enums::{InputPeer, Update};

use super::chats::to;
use super::messages::missed_since;
use super::own_channels::{OTHER, updates_in};
use super::*;

async fn dialog(client: &Client, peer: &InputPeer) -> tl::types::Dialog {
    let peers = vec![tl::types::InputDialogPeer { peer: peer.clone() }.into()];
    let tl::enums::messages::PeerDialogs::Dialogs(found) =
        client.call(&f::messages::GetPeerDialogs { peers }).await.unwrap();
    let Some(tl::enums::Dialog::Dialog(dialog)) = found.dialogs.into_iter().next() else { panic!("a dialog") };
    dialog
}

async fn state(client: &Client) -> tl::types::updates::State {
    let tl::enums::updates::State::State(state) = client.call(&f::updates::GetState {}).await.unwrap();
    state
}

fn read(peer: &InputPeer, max_id: i32) -> f::messages::ReadHistory {
    f::messages::ReadHistory { peer: peer.clone(), max_id }
}

#[tokio::test]
async fn private_messages_are_unread_until_they_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let (ann, ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let bens_phone = sandbox.signed_in(OTHER).await;
    let (to_ben, to_ann) = (ann.chat_with(OTHER).await, ben.chat_with(EMPTY).await);
    let before = state(&ben).await;
    let mut ids = Vec::new();
    for (random_id, text) in (1..).zip(["one", "two", "three"]) {
        ids.push(ann.write(&to_ben, text, random_id).await);
    }
    assert_eq!(dialog(&ann, &to_ben).await.read_outbox_max_id, 0, "Ben has read nothing");
    assert_eq!(dialog(&ann, &to_ben).await.unread_count, 0, "one's own messages are read");
    let unread = dialog(&ben, &to_ann).await;
    assert_eq!((unread.unread_count, unread.read_inbox_max_id < unread.top_message), (3, true));
    assert_eq!(state(&ben).await.unread_count, 3);

    let second = unread.top_message - 1;
    let tl::enums::messages::AffectedMessages::Messages(affected) = ben.call(&read(&to_ann, second)).await.unwrap();
    assert_eq!((affected.pts, affected.pts_count), (before.pts + 4, 1));
    let half = dialog(&ben, &to_ann).await;
    assert_eq!((half.unread_count, half.read_inbox_max_id), (1, second));
    assert_eq!(dialog(&ann, &to_ben).await.read_outbox_max_id, ids[1]);
    let pushed = sandbox.pushed_to(&bens_phone);
    let [Update::ReadHistoryInbox(told)] = updates_in(pushed.last().unwrap()) else { panic!("{pushed:?}") };
    assert_eq!((told.max_id, told.still_unread_count, told.pts), (second, 1, affected.pts));
    let pushed = sandbox.pushed_to(&ann);
    let [Update::ReadHistoryOutbox(told)] = updates_in(pushed.last().unwrap()) else { panic!("{pushed:?}") };
    assert_eq!((told.max_id, told.pts, told.pts_count), (ids[1], state(&ann).await.pts, 1));

    let tl::enums::messages::AffectedMessages::Messages(again) = ben.call(&read(&to_ann, second)).await.unwrap();
    assert_eq!((again.pts, again.pts_count), (affected.pts, 0), "read already");
    ben.call(&read(&to_ann, 0)).await.unwrap();
    let all = dialog(&ben, &to_ann).await;
    assert_eq!((all.unread_count, all.read_inbox_max_id), (0, all.top_message));

    let missed = bens_phone.call(&missed_since(&before)).await.unwrap();
    let tl::enums::updates::Difference::Difference(missed) = missed else { panic!("{missed:?}") };
    assert_eq!((missed.new_messages.len(), missed.other_updates.len()), (3, 2), "read twice");

    let sandbox = Sandbox::start_in(Some(folder.path()));
    let ben = Client { methods: Methods::new(sandbox.world.clone()), caller: ben.caller };
    assert_eq!(dialog(&ben, &to_ann).await.unread_count, 0, "after a restart");
    let missed = ben.call(&missed_since(&before)).await.unwrap();
    assert!(matches!(missed, tl::enums::updates::Difference::Difference(missed) if missed.other_updates.len() == 2));
}

#[tokio::test]
async fn own_messages_in_private_chats_have_an_author() {
    let sandbox = Sandbox::start();
    let (ann, ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let (to_ben, to_ann) = (ann.chat_with(OTHER).await, ben.chat_with(EMPTY).await);
    ann.write(&to_ben, "hello", 1).await;
    let sent = ann.newest(&to_ben).await;
    assert_eq!((sent.out, sent.from_id), (true, Some(tl::types::PeerUser { user_id: ann.me().await }.into())));
    let received = ben.newest(&to_ann).await;
    assert_eq!((received.out, received.from_id), (false, None));
}

#[tokio::test]
async fn posts_are_unread_from_joining_on() {
    let sandbox = Sandbox::start();
    let (ann, ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let (here, there) = (ann.join("lighthouse_keepers").await, ben.find("lighthouse_keepers").await);
    ann.write(&here.peer, "before", 1).await;
    ben.join("lighthouse_keepers").await;
    let bens_phone = sandbox.signed_in(OTHER).await;
    assert_eq!(dialog(&ben, &there.peer).await.unread_count, 0);
    let id = ann.write(&here.peer, "after", 2).await;
    ben.call(&to(&there.peer, "mine", 3)).await.unwrap();
    assert_eq!(dialog(&ben, &there.peer).await.unread_count, 1);
    assert_eq!(ben.full(&there).await.unread_count, 1);
    let read = f::channels::ReadHistory { channel: there.channel.clone(), max_id: id };
    assert!(ben.call(&read).await.unwrap());
    assert_eq!(dialog(&ben, &there.peer).await.unread_count, 0);
    let pushed = sandbox.pushed_to(&bens_phone);
    let [Update::ReadChannelInbox(told)] = updates_in(pushed.last().unwrap()) else { panic!("{pushed:?}") };
    assert_eq!((told.channel_id, told.max_id, told.still_unread_count), (there.id, id, 0));
}

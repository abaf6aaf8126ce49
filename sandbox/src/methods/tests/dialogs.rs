//! The list of chats: pinned and marked ones, drafts, and what was forwarded to Saved Messages.

use tl::enums::{InputPeer, Update};

use super::chats::forward;
use super::own_channels::{OTHER, updates_in};
use super::*;

fn dialog_peer(peer: &InputPeer) -> tl::enums::InputDialogPeer {
    tl::types::InputDialogPeer { peer: peer.clone() }.into()
}

async fn listed(client: &Client, exclude_pinned: bool) -> Vec<tl::types::Dialog> {
    let all = f::messages::GetDialogs {
        exclude_pinned,
        folder_id: None,
        offset_date: 0,
        offset_id: 0,
        offset_peer: InputPeer::Empty,
        limit: 100,
        hash: 0,
    };
    let tl::enums::messages::Dialogs::Dialogs(all) = client.call(&all).await.unwrap() else { panic!("all") };
    all.dialogs.into_iter().map(one).collect()
}

fn one(dialog: tl::enums::Dialog) -> tl::types::Dialog {
    match dialog {
        tl::enums::Dialog::Dialog(dialog) => dialog,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn pinned_chats_come_first_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let (client, phone) = (sandbox.signed_in(DEMO).await, sandbox.signed_in(DEMO).await);
    let before = listed(&client, false).await;
    assert!(before.iter().all(|dialog| !dialog.pinned));
    let (keepers, ines) = (client.find("lighthouse_keepers").await, client.find_person("ines_faro").await);
    let pin = |peer: &InputPeer, pinned| f::messages::ToggleDialogPin { pinned, peer: dialog_peer(peer) };
    client.call(&pin(&keepers.peer, true)).await.unwrap();
    client.call(&pin(&ines, true)).await.unwrap();
    let pushed = sandbox.pushed_to(&phone);
    assert!(matches!(updates_in(pushed.last().unwrap()), [Update::DialogPinned(it)] if it.pinned));
    let pinned = async |client: &Client| {
        let tl::enums::messages::PeerDialogs::Dialogs(found) =
            client.call(&f::messages::GetPinnedDialogs { folder_id: 0 }).await.unwrap();
        found.dialogs.into_iter().map(|dialog| one(dialog).peer).collect::<Vec<_>>()
    };
    let both = pinned(&client).await;
    let after = listed(&client, false).await;
    assert_eq!(both.len(), 2);
    assert_eq!(after.iter().take(2).map(|dialog| dialog.peer.clone()).collect::<Vec<_>>(), both);
    assert!(matches!(both[0], tl::enums::Peer::User(_)), "the one that was pinned last");
    assert_eq!(listed(&client, true).await.len(), before.len() - 2);
    let order = [&keepers.peer, &ines].map(dialog_peer).to_vec();
    client.call(&f::messages::ReorderPinnedDialogs { force: true, folder_id: 0, order }).await.unwrap();
    assert_eq!(pinned(&client).await, [both[1].clone(), both[0].clone()]);

    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = Client { methods: Methods::new(sandbox.world.clone()), caller: client.caller };
    assert_eq!(pinned(&client).await, [both[1].clone(), both[0].clone()], "after a restart");
    client.call(&pin(&ines, false)).await.unwrap();
    assert_eq!(pinned(&client).await, [both[1].clone()]);
    let mark = f::messages::MarkDialogUnread { unread: true, parent_peer: None, peer: dialog_peer(&ines) };
    client.call(&mark).await.unwrap();
    let marks = client.call(&f::messages::GetDialogUnreadMarks { parent_peer: None }).await.unwrap();
    assert_eq!(marks, [tl::types::DialogPeer { peer: both[0].clone() }.into()]);
    client.call(&f::messages::ReadHistory { peer: ines, max_id: 0 }).await.unwrap();
    assert!(client.call(&f::messages::GetDialogUnreadMarks { parent_peer: None }).await.unwrap().is_empty());
}

#[tokio::test]
async fn drafts_are_kept_told_and_removed() {
    let sandbox = Sandbox::start();
    let (client, phone) = (sandbox.signed_in(DEMO).await, sandbox.signed_in(DEMO).await);
    let ines = client.find_person("ines_faro").await;
    let save = |message: &str| f::messages::SaveDraft {
        no_webpage: false,
        invert_media: false,
        reply_to: None,
        peer: ines.clone(),
        message: message.to_owned(),
        entities: None,
        media: None,
        effect: None,
        suggested_post: None,
        rich_message: None,
    };
    let drafts = async || match client.call(&f::messages::GetAllDrafts {}).await.unwrap() {
        tl::enums::Updates::Updates(all) => all.updates,
        other => panic!("{other:?}"),
    };
    client.call(&save("dear Ines")).await.unwrap();
    let all = drafts().await;
    let [Update::DraftMessage(draft)] = &all[..] else { panic!("{all:?}") };
    let text = |draft: &tl::enums::DraftMessage| match draft {
        tl::enums::DraftMessage::Message(draft) => draft.message.clone(),
        tl::enums::DraftMessage::Empty(_) => String::new(),
    };
    assert_eq!(text(&draft.draft), "dear Ines");
    assert_eq!(updates_in(sandbox.pushed_to(&phone).last().unwrap()), all);
    let in_list = listed(&client, false).await.into_iter().find_map(|dialog| dialog.draft);
    assert_eq!(in_list.as_ref().map(text).as_deref(), Some("dear Ines"));
    client.call(&save("")).await.unwrap();
    assert!(drafts().await.is_empty());
    client.call(&save("again")).await.unwrap();
    let sent = f::messages::SendMessage { clear_draft: true, ..super::chats::to(&ines, "again", 1) };
    client.call(&sent).await.unwrap();
    assert!(drafts().await.is_empty(), "sending it removes it");
}

#[tokio::test]
async fn copies_in_saved_messages_know_where_they_come_from() {
    let sandbox = Sandbox::start();
    let (ann, _ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let keepers = ann.join("lighthouse_keepers").await;
    ann.say("a note", 1).await;
    let saved = InputPeer::PeerSelf;
    ann.call(&forward(&keepers.peer, 3, &saved, 2)).await.unwrap();
    let copy = ann.newest(&saved).await;
    let Some(tl::enums::MessageFwdHeader::Header(header)) = &copy.fwd_from else { panic!("{copy:?}") };
    let keepers_peer: tl::enums::Peer = tl::types::PeerChannel { channel_id: keepers.id }.into();
    assert_eq!((header.saved_from_peer.as_ref(), header.saved_from_msg_id), (Some(&keepers_peer), Some(3)));
    assert_eq!(copy.saved_peer_id.as_ref(), Some(&keepers_peer));

    let dialogs = f::messages::GetSavedDialogs {
        exclude_pinned: false,
        parent_peer: None,
        offset_date: 0,
        offset_id: 0,
        offset_peer: InputPeer::Empty,
        limit: 10,
        hash: 0,
    };
    let tl::enums::messages::SavedDialogs::Dialogs(all) = ann.call(&dialogs).await.unwrap() else { panic!("all") };
    let peers: Vec<_> = all.dialogs.iter().map(tl::enums::SavedDialog::peer).collect();
    let me: tl::enums::Peer = tl::types::PeerUser { user_id: ann.me().await }.into();
    assert_eq!(peers, [keepers_peer, me]);
    let history = |peer: &InputPeer| f::messages::GetSavedHistory {
        parent_peer: None,
        peer: peer.clone(),
        offset_id: 0,
        offset_date: 0,
        add_offset: 0,
        limit: 10,
        max_id: 0,
        min_id: 0,
        hash: 0,
    };
    let found = Found::of(ann.call(&history(&keepers.peer)).await.unwrap());
    assert_eq!(found.ids(), [copy.id]);
    let notes = Found::of(ann.call(&history(&saved)).await.unwrap());
    assert_eq!(notes.messages.iter().map(|note| note.message.as_str()).collect::<Vec<_>>(), ["a note"]);

    // Elsewhere it is told where it was first posted, and no more.
    let own = ann.create("Own", false).await;
    ann.call(&forward(&keepers.peer, 3, &own.peer, 3)).await.unwrap();
    let copy = ann.newest(&own.peer).await;
    let Some(tl::enums::MessageFwdHeader::Header(header)) = &copy.fwd_from else { panic!("{copy:?}") };
    assert_eq!(header.saved_from_peer, None);
}

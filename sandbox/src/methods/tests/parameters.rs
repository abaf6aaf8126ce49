//! Parameters that are easily forgotten: each does something, or is refused, or is there and empty.

use tl::enums::MessagesFilter as Filter;
use tl::enums::{InputPeer, MessageEntity};

use super::chats::{answer, forward, to};
use super::own_channels::OTHER;
use super::uploads::{document, file, photo, save, send_media};
use super::*;

#[tokio::test]
async fn what_is_empty_is_as_if_it_were_not_there() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let id = client.say("a note", 1).await;
    let anybody = f::messages::Search { from_id: Some(InputPeer::Empty), ..search(Filter::InputMessagesFilterEmpty) };
    assert_eq!(client.search(anybody).await.ids(), [id]);
    let no_chat =
        f::messages::Search { saved_peer_id: Some(InputPeer::Empty), ..search(Filter::InputMessagesFilterEmpty) };
    assert_eq!(client.search(no_chat).await.ids(), [id]);
    let no_reply = f::messages::SendMessage { reply_to: answer(0), ..text_message("no reply", 2) };
    client.call(&no_reply).await.unwrap();
    assert_eq!(client.newest(&InputPeer::PeerSelf).await.reply_to, None);
    save(&client, 7, 0, vec![5; 100]).await.unwrap();
    let tl::enums::InputMedia::UploadedDocument(mut with_thumb) = document(file(7, 1), "text/plain", "a.txt") else {
        panic!("a document")
    };
    with_thumb.thumb = Some(file(0, 0));
    client.call(&send_media(with_thumb.into(), "", 3)).await.unwrap();
    let as_nobody = f::messages::SendMessage { send_as: Some(InputPeer::Empty), ..text_message("as myself", 4) };
    client.call(&as_nobody).await.unwrap();
}

#[tokio::test]
async fn messages_are_sent_as_their_options_say() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let (ann, ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let (to_ben, to_ann) = (ann.chat_with(OTHER).await, ben.chat_with(EMPTY).await);
    let silent = f::messages::SendMessage { silent: true, invert_media: true, ..to(&to_ben, "quietly, please", 1) };
    ann.call(&silent).await.unwrap();
    let first = ben.newest(&to_ann).await;
    assert!(first.silent && first.invert_media);

    let Some(tl::enums::InputReplyTo::Message(mut reply)) = answer(first.id) else { panic!("a reply") };
    (reply.quote_text, reply.quote_offset) = (Some("quietly".into()), Some(0));
    let quoting = |text: &str| {
        let reply = tl::types::InputReplyToMessage { quote_text: Some(text.into()), ..reply.clone() };
        f::messages::SendMessage { reply_to: Some(reply.into()), ..to(&to_ann, "why?", 2) }
    };
    assert_eq!(ben.refused(&quoting("loudly")).await, "QUOTE_TEXT_INVALID");
    ben.call(&quoting("quietly")).await.unwrap();
    let tl::enums::MessageReplyHeader::Header(header) = ann.newest(&to_ben).await.reply_to.unwrap() else {
        panic!("a reply")
    };
    assert_eq!((header.quote, header.quote_text.as_deref(), header.quote_offset), (true, Some("quietly"), Some(0)));

    save(&ann, 9, 0, super::uploads::picture(80, 60)).await.unwrap();
    let tl::enums::InputMedia::UploadedPhoto(mut hidden) = photo(file(9, 1)) else { panic!("a photo") };
    (hidden.spoiler, hidden.ttl_seconds) = (true, Some(10));
    let sent = f::messages::SendMedia { peer: to_ben.clone(), ..send_media(hidden.clone().into(), "", 3) };
    let group = ann.create("Group", false).await;
    let in_group = f::messages::SendMedia { peer: group.peer.clone(), ..sent.clone() };
    assert_eq!(ann.refused(&in_group).await, "TTL_MEDIA_INVALID");
    ann.call(&sent).await.unwrap();
    let media = |message: tl::types::Message| match message.media {
        Some(tl::enums::MessageMedia::Photo(media)) => (media.spoiler, media.ttl_seconds),
        other => panic!("{other:?}"),
    };
    assert_eq!(media(ben.newest(&to_ann).await), (true, Some(10)));
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let ben = Client { methods: Methods::new(sandbox.world.clone()), caller: ben.caller };
    assert_eq!(media(ben.newest(&to_ann).await), (true, Some(10)), "after a restart");
}

#[tokio::test]
async fn what_the_sandbox_does_not_have_is_refused() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let now = sandbox.world.clock().now();
    let plain = || text_message("now", 1);
    let ines = client.find_person("ines_faro").await;
    let later = Some(now + 3600);
    for (request, error) in [
        (f::messages::SendMessage { schedule_date: later, ..plain() }, "SCHEDULE_DATE_INVALID"),
        (f::messages::SendMessage { effect: Some(5), ..plain() }, "EFFECT_ID_INVALID"),
        (f::messages::SendMessage { send_as: Some(ines.clone()), ..plain() }, "SEND_AS_PEER_INVALID"),
    ] {
        assert_eq!(client.refused(&request).await, error);
    }
    let id = client.say("a note", 2).await;
    let elsewhere =
        f::messages::ForwardMessages { schedule_date: later, ..forward(&InputPeer::PeerSelf, id, &ines, 3) };
    assert_eq!(client.refused(&elsewhere).await, "SCHEDULE_DATE_INVALID");
    let media = f::messages::SendMedia { schedule_date: later, ..send_media(tl::enums::InputMedia::Empty, "", 4) };
    assert_eq!(client.refused(&media).await, "SCHEDULE_DATE_INVALID");
    let soon = f::messages::SendMessage { schedule_date: Some(now + 5), ..plain() };
    client.call(&soon).await.expect("what is due within ten seconds is sent at once");
}

#[tokio::test]
async fn mentions_by_id_come_back_as_telegram_sends_them() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let InputPeer::User(ines) = client.find_person("ines_faro").await else { panic!("a user") };
    let tl::types::InputPeerUser { user_id, access_hash } = ines;
    let mention = |length, access_hash| {
        let user_id = tl::types::InputUser { user_id, access_hash }.into();
        tl::types::InputMessageEntityMentionName { offset: 0, length, user_id }.into()
    };
    let entities = Some(vec![mention(4, access_hash), mention(4, 5)]);
    client.call(&f::messages::SendMessage { entities, ..text_message("Ines, hello", 1) }).await.unwrap();
    let sent = client.newest(&InputPeer::PeerSelf).await;
    let expected: MessageEntity = tl::types::MessageEntityMentionName { offset: 0, length: 4, user_id }.into();
    assert_eq!(sent.entities, Some(vec![expected]), "a mention of nobody is none");
}

#[tokio::test]
async fn a_search_can_be_for_an_author() {
    let sandbox = Sandbox::start();
    let (ann, ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let (here, there) = (ann.join("lighthouse_keepers").await, ben.join("lighthouse_keepers").await);
    ann.write(&here.peer, "lamp oil", 1).await;
    let his = ben.write(&there.peer, "lamp glass", 2).await;
    let by = |from: InputPeer| f::messages::Search {
        peer: here.peer.clone(),
        from_id: Some(from),
        ..search(Filter::InputMessagesFilterEmpty)
    };
    let ids = async |from| match ann.call(&by(from)).await.unwrap() {
        tl::enums::messages::Messages::ChannelMessages(page) => {
            page.messages.iter().map(tl::enums::Message::id).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(ids(ann.chat_with(OTHER).await).await, [his]);
    assert_eq!(ids(InputPeer::PeerSelf).await, [his - 1]);
    assert!(!ids(here.peer.clone()).await.is_empty(), "messages of anonymous admins");
    let (to_ben, to_ann) = (ann.chat_with(OTHER).await, ben.chat_with(EMPTY).await);
    ann.write(&to_ben, "one", 3).await;
    ben.write(&to_ann, "two", 4).await;
    for (from, text) in [(InputPeer::PeerSelf, "one"), (to_ben.clone(), "two")] {
        let request = f::messages::Search { peer: to_ben.clone(), ..by(from) };
        let found = ann.search(request).await;
        assert_eq!(found.messages.iter().map(|message| message.message.as_str()).collect::<Vec<_>>(), [text]);
    }
}

#[tokio::test]
async fn messages_can_be_asked_for_by_their_replies() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let asked = async |id: i32| {
        let id = vec![tl::types::InputMessageReplyTo { id }.into()];
        match client.call(&f::messages::GetMessages { id }).await.unwrap() {
            tl::enums::messages::Messages::Messages(found) => found.messages[0].id(),
            other => panic!("{other:?}"),
        }
    };
    let question = client.say("a question", 1).await;
    client.call(&f::messages::SendMessage { reply_to: answer(question), ..text_message("a reply", 2) }).await.unwrap();
    let reply = client.newest(&InputPeer::PeerSelf).await.id;
    assert_eq!((asked(reply).await, asked(question).await), (question, 0));

    let group = client.create("Group", false).await;
    let question = client.write(&group.peer, "who?", 3).await;
    let reply = f::messages::SendMessage { reply_to: answer(question), ..to(&group.peer, "I", 4) };
    client.call(&reply).await.unwrap();
    let reply = client.newest(&group.peer).await.id;
    let id = vec![tl::types::InputMessageReplyTo { id: reply }.into()];
    let request = f::channels::GetMessages { channel: group.channel.clone(), id };
    let tl::enums::messages::Messages::ChannelMessages(found) = client.call(&request).await.unwrap() else {
        panic!("messages")
    };
    assert_eq!(found.messages[0].id(), question);
    let replies = f::messages::GetReplies {
        peer: group.peer.clone(),
        msg_id: question,
        offset_id: 0,
        offset_date: 0,
        add_offset: 0,
        limit: 10,
        max_id: 0,
        min_id: 0,
        hash: 0,
    };
    let tl::enums::messages::Messages::ChannelMessages(found) = client.call(&replies).await.unwrap() else {
        panic!("messages")
    };
    assert_eq!(found.messages.iter().map(tl::enums::Message::id).collect::<Vec<_>>(), [reply]);
}

#[tokio::test]
async fn media_are_replaced_by_editing() {
    let sandbox = Sandbox::start();
    let (ann, ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let (to_ben, to_ann) = (ann.chat_with(OTHER).await, ben.chat_with(EMPTY).await);
    save(&ann, 1, 0, vec![5; 100]).await.unwrap();
    let first = document(file(1, 1), "text/plain", "first.txt");
    ann.call(&f::messages::SendMedia { peer: to_ben.clone(), ..send_media(first, "a caption", 1) }).await.unwrap();
    let id = ann.newest(&to_ben).await.id;
    save(&ann, 2, 0, super::uploads::picture(80, 60)).await.unwrap();
    let change = f::messages::EditMessage { message: None, media: Some(photo(file(2, 1))), ..edit(&to_ben, id, "") };
    ann.call(&change).await.unwrap();
    for message in [ann.newest(&to_ben).await, ben.newest(&to_ann).await] {
        assert!(matches!(message.media, Some(tl::enums::MessageMedia::Photo(_))), "{message:?}");
        assert_eq!((message.message.as_str(), message.edit_date.is_some()), ("a caption", true));
    }
    let photos = f::messages::Search { peer: to_ben.clone(), ..search(Filter::InputMessagesFilterPhotos) };
    assert_eq!(ann.search(photos).await.ids(), [id], "filters know it");

    let text = ann.say("words", 2).await;
    save(&ann, 3, 0, vec![5; 100]).await.unwrap();
    let file = Some(document(file(3, 1), "text/plain", "third.txt"));
    let saved = InputPeer::PeerSelf;
    ann.call(&f::messages::EditMessage { media: file, ..edit(&saved, text, "with a file") }).await.unwrap();
    let message = ann.newest(&saved).await;
    assert!(message.media.is_some() && message.message == "with a file");
    let same =
        f::messages::EditMessage { media: Some(tl::enums::InputMedia::Empty), ..edit(&saved, text, "with a file") };
    assert_eq!(ann.refused(&same).await, "MESSAGE_NOT_MODIFIED");
}

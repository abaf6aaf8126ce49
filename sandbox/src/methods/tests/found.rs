//! Finding people and chats, and what profiles show.

use tl::enums::{InputPeer, InputUser};

use super::own_channels::OTHER;
use super::*;

#[tokio::test]
async fn people_and_chats_are_found_by_names_and_numbers() {
    let sandbox = Sandbox::start();
    let (client, _other) = (sandbox.signed_in(DEMO).await, sandbox.signed_in(OTHER).await);
    let found = async |q: &str| {
        let tl::enums::contacts::Found::Found(found) =
            client.call(&f::contacts::Search { broadcasts: false, bots: false, q: q.into(), limit: 10 }).await.unwrap();
        found
    };
    let ines = found("faro").await;
    assert_eq!((ines.my_results.len(), ines.users.len()), (1, 1));
    let group = found("lighthouse").await;
    assert_eq!((group.my_results.len(), group.chats.len()), (1, 1));
    let tide = found("@slow_tide").await;
    assert_eq!((tide.my_results.len(), tide.results.len()), (0, 1), "not a chat of the caller");
    let nothing = f::contacts::Search { broadcasts: false, bots: false, q: " ".into(), limit: 10 };
    assert_eq!(client.refused(&nothing).await, "SEARCH_QUERY_EMPTY");
    let resolve = |phone: &str| f::contacts::ResolvePhone { phone: phone.into() };
    assert!(client.call(&resolve("+1 202 555 0101")).await.is_ok());
    assert!(client.call(&resolve(OTHER.0)).await.is_ok());
    for unknown in ["+9996622999", "+15551234567"] {
        assert_eq!(client.refused(&resolve(unknown)).await, "PHONE_NOT_OCCUPIED");
    }
}

#[tokio::test]
async fn all_chats_are_searched_together() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(DEMO).await;
    client.say("zephyr in my notes", 1).await;
    let keepers = client.find("lighthouse_keepers").await;
    client.write(&keepers.peer, "zephyr in the group", 2).await;
    let ines = client.find_person("ines_faro").await;
    client.write(&ines, "zephyr to Ines", 3).await;
    let search = |offset_rate, offset_peer: &InputPeer, offset_id| f::messages::SearchGlobal {
        broadcasts_only: false,
        groups_only: false,
        users_only: false,
        folder_id: None,
        community: None,
        q: "zephyr".into(),
        filter: tl::enums::MessagesFilter::InputMessagesFilterEmpty,
        min_date: 0,
        max_date: 0,
        offset_rate,
        offset_peer: offset_peer.clone(),
        offset_id,
        limit: 2,
    };
    let page = async |request| match client.call(&request).await.unwrap() {
        tl::enums::messages::Messages::Slice(slice) => slice,
        other => panic!("{other:?}"),
    };
    let first = page(search(0, &InputPeer::Empty, 0)).await;
    assert_eq!((first.messages.len(), first.count), (2, 3));
    let tl::enums::Message::Message(last) = &first.messages[1] else { panic!("a message") };
    let last_peer = match &last.peer_id {
        tl::enums::Peer::Channel(_) => keepers.peer.clone(),
        tl::enums::Peer::User(user) if user.user_id == client.me().await => InputPeer::PeerSelf,
        _ => ines.clone(),
    };
    let second = page(search(first.next_rate.unwrap(), &last_peer, last.id)).await;
    assert_eq!((second.messages.len(), second.next_rate), (1, None));
    assert!(!first.messages.contains(&second.messages[0]));
    let groups = f::messages::SearchGlobal { groups_only: true, ..search(0, &InputPeer::Empty, 0) };
    assert_eq!(page(groups).await.messages.len(), 1);
    let nothing = f::messages::SearchGlobal { q: String::new(), ..search(0, &InputPeer::Empty, 0) };
    assert_eq!(client.refused(&nothing).await, "SEARCH_QUERY_EMPTY");
}

#[tokio::test]
async fn profiles_have_their_photos() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(DEMO).await;
    let full = async |client: &Client, id: InputUser| {
        let tl::enums::users::UserFull::Full(full) = client.call(&f::users::GetFullUser { id }).await.unwrap();
        let tl::enums::UserFull::Full(full) = full.full_user;
        full.profile_photo
    };
    let Some(tl::enums::Photo::Photo(photo)) = full(&client, InputUser::UserSelf).await else { panic!("a photo") };
    assert!(!photo.sizes.is_empty());
    let photos = f::photos::GetUserPhotos { user_id: InputUser::UserSelf, offset: 0, max_id: 0, limit: 10 };
    let tl::enums::photos::Photos::Photos(all) = client.call(&photos).await.unwrap() else { panic!("all photos") };
    assert_eq!(all.photos.iter().map(tl::enums::Photo::id).collect::<Vec<_>>(), [photo.id]);
    let plain = sandbox.signed_in(EMPTY).await;
    assert_eq!(full(&plain, InputUser::UserSelf).await, None);
    let tl::enums::photos::Photos::Photos(none) = plain.call(&photos).await.unwrap() else { panic!("no photos") };
    assert!(none.photos.is_empty());
    let notices = client.find("harbour_notices").await;
    assert_eq!(client.full(&notices).await.online_count, None, "nobody sees who reads a channel");
}

#[tokio::test]
async fn other_authorizations_end_together() {
    let sandbox = Sandbox::start();
    let (client, phone, tablet) =
        (sandbox.signed_in(EMPTY).await, sandbox.signed_in(EMPTY).await, sandbox.signed_in(EMPTY).await);
    assert!(client.call(&f::auth::ResetAuthorizations {}).await.unwrap());
    client.call(&f::updates::GetState {}).await.unwrap();
    for ended in [phone, tablet] {
        assert_eq!(ended.refused(&f::updates::GetState {}).await, "AUTH_KEY_UNREGISTERED");
    }
}

#[tokio::test]
async fn what_there_is_none_of_is_empty_and_needs_the_same_rights() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let tl::enums::messages::AllStickers::Stickers(stickers) =
        client.call(&f::messages::GetAllStickers { hash: 0 }).await.unwrap()
    else {
        panic!("no stickers")
    };
    assert!(stickers.sets.is_empty());
    let stranger = sandbox.client(2);
    assert_eq!(stranger.refused(&f::messages::GetAllStickers { hash: 0 }).await, "AUTH_KEY_UNREGISTERED");
    assert!(stranger.call(&f::help::GetTermsOfServiceUpdate {}).await.is_ok());
    assert_eq!(client.refused(&f::phone::GetCallConfig {}).await, "INPUT_METHOD_INVALID");
}

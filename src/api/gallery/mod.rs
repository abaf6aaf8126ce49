//! The gallery API: a cookie, the media of Saved Messages.

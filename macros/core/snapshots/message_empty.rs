//! What `#[derive(Message)]` writes: message empty.

impl ::switchboard::Message for M {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {}
    }
}
impl M {}

//! What `#[derive(Message)]` writes: message kinds.

impl ::switchboard::Message for CounterMsg {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match self {
            Self::AddTo { .. } => "add_to",
            Self::Reset { .. } => "reset",
            Self::Sync { .. } => "sync",
        }
    }
}
impl CounterMsg {
    #[doc(hidden)]
    pub fn __reply_add_to(gs_reply: u64) -> u64 {
        const { ::switchboard::__private01::payload::<u64>() }
        gs_reply
    }
    #[doc(hidden)]
    pub fn __reply_reset(
        gs_reply: ::switchboard::__private01::NobodyWaits,
    ) -> ::switchboard::__private01::NobodyWaits {
        gs_reply
    }
    #[doc(hidden)]
    pub fn __reply_sync(gs_reply: ()) -> () {
        const { ::switchboard::__private01::payload::<()>() }
        gs_reply
    }
}

//! How large the parts of an idle server are, of which there may be a million, and of a message on its way.
//!
//! A part that grows makes every process grow. What few of them need belongs behind a pointer: into
//! `Extras`, `Rest` or `Asked`.

use super::{
    Context, GenServer, Message, NoMessage, ReplyPort, ServerCell, ServerConfig, ServerOptions,
    ServerRef,
};
use crate::process::ExitReason;
use crate::process::core::Core;

/// A server whose state is one number.
struct Small {
    _state: u64,
}

struct Add(u64);

impl Message for Add {
    fn name(&self) -> &'static str {
        "add"
    }
}

impl ServerConfig for Small {
    const OPTIONS: ServerOptions = ServerOptions::new();
}

impl GenServer for Small {
    type Args = ();
    type Call = Add;
    type Cast = NoMessage;
    type Info = NoMessage;
    type Continue = NoMessage;
    type Ref = ServerRef<Self>;

    async fn init((): (), _cx: &mut Context<Self>) -> Result<Self, super::InitError> {
        Ok(Self { _state: 0 })
    }

    async fn handle_call(&mut self, call: Add, from: ReplyPort, cx: &mut Context<Self>) {
        from.reply(call.0, cx);
    }
}

/// What a message has with it for those who look on.
const ORIGIN: usize = size_of::<crate::observe::handling::Origin>();

#[test]
#[cfg(target_pointer_width = "64")]
fn the_parts_of_an_idle_server_are_small() {
    let sizes = [
        ("Core", size_of::<Core>(), 136),
        ("ServerEntry", size_of::<super::ServerEntry<Small>>(), 32 + ORIGIN),
        ("ReplyPort", size_of::<ReplyPort>(), 16 + ORIGIN),
        ("Context", size_of::<Context<Small>>(), 80),
        ("ServerCell", size_of::<ServerCell<Small>>(), 376 + ORIGIN),
        ("ServerRef", size_of::<ServerRef<Small>>(), 24),
        ("ExitReason", size_of::<ExitReason>(), 24),
    ];
    for (part, size, most) in sizes {
        assert!(size <= most, "{part} takes {size} bytes, {most} are allowed");
    }
}

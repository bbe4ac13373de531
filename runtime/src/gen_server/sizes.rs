//! How large the parts of an idle server are: there may be a million of it.
//!
//! A part that grows makes every process grow. What few of them need belongs behind a pointer: into
//! `Extras`, `Rest` or `Asked`.

use super::{
    Context, GenServer, Message, NoMessage, ReplyPort, ServerCell, ServerConfig, ServerOptions,
    ServerRef,
};
use crate::process::core::Core;
use crate::process::{ExitReason, Mailbox};

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

#[test]
#[cfg(target_pointer_width = "64")]
fn the_parts_of_an_idle_server_are_small() {
    let sizes = [
        ("Core", size_of::<Core>(), 136),
        ("Mailbox", size_of::<Mailbox<super::ServerEntry<Small>>>(), 88),
        ("Context", size_of::<Context<Small>>(), 80),
        ("ServerCell", size_of::<ServerCell<Small>>(), 360),
        ("ServerRef", size_of::<ServerRef<Small>>(), 24),
        ("ExitReason", size_of::<ExitReason>(), 24),
    ];
    for (part, size, most) in sizes {
        assert!(size <= most, "{part} takes {size} bytes, {most} are allowed");
    }
}

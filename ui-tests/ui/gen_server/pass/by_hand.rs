//! A server without any macro, from the same public parts.

#![deny(warnings)]

use switchboard::{
    Context, GenServer, InitError, Message, NoMessage, ReplyPort, ServerConfig, ServerOptions,
    ServerRef, Start,
};

struct Counter(u64);

struct Add(u64);

impl Message for Add {
    fn name(&self) -> &'static str {
        "add"
    }
}

impl ServerConfig for Counter {
    const OPTIONS: ServerOptions = ServerOptions::new();
}

impl GenServer for Counter {
    type Args = ();
    type Call = Add;
    type Cast = NoMessage;
    type Info = NoMessage;
    type Continue = NoMessage;
    type Ref = ServerRef<Self>;

    async fn init((): (), _cx: &mut Context<Self>) -> Result<Self, InitError> {
        Ok(Self(0))
    }

    async fn handle_call(&mut self, Add(by): Add, from: ReplyPort, cx: &mut Context<Self>) {
        self.0 += by;
        from.reply(self.0, cx);
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let counter = Start::<Counter>::new(()).run().await.expect("a start");
        assert_eq!(counter.call::<u64>(Add(2)).await, Ok(2));
    });
}

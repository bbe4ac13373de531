//! What cannot be used again starts a temporary child; the others get it anew, or a clone.

use switchboard::prelude::*;

struct Socket;

#[derive(GenServer)]
struct Connection {
    _socket: Socket,
}

#[gen_server]
impl Connection {
    #[init]
    fn accept(socket: Socket) -> Self {
        Self { _socket: socket }
    }
}

#[derive(GenServer)]
#[server(restart = temporary)]
struct Handshake<T> {
    _socket: T,
}

#[gen_server]
impl<T: Send + 'static> Handshake<T> {
    #[init]
    fn begin(socket: T) -> Self {
        Self { _socket: socket }
    }
}

#[derive(Clone)]
struct Address(#[allow(dead_code)] Vec<u8>);

#[derive(GenServer)]
struct Listener;

#[gen_server]
impl Listener {
    #[init]
    fn bind(_address: Address, _limit: Option<u16>) -> Self {
        Self
    }
}

#[derive(Supervisor)]
#[supervisor(max_restarts = 5)]
struct Gate {
    #[child(start = Connection::child(Socket), restart = temporary)]
    by_the_attribute: Child<Connection>,
    #[child(start = Connection::child(Socket).restart(Restart::Temporary))]
    by_the_spec: Child<Connection>,
    #[child(start = Handshake::child(Socket))]
    by_the_type: Child<Handshake<Socket>>,
    #[child(start = ChildSpec::with(|| (Socket,)))]
    anew: Child<Connection>,
    #[child(start = Listener::child(Address(vec![1]), None))]
    cloned: Child<Listener>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let gate = Gate::start().await.expect("a start");
    let before = Child::pid(&gate.anew).expect("a pid");
    gate.anew.server().kill();
    while Child::pid(&gate.anew) == Some(before) || !Child::is_alive(&gate.anew) {
        tokio::task::yield_now().await;
    }
    assert!(Child::is_alive(&gate.by_the_attribute) && Child::is_alive(&gate.by_the_spec));
    assert!(Child::is_alive(&gate.by_the_type) && Child::is_alive(&gate.cloned));
    Supervisor::supervisor(&gate).stop().await.expect("a stop");
}

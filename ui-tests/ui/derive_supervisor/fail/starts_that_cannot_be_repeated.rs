//! A child that is started again needs arguments that can be used again.

use switchboard::prelude::*;

struct Socket;

#[derive(GenServer)]
struct Connection {
    _socket: Socket,
}

#[gen_server]
impl Connection {
    #[init]
    fn accept(socket: Socket, _port: u16) -> Self {
        Self { _socket: socket }
    }
}

#[derive(GenServer)]
#[server(restart = temporary)]
struct Handshake {
    _socket: Socket,
}

#[gen_server]
impl Handshake {
    #[init]
    fn begin(socket: Socket) -> Self {
        Self { _socket: socket }
    }
}

#[derive(Supervisor)]
struct Gate {
    #[child(start = Connection::child(Socket, 80))]
    by_default: Child<Connection>,
    #[child(start = Connection::child(Socket, 81), restart = transient)]
    as_it_says: Child<Connection>,
    #[child(start = <Handshake>::child(Socket), restart = permanent)]
    in_spite_of_the_type: Child<Handshake>,
    #[child(start = Connection::child(Socket, 82).name("late").restart(Restart::Temporary), restart = permanent)]
    in_spite_of_itself: Child<Connection>,
}

fn main() {}

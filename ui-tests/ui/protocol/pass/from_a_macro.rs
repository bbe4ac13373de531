//! A protocol, and who has it, out of `macro_rules!`, with names that ours could be taken for.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

macro_rules! protocol {
    ($vis:vis $name:ident, $method:ident: $argument:ident $ty:ty => $reply:ty, $value:expr) => {
        #[protocol]
        $vis trait $name {
            #[call]
            fn $method(&mut self, $argument: $ty, gs_this: u8, server: u8) -> $reply;
            #[cast]
            fn told(&mut self, $argument: $ty, gs_cast: u8);
        }

        impl $name for Server {
            fn $method(&mut self, $argument: $ty, gs_this: u8, server: u8) -> $reply {
                let _ = (gs_this, server);
                $value($argument)
            }
            fn told(&mut self, $argument: $ty, gs_cast: u8) {
                let _ = ($argument, gs_cast);
            }
        }
    };
}

#[derive(GenServer, Default)]
struct Server;

#[gen_server]
impl Server {}

protocol!(pub(crate) Greeter, greet: name String => Option<String>, Some);
protocol!(r#Doubler, r#match: r#type u32 => u32, |n| 2 * n);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::start().await.expect("a start");
    let greeter = GreeterProtocolRef::new(&server);
    assert_eq!(greeter.greet("you".to_owned(), 0, 0).await, Ok(Some("you".to_owned())));
    greeter.told(String::new(), 0).expect("room");
    let doubler = DoublerProtocolRef::new(server.server());
    assert_eq!(doubler.r#match(4, 0, 0).await, Ok(8));
    doubler.told(1, 2).expect("room");
}

//! Attributes by their paths, no prelude, another name of the crate, inside of a function.

#![deny(warnings, clippy::all)]
#![no_implicit_prelude]

extern crate switchboard as otp;

mod inner {
    #[::switchboard::protocol(crate = crate::otp)]
    pub(super) trait Worker {
        #[::switchboard::call]
        fn run(&mut self, job: u8) -> ::std::option::Option<u8>;

        #[::switchboard::cast]
        async fn pause(&mut self);
    }
}

#[derive(::switchboard::GenServer, ::std::default::Default)]
struct Server(u8);

#[::switchboard::gen_server]
impl Server {}

impl inner::Worker for Server {
    fn run(&mut self, job: u8) -> ::std::option::Option<u8> {
        self.0 += job;
        ::std::option::Option::Some(self.0)
    }

    async fn pause(&mut self) {
        self.0 = 0;
    }
}

fn main() {
    #[::switchboard::protocol]
    trait Local {
        #[::switchboard::call]
        fn local(&self, server: Server, s: u8) -> u8;
    }

    impl Local for Server {
        fn local(&self, server: Server, s: u8) -> u8 {
            server.0 + self.0 + s
        }
    }

    let runtime = ::tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = ::std::result::Result::expect(runtime, "a runtime");
    runtime.block_on(async {
        let server = ::std::result::Result::expect(Server::start().await, "a start");
        let worker = inner::WorkerProtocolRef::new(&server);
        let reply = ::std::result::Result::Ok(::std::option::Option::Some(3));
        ::std::assert_eq!(worker.run(3).await, reply);
        let local = LocalProtocolRef::new(&server);
        ::std::assert_eq!(local.local(Server(1), 2).await, ::std::result::Result::Ok(6));
        ::std::assert!(::std::result::Result::is_ok(&worker.pause()));
    });
}

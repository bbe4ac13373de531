//! Names in any script that has a capital, or none at all.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Zähler {
    größe: u64,
}

#[gen_server]
impl Zähler {
    #[call]
    fn größe(&self) -> u64 {
        self.größe
    }

    #[cast]
    fn übernehme(&mut self, größe: u64) {
        self.größe = größe;
    }

    #[call(name = Eszett)]
    fn ß(&self) -> u64 {
        1
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let zähler = Zähler::start().await.expect("a start");
        zähler.übernehme(3).expect("room");
        assert_eq!(zähler.größe().await, Ok(3));
        assert_eq!(format!("{:?}", ZählerCall::Größe {}), "Größe");
    });
}

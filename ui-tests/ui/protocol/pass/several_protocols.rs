//! One server with several protocols whose methods have the same names, and one protocol of several
//! servers.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

#[protocol]
trait Sized2 {
    #[call]
    fn size(&self) -> usize;
    #[cast]
    fn clear(&mut self);
}

#[protocol]
trait Weighed {
    #[call]
    fn size(&self) -> f64;
    #[cast]
    fn clear(&mut self);
}

#[derive(GenServer, Default)]
struct Stone(Vec<u8>);

#[gen_server]
impl Stone {
    #[call]
    fn size(&self) -> u8 {
        1
    }
}

#[derive(GenServer, Default)]
struct Feather;

#[gen_server]
impl Feather {}

impl Sized2 for Stone {
    fn size(&self) -> usize {
        self.0.len()
    }
    fn clear(&mut self) {
        self.0.push(1);
    }
}

impl Weighed for Stone {
    fn size(&self) -> f64 {
        2.5
    }
    fn clear(&mut self) {
        self.0.clear();
    }
}

impl Weighed for Feather {
    fn size(&self) -> f64 {
        0.5
    }
    fn clear(&mut self) {}
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let stone = Stone::start().await.expect("a start");
    let feather = Feather::start().await.expect("a start");
    let sized = Sized2ProtocolRef::new(&stone);
    sized.clear().expect("room");
    sized.clear().expect("room");
    assert_eq!((sized.size().await, stone.size().await), (Ok(2), Ok(1)));
    let weighed: Vec<WeighedProtocolRef> =
        vec![stone.server().clone().into(), feather.server().clone().into()];
    let mut sum = 0.0;
    for one in &weighed {
        one.clear().expect("room");
        sum += one.size().await.expect("a reply");
    }
    assert!((sum - 3.0_f64).abs() < f64::EPSILON);
    assert_eq!(sized.size().await, Ok(0));
}

//! A message may hold a handle, also one of the server that it is for, or of one that knows it.

#![deny(warnings)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Peer {
    friends: Vec<PeerRef>,
    keeper: Option<KeeperRef>,
}

#[gen_server]
impl Peer {
    #[call]
    fn meet(&mut self, friend: PeerRef) -> Vec<PeerRef> {
        self.friends.push(friend);
        self.friends.clone()
    }

    #[cast]
    fn obey(&mut self, keeper: KeeperRef) {
        self.keeper = Some(keeper);
    }

    #[call]
    async fn keeper(&self) -> Option<KeeperRef> {
        self.keeper.clone()
    }
}

#[derive(GenServer, Default)]
struct Keeper {
    first: Option<PeerRef>,
}

#[gen_server]
impl Keeper {
    #[call]
    fn keep(&mut self, peer: PeerRef) -> Option<PeerRef> {
        self.first.replace(peer)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (a, b) = (Peer::start().await.expect("a peer"), Peer::start().await.expect("another"));
    let keeper = Keeper::start().await.expect("a keeper");
    assert_eq!(a.meet(b.clone()).await.map(|all| all.len()), Ok(1));
    assert!(keeper.keep(a.clone()).await.expect("it runs").is_none());
    b.obey(keeper).expect("it runs");
    assert!(b.keeper().await.expect("it runs").is_some());
}

//! The library is reached through another crate's re-export, by every macro.

#[allow(unused_imports, reason = "a name that is not the library")]
mod switchboard {}

pub mod facade {
    //! Where this crate keeps what it depends on.
    pub use ::switchboard as otp;
}

use facade::otp::prelude::*;

#[derive(Default, GenServer)]
#[server(crate = crate::elsewhere::facade::otp)]
pub struct Plain(u64);

#[gen_server(crate = crate::elsewhere::facade::otp)]
impl Plain {
    #[call]
    pub fn get(&self) -> u64 {
        self.0
    }
}

/// A macro that others may call brings its own path to the library.
macro_rules! own {
    ($name:ident) => {
        #[derive(Default, facade::otp::GenServer)]
        #[server(crate = $crate::elsewhere::facade::otp)]
        pub struct $name(u64);

        #[facade::otp::gen_server(crate = $crate::elsewhere::facade::otp)]
        impl $name {
            #[call]
            pub fn one(&self, by: u64) -> u64 {
                self.0 + by
            }
        }
    };
}

own!(Own);

#[derive(Default, Agent)]
#[agent(crate = crate::elsewhere::facade::otp)]
pub struct Kept {
    #[agent(get)]
    number: u64,
}

#[derive(Supervisor)]
#[supervisor(crate = crate::elsewhere::facade::otp)]
pub struct Tree(#[child(start = Plain::child())] Child<Plain>);

#[derive(GenStatem)]
#[statem(crate = crate::elsewhere::facade::otp)]
pub struct Machine;

#[gen_statem(state = (), crate = crate::elsewhere::facade::otp)]
impl Machine {
    #[init]
    fn new() -> ((), Self) {
        ((), Self)
    }
    #[on(_, call)]
    pub fn one(&self) -> u64 {
        1
    }
}

#[protocol(crate = crate::elsewhere::facade::otp)]
pub trait Single {
    #[call]
    async fn single(&mut self, by: u64) -> u64 {
        by
    }
}

impl Single for Plain {}

/// One, if all is well.
pub async fn run() -> u64 {
    let tree = Tree::start().await.expect("it starts");
    let own = Own::start().await.expect("it starts").one(1).await.expect("an answer");
    let kept = KeptAgent::start(Kept::default).await.expect("it starts");
    let none = tree.0.get().await.expect("an answer") + kept.number().await.expect("an answer");
    let machine = Machine::start().await.expect("it starts");
    let single = SingleProtocolRef::new(&tree.0).single(1).await.expect("an answer");
    none + single * own * machine.one().await.expect("an answer")
}

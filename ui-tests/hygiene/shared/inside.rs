//! Servers inside of functions, closures, constants and methods, and several in one module.

use ::switchboard::prelude::*;

/// One, if all is well.
pub async fn run() -> u64 {
    #[derive(Default, GenServer)]
    struct Local(u64);

    /// An argument that only this function knows.
    struct By(u64);

    #[gen_server]
    impl Local {
        #[call]
        fn add(&mut self, by: By) -> u64 {
            self.0 += by.0;
            self.0
        }
        #[cast]
        fn reset(&mut self) {
            self.0 = 0;
        }
    }

    let local = Local::start().await.expect("it starts");
    local.reset().expect("it is taken");
    let one = local.add(By(1)).await.expect("an answer");
    one * other().await * Outer::inner().await
}

/// A second server of the same name, and the other kinds.
async fn other() -> u64 {
    #[derive(Clone, PartialEq, Debug)]
    enum State {
        On,
    }

    #[derive(GenStatem)]
    struct Local;

    #[gen_statem(state = State)]
    impl Local {
        #[init]
        fn new() -> (State, Self) {
            (State::On, Self)
        }
        #[on(On, call)]
        fn one(&self) -> u64 {
            1
        }
    }

    #[derive(Default, Agent)]
    struct Kept {
        #[agent(get)]
        number: u64,
    }

    #[derive(Supervisor)]
    struct Tree(#[child(start = Local::child())] Child<Local>);

    let kept = KeptAgent::start(|| Kept { number: 1 }).await.expect("it starts");
    let tree = Tree::start().await.expect("it starts");
    tree.0.one().await.expect("an answer") * kept.number().await.expect("an answer")
}

struct Outer;

impl Outer {
    async fn inner() -> u64 {
        let closure = || {
            #[derive(Default, GenServer)]
            struct Deep;

            #[gen_server]
            impl Deep {
                #[call]
                fn one(&self) -> u64 {
                    1
                }
            }

            Deep::start()
        };
        let deep = closure().await.expect("it starts");
        deep.one().await.expect("an answer")
    }
}

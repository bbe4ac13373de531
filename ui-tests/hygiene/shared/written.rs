//! Servers that `macro_rules!` writes, with every kind of fragment.

use ::switchboard::prelude::*;

macro_rules! parts {
    ($(#[$meta:meta])* $vis:vis $name:ident, $handler:ident, $argument:ident: $ty:ty, $value:expr, $time:literal) => {
        $(#[$meta])*
        #[derive(Default, GenServer)]
        #[server(timeout = $time)]
        $vis struct $name {
            sum: $ty,
        }

        #[gen_server]
        impl $name {
            $(#[$meta])*
            #[call(timeout = $time)]
            $vis fn $handler(&mut self, $argument: $ty) -> $ty {
                self.sum += $argument;
                self.sum + $value
            }
            #[call]
            fn both(&self, a: $ty, $argument: $ty) -> Vec<$ty> {
                vec![a, $argument]
            }
            #[cast]
            $vis fn put(&mut self, value: $ty) {
                self.sum += value;
            }
            #[every($time)]
            fn tick(&mut self) {}
        }
    };
}

parts!(
    /// Written by a macro.
    #[allow(dead_code)]
    pub(crate) Parts, add, a: u64, 1 + 1, "5s"
);

macro_rules! whole {
    ($($item:item)*) => { $($item)* };
}

whole! {
    #[derive(Default, GenServer)]
    pub struct Whole(u64);

    #[gen_server]
    impl Whole {
        #[call]
        pub fn get(&self) -> u64 {
            self.0
        }
    }
}

macro_rules! protocol {
    ($name:ident, $handler:ident, $argument:ident: $ty:ty, $server:ty, $value:expr) => {
        #[protocol]
        pub trait $name {
            #[call]
            fn $handler(&self, $argument: $ty, value: u64) -> Vec<$ty>;
            #[cast]
            async fn put(&mut self, $argument: $ty) {
                let _ = $argument;
            }
        }

        impl $name for $server {
            fn $handler(&self, $argument: $ty, value: u64) -> Vec<$ty> {
                vec![$argument + value + $value]
            }
        }
    };
}

protocol!(Listed, listed, value: u64, Whole, 1 + 1);

macro_rules! generic {
    ($server:ty, $attr:meta, $body:block, $state:ty, $pattern:pat, $path:path, $lifetime:lifetime) => {
        #[$attr]
        impl $server {
            #[call]
            fn body(&mut self, _text: &$lifetime str) -> u64 $body
            #[info]
            fn down(&mut self, _down: $path) {}
        }

        #[derive(GenStatem)]
        struct Machine;

        #[gen_statem(state = $state)]
        impl Machine {
            #[init]
            fn new() -> ($state, Self) {
                (0, Self)
            }
            #[on($pattern, cast)]
            fn low(&mut self) -> Next<$state> {
                Next::to(9)
            }
            #[on(_, cast = low)]
            fn high(&mut self) {}
            #[on(_, call)]
            fn number(&self, state: &$state) -> $state {
                *state
            }
        }
    };
}

#[derive(Default, GenServer)]
struct Typed<T: Send + 'static>(Option<T>);

generic!(Typed<u8>, gen_server, { 1 }, u16, 0..=3, Down, 'static);

macro_rules! nested {
    ($name:ident { $($field:ident: $ty:ty),* }) => {
        #[derive(Default, Agent)]
        pub struct $name {
            $(#[agent(get, set, update)] $field: $ty,)*
        }
        nested!(@tree $name, concat!("a", "b"));
    };
    (@tree $name:ident, $text:expr) => {
        #[derive(Supervisor)]
        pub struct Tree {
            #[child(start = nested!(@start $name))]
            kept: Child<$name>,
        }
    };
    (@start $name:ident) => { KeptAgent::child(<$name>::default) };
}

nested!(Kept { left: u64, right: Vec<u8> });

macro_rules! row {
    ($name:ident { $key:ident: $ty:ty, $($field:ident: $other:ty),* }) => {
        #[derive(Clone, Record)]
        pub struct $name {
            #[key]
            $key: $ty,
            $(#[index] $field: $other,)*
        }
    };
}

row!(Row { id: u64, left: u8, right: Option<u8> });

/// One, if all is well.
pub async fn run() -> u64 {
    let parts = Parts::start().await.expect("it starts");
    parts.put(1).expect("it is taken");
    let four = parts.add(1).await.expect("an answer");
    let two = parts.both(1, 2).await.expect("an answer").len();
    let whole = Whole::start().await.expect("it starts");
    let listed = ListedProtocolRef::new(&whole);
    listed.put(1).expect("it is taken");
    let listed = listed.listed(1, 2).await.expect("an answer");
    let whole = whole.get().await.expect("an answer");
    let typed = Typed::<u8>::start().await.expect("it starts");
    let one = typed.body("text").await.expect("an answer");
    let machine = Machine::start().await.expect("it starts");
    machine.low().expect("it is taken");
    let nine = machine.number().await.expect("an answer");
    let tree = Tree::start().await.expect("it starts");
    let left = tree.kept.update_left(|left| *left + 1).await.expect("an answer");
    let all = (four, two, whole, nine, left) == (4, 2, 0, 9, 1) && listed == [5];
    if all { one } else { 0 }
}

//! A server that a macro of the user writes.

#![deny(warnings)]

use switchboard::prelude::*;


macro_rules! counter {
    ($name:ident, $ty:ty, $($handler:ident),*) => {
        #[derive(GenServer, Default)]
        struct $name {
            total: $ty,
        }

        #[gen_server]
        impl $name {
            $(
                #[call]
                fn $handler(&mut self, by: $ty) -> $ty {
                    self.total += by;
                    self.total
                }
            )*
        }
    };
}

counter!(Small, u8, add);
counter!(Large, u64, add, increase);

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let small = Small::start().await.expect("a start");
        assert_eq!(small.add(1).await, Ok(1));
        let large = Large::start().await.expect("a start");
        assert_eq!((large.add(1).await, large.increase(2).await), (Ok(1), Ok(3)));
    });
}

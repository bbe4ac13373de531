//! Items of all kinds between the handlers, by hand and by a macro, are there as they were written.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

struct Few<const N: usize>;

macro_rules! server {
    ($($item:item)*) => {
        #[derive(GenServer, Default)]
        struct Counter<const N: usize> {
            count: usize,
        }

        #[gen_server]
        impl<const N: usize> Counter<N> {
            $($item)*

            const LIMIT: usize = if N < 3 { 1 } else { 2 };
            const FEW: Few<{ 3 }> = Few;
            const CHECK: fn(usize) -> Vec<usize> = match N <= 9 {
                true => |count| vec![count],
                false => |_| vec![],
            };

            #[call]
            fn limit(&self) -> usize {
                let Few::<3> = Self::FEW;
                Self::LIMIT + Self::STEP + Self::CHECK(self.count).len()
            }
        }
    };
}

server! {
    const STEP: usize = 1 << 2;

    #[call]
    fn count(&self) -> usize {
        self.count
    }

    #[cast]
    fn add(&mut self, by: usize) {
        self.count += by;
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let counter = Counter::<2>::start().await.expect("a start");
        counter.add(2).expect("room");
        assert_eq!(counter.count().await, Ok(2));
        assert_eq!(counter.limit().await, Ok(6));
    });
}

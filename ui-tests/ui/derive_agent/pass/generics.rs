//! Parameters of all kinds, with bounds at both places.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

#[derive(Agent)]
struct Table<K: Clone + Send + 'static, const N: usize = 2>
where
    K: Default,
{
    #[agent(get, set, update)]
    rows: Vec<[K; N]>,
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let init = || Table { rows: vec![[1_u8, 2]] };
        let table = TableAgent::start_link(init).await.expect("a start");
        assert_eq!(table.update_rows(|rows| rows.pop()).await, Ok(Some([1, 2])));
        table.set_rows(vec![[3, 4], [5, 6]]).await.expect("a reply");
        assert_eq!(table.clone().rows().await, Ok(vec![[3, 4], [5, 6]]));
    });
}

//! An agent below a supervisor, started by an async `main`.

use crate::server::Plain;

#[derive(::std::default::Default, ::otp::Agent)]
#[agent(crate = ::otp, timeout = "2s", name = "no-prelude")]
pub struct Kept {
    #[agent(get, set, update)]
    number: u64,
}

#[derive(::std::clone::Clone, ::otp::Record)]
#[record(crate = ::otp, table = Rows)]
pub struct Row {
    #[key]
    pub id: u64,
    #[index]
    pub name: ::std::string::String,
}

#[derive(::otp::Supervisor)]
#[supervisor(crate = ::otp, strategy = rest_for_one, max_restarts = 3, max_seconds = 5, args = u64)]
pub struct Tree {
    #[child(start = KeptAgent::child(<Kept as ::std::default::Default>::default))]
    kept: ::otp::Child<Kept>,
    #[child(start = Plain::child(args), shutdown = "2s", restart = transient)]
    plain: ::otp::Child<Plain>,
    #[child]
    pub tasks: ::otp::TaskSupervisor,
    #[supervisor(skip)]
    _skipped: (),
}

#[::otp::main(crate = ::otp, flavor = current_thread)]
async fn main() -> ::std::result::Result<Tree, ::otp::StartError> {
    Tree::start_link(3).await
}

/// One, if all is well.
pub async fn run() -> u64 {
    let _never_called = main;
    let tree = Tree::start(3).await.expect("it starts");
    let one = tree
        .kept
        .update_number(|number| {
            *number += 1;
            *number
        })
        .await;
    let four = tree.plain.add(1).await.expect("an answer");
    if four == 4 { one.expect("an answer") } else { 0 }
}

//! Names that some edition does not allow.

use switchboard::prelude::*;

/// Its field is a keyword in the next edition but one, or the last.
#[derive(Default, Agent)]
pub struct Kept {
    #[agent(get, set, update)]
    r#gen: u64,
}

/// Its key and its index are keywords somewhere.
#[derive(Clone, Record)]
pub struct Row {
    #[key]
    r#gen: u64,
    #[index]
    r#async: u8,
}

/// One, if all is well.
pub fn rows() -> Result<usize, TableError> {
    let rows = RowTable::new();
    rows.insert(Row { r#gen: 1, r#async: 2 })?;
    rows.lookup_by_async(&2).map(|rows| rows.len())
}

#[derive(Default, GenServer)]
pub struct Words {
    r#gen: u64,
}

#[gen_server]
impl Words {
    #[call]
    pub fn r#gen(&mut self, r#gen: u64, r#async: u64, r#try: u64) -> u64 {
        self.r#gen += r#gen + r#async + r#try;
        self.r#gen
    }
    #[call]
    pub async fn r#await(&mut self, r#gen: u64, reply: ReplyTo<u64>) {
        reply.send(r#gen)
    }
    #[cast]
    pub fn r#dyn(&mut self, r#gen: u64) {
        self.r#gen += r#gen;
    }
    #[continue_with]
    fn r#move(&mut self, r#gen: u64) {
        self.r#gen += r#gen;
    }
    #[info]
    fn r#type(&mut self, r#gen: Down) {
        drop(r#gen);
    }
}

#[derive(GenStatem)]
pub struct Machine;

#[gen_statem(state = bool)]
impl Machine {
    #[init]
    fn new(r#gen: bool) -> (bool, Self) {
        (r#gen, Self)
    }
    #[on(_, call)]
    pub fn r#gen(&self, r#gen: &bool, r#fn: u64) -> u64 {
        if *r#gen { r#fn } else { 0 }
    }
}

#[derive(Supervisor)]
#[supervisor(args = u64)]
pub struct Tree {
    #[child(start = Words::child())]
    r#gen: Child<Words>,
    #[child(start = KeptAgent::child(move || Kept { r#gen: args }))]
    r#type: Child<Kept>,
}

/// One, if all is well.
pub async fn run() -> u64 {
    let tree = Tree::start(1).await.expect("it starts");
    tree.r#gen.r#dyn(1).expect("it is taken");
    let four = tree.r#gen.r#gen(1, 1, 1).await.expect("an answer");
    let kept = tree.r#type.r#gen().await.expect("an answer");
    let machine = Machine::start(true).await.expect("it starts");
    let one = machine.r#gen(kept).await.expect("an answer");
    if four == 4 { one } else { 0 }
}

//! Names that some edition does not allow.

use switchboard::prelude::*;

/// Its field is a keyword in the next edition but one, or the last.
#[derive(Default, Agent)]
pub struct Kept {
    #[agent(get, set, update)]
    gen: u64,
}

/// Its key and its index are keywords somewhere.
#[derive(Clone, Record)]
pub struct Row {
    #[key]
    gen: u64,
    #[index]
    r#async: u8,
}

/// One, if all is well.
pub fn rows() -> Result<usize, TableError> {
    let rows = RowTable::new();
    rows.insert(Row { gen: 1, r#async: 2 })?;
    rows.lookup_by_async(&2).map(|rows| rows.len())
}

#[derive(Default, GenServer)]
pub struct Words {
    gen: u64,
}

#[gen_server]
impl Words {
    #[call]
    pub fn gen(&mut self, gen: u64, r#async: u64, r#try: u64) -> u64 {
        self.gen += gen + r#async + r#try;
        self.gen
    }
    #[call]
    pub async fn r#await(&mut self, gen: u64, reply: ReplyTo<u64>) {
        reply.send(gen)
    }
    #[cast]
    pub fn r#dyn(&mut self, gen: u64) {
        self.gen += gen;
    }
    #[continue_with]
    fn r#move(&mut self, gen: u64) {
        self.gen += gen;
    }
    #[info]
    fn r#type(&mut self, gen: Down) {
        drop(gen);
    }
}

/// Its methods and their arguments are keywords elsewhere.
#[protocol]
pub trait Spoken {
    #[call]
    fn gen(&self, gen: u64, r#async: u64) -> u64;
    #[cast]
    fn r#try(&mut self, r#dyn: u64);
}

impl Spoken for Words {
    fn gen(&self, gen: u64, r#async: u64) -> u64 {
        self.gen + gen + r#async
    }
    fn r#try(&mut self, r#dyn: u64) {
        self.gen += r#dyn;
    }
}

#[derive(GenStatem)]
pub struct Machine;

#[gen_statem(state = bool)]
impl Machine {
    #[init]
    fn new(gen: bool) -> (bool, Self) {
        (gen, Self)
    }
    #[on(_, call)]
    pub fn gen(&self, gen: &bool, r#fn: u64) -> u64 {
        if *gen { r#fn } else { 0 }
    }
}

#[derive(Supervisor)]
#[supervisor(args = u64)]
pub struct Tree {
    #[child(start = Words::child())]
    gen: Child<Words>,
    #[child(start = KeptAgent::child(move || Kept { gen: args }))]
    r#type: Child<Kept>,
}

/// One, if all is well.
pub async fn run() -> u64 {
    let tree = Tree::start(1).await.expect("it starts");
    tree.gen.r#dyn(1).expect("it is taken");
    let four = tree.gen.gen(1, 1, 1).await.expect("an answer");
    let spoken = SpokenProtocolRef::new(&tree.gen);
    spoken.r#try(1).expect("it is taken");
    let seven = spoken.gen(1, 1).await.expect("an answer");
    let kept = tree.r#type.gen().await.expect("an answer");
    let machine = Machine::start(true).await.expect("it starts");
    let one = machine.gen(kept).await.expect("an answer");
    if (four, seven) == (4, 7) { one } else { 0 }
}

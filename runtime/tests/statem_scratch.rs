//! x
use switchboard::prelude::*;
use std::time::Duration;
#[derive(GenStatem)]
struct Door { code: u32 }
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State { Locked, Open }
#[gen_statem(state = State)]
impl Door {
    #[init]
    fn new(code: u32) -> (State, Self) { (State::Locked, Self { code }) }
    #[on(Locked, cast)]
    fn button(&mut self, digit: u32) -> Next<State> {
        if digit == self.code { Next::to(State::Open) } else { Next::keep() }
    }
    #[on(Open, cast = button)]
    fn ignore(&mut self, digit: u32) {}
    #[on(_, call)]
    fn code(&self, state: &State) -> (u32, State) { (self.code, *state) }
    #[on(Open, enter)]
    fn opened(&mut self, from: &State, cx: &mut StatemContext<Self>) {
        assert_eq!(*from, State::Locked);
        cx.state_timeout(Duration::from_secs(10), DoorStateTimeout::Close);
    }
    #[on(Open, state_timeout, ignore = Locked)]
    fn close(&mut self) -> Next<State> { Next::to(State::Locked) }
    #[on(Open, call, postpone = Locked)]
    fn walk(&mut self) -> (String, Next<State>) { ("through".into(), Next::keep()) }
    #[on(_, call)]
    fn maybe(&mut self, name: String) -> Result<(String, Next<State>), Postpone> {
        if self.code == 1 { Err(Postpone) } else { Ok((name, Next::keep())) }
    }
}
#[tokio::test(start_paused = true)]
async fn x() {
    let door = Door::start(4).await.unwrap();
    let d = door.clone();
    let walk = tokio::spawn(async move { d.walk().await });
    door.button(3).unwrap();
    assert_eq!(door.code().await, Ok((4, State::Locked)));
    door.button(4).unwrap();
    assert_eq!(door.code().await, Ok((4, State::Open)));
    assert_eq!(walk.await.unwrap(), Ok("through".into()));
    tokio::time::advance(Duration::from_secs(11)).await;
    assert_eq!(door.code().await, Ok((4, State::Locked)));
}

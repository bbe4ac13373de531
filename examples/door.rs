//! A door with a code lock, as a state machine: states, an enter call, timeouts, and visitors who wait.
//!
//! Run it with `cargo run --example door`.

use std::error::Error;
use std::time::Duration;

use switchboard::prelude::*;

// ANCHOR: state
/// Where the door is; the data of the machine is in `Door`.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Locked,
    Open,
    /// After too many wrong codes.
    Alarm,
}

#[derive(GenStatem)]
struct Door {
    code: Vec<u32>,
    typed: Vec<u32>,
    wrong: u32,
}
// ANCHOR_END: state

// ANCHOR: machine
#[gen_statem(state = State)]
impl Door {
    #[init]
    fn build(code: Vec<u32>) -> (State, Self) {
        (State::Locked, Self { code, typed: Vec::new(), wrong: 0 })
    }

    /// Presses a button. Only a locked door listens.
    #[on(Locked, cast, ignore = Open | Alarm)]
    fn button(&mut self, digit: u32, cx: &mut StatemContext<Self>) -> Next<State> {
        self.typed.push(digit);
        // Whoever stops in the middle begins anew.
        cx.event_timeout(Duration::from_secs(5), DoorEventTimeout::Forget);
        if self.typed.len() < self.code.len() {
            return Next::keep();
        }
        let typed = std::mem::take(&mut self.typed);
        if typed == self.code {
            return Next::to(State::Open);
        }
        self.wrong += 1;
        if self.wrong < 3 { Next::keep() } else { Next::to(State::Alarm) }
    }

    #[on(_, event_timeout)]
    fn forget(&mut self) {
        self.typed.clear();
    }

    /// Goes through, as soon as the door is open.
    #[on(Open, call, postpone = Locked)]
    fn walk(&mut self, who: String) -> String {
        format!("{who} is in")
    }

    #[on(Alarm, call = walk)]
    fn catch(&mut self, who: String) -> String {
        format!("{who} is caught")
    }

    /// The state, for the curious.
    #[on(_, call)]
    fn look(&self, state: &State) -> State {
        *state
    }

    #[on(Open, enter)]
    fn opened(&mut self, from: &State, cx: &mut StatemContext<Self>) {
        println!("opened: was {from:?}");
        self.wrong = 0;
        cx.state_timeout(Duration::from_millis(20), DoorStateTimeout::Close);
    }

    #[on(Open, state_timeout, ignore = Locked | Alarm)]
    fn close(&mut self) -> Next<State> {
        Next::to(State::Locked)
    }
}
// ANCHOR_END: machine

// ANCHOR: use
#[switchboard::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let door = Door::start(vec![4, 2]).await?;
    let press = async |digits: &[u32]| digits.iter().try_for_each(|digit| door.button(*digit));

    // Ann asks first, and waits until the code is right.
    let (ann, pressed) = tokio::join!(door.walk("Ann".to_owned()), press(&[1, 1, 4, 2]));
    pressed?;
    println!("{}", ann?);

    while door.look().await? == State::Open {
        tokio::task::yield_now().await;
    }
    println!("closed");

    // Bob waits for a door that will not open.
    let (bob, pressed) = tokio::join!(door.walk("Bob".to_owned()), press(&[9; 6]));
    pressed?;
    println!("{}", bob?);
    Ok(())
}
// ANCHOR_END: use

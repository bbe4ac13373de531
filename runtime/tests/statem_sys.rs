//! Looking into a running state machine (conformance R).

use std::fmt;
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::{
    Handled, Hook, InitError, NoMessage, ServerConfig, ServerOptions, Start, Statem, SysError,
};

/// A lamp with a counter.
#[derive(GenStatem, Clone, Debug, PartialEq)]
struct Lamp {
    switched: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Light {
    Off,
    On,
}

#[gen_statem(state = Light)]
impl Lamp {
    #[init]
    fn new() -> (Light, Self) {
        (Light::Off, Self { switched: 0 })
    }

    #[on(_, call)]
    fn press(&mut self, light: &Light) -> (u32, Next<Light>) {
        self.switched += 1;
        let next = if *light == Light::Off { Light::On } else { Light::Off };
        (self.switched, Next::to(next))
    }
}

/// 343: state and data are seen and replaced together; a change that panics changes nothing.
#[tokio::test(start_paused = true)]
async fn both_halves_of_a_machine_are_seen_and_replaced() {
    let lamp = Lamp::start().await.expect("a start");
    lamp.press().await.expect("a reply");
    let sys = lamp.server().sys();
    assert_eq!(sys.get_machine().await, Ok((Light::On, Lamp { switched: 1 })));
    sys.replace_machine(|state, lamp| {
        assert_eq!(*state, Light::On);
        (Light::Off, Lamp { switched: lamp.switched + 10 })
    })
    .await
    .expect("it is replaced");
    assert_eq!(lamp.press().await, Ok(12));
    assert_eq!(sys.get_machine().await, Ok((Light::On, Lamp { switched: 12 })));
    let failed = sys.replace_machine(|_, _| panic!("no state")).await;
    assert!(matches!(failed, Err(SysError::Failed(_))), "{failed:?}");
    assert_eq!(sys.get_machine().await, Ok((Light::On, Lamp { switched: 12 })));
    assert_eq!(lamp.press().await, Ok(13));
}

/// Counts what comes while it is on.
#[derive(Clone, Debug, GenStatem, PartialEq)]
struct Meter {
    count: u32,
    entered: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Power {
    Off,
    On,
}

#[gen_statem(state = Power)]
impl Meter {
    #[init]
    fn new() -> (Power, Self) {
        (Power::Off, Self { count: 0, entered: 0 })
    }

    #[on(_, enter)]
    fn entered(&mut self) {
        self.entered += 1;
    }

    #[on(On, cast, postpone = Off)]
    fn pulse(&mut self) {
        self.count += 1;
    }

    #[on(_, cast)]
    fn turn(&mut self, to: Power) -> Next<Power> {
        Next::to(to)
    }

    #[on(_, call, timeout = "1s")]
    fn count(&self) -> u32 {
        self.count
    }
}

/// 343: nothing is entered by a replacement, and what was postponed stays.
#[tokio::test(start_paused = true)]
async fn a_replacement_is_no_change_of_state() {
    let meter = Meter::start().await.expect("a start");
    let sys = meter.server().sys();
    meter.pulse().expect("room");
    sys.replace_machine(|state, data| {
        assert_eq!(*state, Power::Off);
        (Power::On, Meter { count: 40, ..data.clone() })
    })
    .await
    .expect("it is replaced");
    assert_eq!(meter.count().await, Ok(40));
    assert_eq!(sys.get_machine().await, Ok((Power::On, Meter { count: 40, entered: 1 })));
    meter.turn(Power::Off).expect("room");
    meter.turn(Power::On).expect("room");
    assert_eq!(meter.count().await, Ok(41));
}

/// 344: a suspended machine handles nothing until it is resumed, and says so; then all comes in order.
#[tokio::test(start_paused = true)]
async fn a_suspended_machine_waits() {
    let meter = Meter::start().await.expect("a start");
    let sys = meter.server().sys();
    sys.suspend().await.expect("it is there");
    meter.turn(Power::On).expect("room");
    meter.pulse().expect("room");
    assert!(matches!(meter.count().await, Err(CallError::Timeout { .. })));
    let status = sys.get_status().await.expect("it answers");
    assert!(status.suspended && status.behaviour == "Meter", "{status}");
    assert_eq!(status.state, "Off with data ..");
    sys.resume().await.expect("it is there");
    assert_eq!(meter.count().await, Ok(1));
}

/// Shows more than it can.
struct Shy;

impl ServerConfig for Shy {
    const OPTIONS: ServerOptions = ServerOptions::new();
}

impl switchboard::GenStatem for Shy {
    type State = u8;
    type Args = ();
    type Call = NoMessage;
    type Cast = NoMessage;
    type Info = NoMessage;
    type Internal = NoMessage;
    type EventTimeout = NoMessage;
    type StateTimeout = NoMessage;
    type Timeout = NoMessage;
    type Ref = ServerRef<Statem<Self>>;

    async fn init((): (), _: &mut StatemContext<Self>) -> Result<(u8, Self), InitError> {
        Ok((0, Self))
    }

    async fn handle_event(
        &mut self,
        _: &u8,
        _: StatemEvent<Self>,
        _: &mut StatemContext<Self>,
    ) -> Handled<Self> {
        Next::keep().into()
    }

    fn format_status(&self, _: &u8, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("nothing to see")
    }
}

/// 344: a `format_status` or a hook that panics is no end of the machine.
#[tokio::test(start_paused = true)]
async fn a_panic_in_a_hook_is_no_end() {
    let shy = Start::<Statem<Shy>>::new(()).run().await.expect("a start");
    let status = shy.sys().get_status().await.expect("it answers");
    assert!(status.state.contains("panicked"), "{status}");
    assert!(shy.is_alive());

    let meter = Meter::start().await.expect("a start");
    let sys = meter.server().sys();
    assert_eq!(sys.install("bad", |_| -> Hook { panic!("a bad hook") }).await, Ok(true));
    assert_eq!(meter.count().await, Ok(0));
    assert!(sys.within(Duration::from_secs(1)).get_status().await.expect("alive").hooks.is_empty());
}

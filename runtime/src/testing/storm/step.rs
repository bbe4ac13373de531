//! The steps of a storm, drawn before anything runs, so that a part of them can be run again.

use std::fmt;

use super::dice::Dice;

/// One step of a storm: what is done, and the dice that it is done with.
///
/// A step has dice of its own, so that it is the same when others are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub(super) what: What,
    pub(super) dice: u64,
}

/// What is done in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An action of the user, by its place and name.
    Action(usize, &'static str),
    /// A process is killed.
    Kill,
    /// A process gets an exit signal.
    Exit,
    /// Time passes.
    Pass,
}

impl Step {
    pub(super) fn name(self) -> &'static str {
        match self.what {
            What::Action(_, name) => name,
            What::Kill => "kill",
            What::Exit => "exit",
            What::Pass => "pass",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:016x}", self.name(), self.dice)
    }
}

/// Draws steps: mostly actions, if there are any, and sometimes bad weather, if there is any.
pub(super) fn draw(seed: u64, steps: usize, actions: &[&'static str], calm: bool) -> Vec<Step> {
    let mut dice = Dice::new(seed);
    let one = |_| {
        let weather = match dice.below(20) {
            0 | 1 if !calm => Some(What::Kill),
            2 | 3 if !calm => Some(What::Exit),
            4..7 => Some(What::Pass),
            _ => None,
        };
        let names: Vec<(usize, &&str)> = actions.iter().enumerate().collect();
        let action = dice.pick(&names).map(|(at, name)| What::Action(*at, name));
        let what = weather.or(action).unwrap_or(What::Pass);
        Step { what, dice: dice.number() }
    };
    (0..steps).map(one).collect()
}

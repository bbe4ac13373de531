//! Associated types of a parameter, bounds in two places.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// Something with an output.
pub trait Job: Send + 'static {
    /// What comes out.
    type Output: Send + Clone + 'static;
}

/// Runs jobs.
#[derive(GenServer)]
pub struct Runner<J: Job> {
    last: Option<J::Output>,
}

#[gen_server]
impl<J: Job> Runner<J>
where
    J: Clone,
    for<'a> fn(&'a J): Send,
{
    #[init]
    fn open() -> Self {
        Self { last: None }
    }

    #[cast]
    fn done(&mut self, _job: J, output: J::Output) {
        self.last = Some(output);
    }

    #[call]
    fn last(&self) -> Option<J::Output> {
        self.last.clone()
    }
}

fn main() {}

//! Looking into a running state machine: both of its halves, its state and its data.

use super::{GenStatem, Statem};
use crate::sys::{Sys, SysError};

impl<M: GenStatem> Sys<'_, Statem<M>> {
    /// A copy of the state and the data.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn get_machine(&self) -> Result<(M::State, M), SysError>
    where
        M: Clone,
        M::State: Clone,
    {
        self.inspect(|machine| (machine.state().clone(), machine.data().clone())).await
    }

    /// Puts another state and other data in place of those that `make` is shown. No enter handler
    /// runs, and timeouts go on, as with `sys:replace_state` in OTP.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says; [`SysError::Failed`] when `make` panics: everything is as before, and the
    /// machine lives.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn replace_machine(
        &self,
        make: impl FnOnce(&M::State, &M) -> (M::State, M) + Send + 'static,
    ) -> Result<(), SysError> {
        self.change(|machine| {
            let (state, data) = make(machine.state(), machine.data());
            machine.put(state, data);
        })
        .await
    }
}

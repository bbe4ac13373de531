//! The dictionary of a process: notes that its code keeps for itself, typed and by name.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use super::core::Process;
use super::exit::ExitReason;
use super::guard;
use super::links::{NotInProcess, with_current};
use crate::sync::Lock;

type Value = Arc<dyn Any + Send + Sync>;

type Values = HashMap<&'static str, Value>;

/// The notes of one process; most keep none.
#[derive(Default)]
pub(crate) struct Dictionary(Lock<Option<Box<Values>>>);

impl Dictionary {
    /// Drops all notes; the panic, if one of them does.
    pub(crate) fn clear(&self) -> Result<(), ExitReason> {
        let values = self.0.lock().take();
        values.map_or(Ok(()), |values| guard::drop_each(*values))
    }

    fn with<R>(&self, f: impl FnOnce(&mut Values) -> R) -> R {
        f(self.0.lock().get_or_insert_default())
    }
}

/// The notes of a process; none when it has ended without any.
fn noted<R>(process: &Arc<dyn Process>, f: impl FnOnce(&mut Values) -> R) -> Option<R> {
    process.core().extras().map(|extras| extras.dictionary.with(f))
}

/// The value itself. Only the process's own code shares it, and only while it looks at it.
fn typed<T: Send + Sync + 'static>(value: Option<Value>) -> Option<T> {
    value?.downcast().ok().and_then(Arc::into_inner)
}

/// Notes `value` under `key` for the current process; gives back what was there, if it was a `T`.
///
/// The dictionary is for what follows a process around, such as the number of a request; what a
/// server works with belongs in its state. It is dropped with the process.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use switchboard::process::{self, Inbox};
///
/// let worker = process::spawn(|_inbox: Inbox<()>| async {
///     assert_eq!(process::put("request", 7_u64), Ok(None));
///     assert_eq!(process::get("request"), Ok(Some(7_u64)));
/// })?;
/// assert!(worker.ended().await.is_normal());
/// # Ok(()) }
/// ```
pub fn put<T>(key: &'static str, value: T) -> Result<Option<T>, NotInProcess>
where
    T: Send + Sync + 'static,
{
    let value: Value = Arc::new(value);
    with_current(|me| noted(me, |values| values.insert(key, value)).flatten()).map(typed)
}

/// A copy of what is noted under `key`; `None` when there is nothing, or not a `T`.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn get<T: Clone + 'static>(key: &str) -> Result<Option<T>, NotInProcess> {
    let value = with_current(|me| noted(me, |values| values.get(key).cloned()).flatten())?;
    // The copy is the user's code, so it is made out of the lock.
    Ok(value.and_then(|value| value.downcast_ref().cloned()))
}

/// Strikes out what is noted under `key`, and gives it back if it was a `T`.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn erase<T: Send + Sync + 'static>(key: &str) -> Result<Option<T>, NotInProcess> {
    with_current(|me| noted(me, |values| values.remove(key)).flatten()).map(typed)
}

/// The keys under which a `T` is noted that equals `value`, in no order.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn keys_of<T: PartialEq + 'static>(value: &T) -> Result<Vec<&'static str>, NotInProcess> {
    let values = with_current(|me| noted(me, |values| values.clone()).unwrap_or_default())?;
    let equal = values.iter().filter(|(_, noted)| noted.downcast_ref() == Some(value));
    Ok(equal.map(|(key, _)| *key).collect())
}

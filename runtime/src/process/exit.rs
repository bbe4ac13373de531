//! Why a process ended, in types.

use std::any::Any;
use std::backtrace::Backtrace;
use std::error::Error;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::guard;

/// Why a process ended, or is asked to end.
///
/// The same value reaches the stop hook, every link, every monitor, the supervisor and whoever
/// waits for a reply. It is cheap to clone.
///
/// # Examples
///
/// ```
/// use switchboard::ExitReason;
///
/// assert!(ExitReason::Shutdown.is_orderly());
/// assert!(ExitReason::custom("out of paper").is_abnormal());
/// ```
// What it carries is behind one pointer, whatever it is: two words are passed on in registers, and a reason
// goes through many hands.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum ExitReason {
    /// The process did what it was for.
    #[default]
    Normal,
    /// The process was asked to stop, and did.
    Shutdown,
    /// As [`Shutdown`](Self::Shutdown), with something to say.
    ShutdownWith(Payload),
    /// As a signal, the kill that cannot be trapped. As a reason, an ordinary word: the victim of
    /// the signal ends with [`Killed`](Self::Killed).
    Kill,
    /// The process was killed.
    Killed,
    /// There is no such process.
    NoProc,
    /// Something took longer than it was given.
    Timeout,
    /// The process panicked.
    Panic(Arc<PanicInfo>),
    /// The process failed with an error.
    Error(SharedError),
    /// Any other value.
    Custom(Payload),
}

impl ExitReason {
    /// An orderly shutdown that carries a value.
    pub fn shutdown_with(value: impl Any + fmt::Debug + Send + Sync) -> Self {
        Self::ShutdownWith(Payload::new(value))
    }

    /// An abnormal reason that carries a value.
    pub fn custom(value: impl Any + fmt::Debug + Send + Sync) -> Self {
        Self::Custom(Payload::new(value))
    }

    /// The reason behind an error; an `ExitReason` or a [`SharedError`] passed as an error is itself again.
    pub fn error(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        match error.into().downcast::<Self>() {
            Ok(reason) => *reason,
            Err(error) => Self::Error(SharedError::new(error)),
        }
    }

    /// Whether this is [`Normal`](Self::Normal).
    #[must_use]
    pub const fn is_normal(&self) -> bool {
        matches!(self, Self::Normal)
    }

    /// Whether a transient child that ended so is left alone: normal, or a shutdown.
    #[must_use]
    pub const fn is_orderly(&self) -> bool {
        matches!(self, Self::Normal | Self::Shutdown | Self::ShutdownWith(_))
    }

    /// Whether this counts as a failure.
    #[must_use]
    pub const fn is_abnormal(&self) -> bool {
        !self.is_orderly()
    }

    /// The panic, if it was one.
    #[must_use]
    pub fn as_panic(&self) -> Option<&PanicInfo> {
        match self {
            Self::Panic(info) => Some(info),
            _ => None,
        }
    }

    /// The error or value inside, if it is a `T`.
    #[must_use]
    pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T> {
        match self {
            Self::Error(error) => error.downcast_ref(),
            _ => None,
        }
    }
}

/// Two reasons are equal when they are of one kind and what they carry prints alike; a value has to be of the same type
/// as well, and an error has not.
impl PartialEq for ExitReason {
    fn eq(&self, other: &Self) -> bool {
        use ExitReason as R;
        match (self, other) {
            (R::Normal, R::Normal)
            | (R::Shutdown, R::Shutdown)
            | (R::Kill, R::Kill)
            | (R::Killed, R::Killed)
            | (R::NoProc, R::NoProc)
            | (R::Timeout, R::Timeout) => true,
            (R::ShutdownWith(a), R::ShutdownWith(b)) | (R::Custom(a), R::Custom(b)) => a == b,
            (R::Panic(a), R::Panic(b)) => a == b,
            (R::Error(a), R::Error(b)) => a == b,
            _ => false,
        }
    }
}

impl fmt::Display for ExitReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Normal => f.write_str("normal"),
            Self::Shutdown => f.write_str("shutdown"),
            Self::ShutdownWith(value) => write!(f, "shutdown: {value:?}"),
            Self::Kill => f.write_str("kill"),
            Self::Killed => f.write_str("killed"),
            Self::NoProc => f.write_str("no such process"),
            Self::Timeout => f.write_str("timeout"),
            Self::Panic(info) => fmt::Display::fmt(info, f),
            Self::Error(error) => fmt::Display::fmt(error, f),
            Self::Custom(value) => write!(f, "{value:?}"),
        }
    }
}

impl fmt::Debug for ExitReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Normal => f.write_str("Normal"),
            Self::Shutdown => f.write_str("Shutdown"),
            Self::ShutdownWith(value) => f.debug_tuple("ShutdownWith").field(value).finish(),
            Self::Kill => f.write_str("Kill"),
            Self::Killed => f.write_str("Killed"),
            Self::NoProc => f.write_str("NoProc"),
            Self::Timeout => f.write_str("Timeout"),
            Self::Panic(info) => f.debug_tuple("Panic").field(info).finish(),
            Self::Error(error) => f.debug_tuple("Error").field(error).finish(),
            Self::Custom(value) => f.debug_tuple("Custom").field(value).finish(),
        }
    }
}

impl Error for ExitReason {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Error(error) => Some(&**error),
            _ => None,
        }
    }
}

/// What a panic said and where.
#[derive(Clone)]
pub struct PanicInfo {
    pub(crate) message: String,
    pub(crate) location: Option<String>,
    pub(crate) backtrace: Option<Arc<Backtrace>>,
}

/// Two panics are equal when they say the same at the same place.
impl PartialEq for PanicInfo {
    fn eq(&self, other: &Self) -> bool {
        (&self.message, &self.location) == (&other.message, &other.location)
    }
}

impl Eq for PanicInfo {}

impl fmt::Debug for PanicInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PanicInfo")
            .field("message", &self.message)
            .field("location", &self.location)
            .finish_non_exhaustive()
    }
}

impl PanicInfo {
    /// The text of the panic; of a payload that is no text, a note that says so.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How the code got there, when `RUST_BACKTRACE` or `RUST_LIB_BACKTRACE` asks for it.
    #[must_use]
    pub fn backtrace(&self) -> Option<&Backtrace> {
        self.backtrace.as_deref()
    }

    /// File, line and column, where known.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }
}

impl fmt::Display for PanicInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "panicked: {}", self.message)?;
        match &self.location {
            Some(location) => write!(f, " (at {location})"),
            None => Ok(()),
        }
    }
}

/// An error that travels inside an [`ExitReason`]: it can be cloned, and prints and goes on as the error does.
///
/// It is an error by itself, to be returned with `?`. What it was made of is behind it: `downcast_ref` on it asks
/// that one.
///
/// # Examples
///
/// ```
/// use switchboard::ExitReason;
///
/// let ExitReason::Error(error) = ExitReason::error("out of paper") else {
///     unreachable!("it was made of an error");
/// };
/// assert_eq!(error.to_string(), "out of paper");
///
/// let reason = ExitReason::error("many".parse::<u8>().unwrap_err());
/// assert!(reason.downcast_ref::<std::num::ParseIntError>().is_some());
/// ```
#[derive(Clone)]
pub struct SharedError(Arc<Box<dyn Error + Send + Sync>>);

impl SharedError {
    /// Shares an error. One that is shared already is itself again.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        match error.into().downcast::<Self>() {
            Ok(shared) => *shared,
            Err(error) => Self(Arc::new(error)),
        }
    }
}

impl Error for SharedError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (**self).source()
    }
}

impl Deref for SharedError {
    type Target = dyn Error + Send + Sync;

    fn deref(&self) -> &Self::Target {
        &**self.0
    }
}

impl fmt::Debug for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

/// Two errors are equal when they print alike.
impl PartialEq for SharedError {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || alike(self, other)
    }
}

/// Any value that travels inside an [`ExitReason`].
#[derive(Clone)]
pub struct Payload(Arc<Box<dyn PayloadValue>>);

trait PayloadValue: Any + fmt::Debug + Send + Sync {}

impl<T: Any + fmt::Debug + Send + Sync> PayloadValue for T {}

impl Payload {
    /// Wraps a value.
    pub fn new(value: impl Any + fmt::Debug + Send + Sync) -> Self {
        Self(Arc::new(Box::new(value)))
    }

    /// The value, if it is a `T`.
    #[must_use]
    pub fn downcast_ref<T: Any>(&self) -> Option<&T> {
        let value: &dyn Any = &**self.0;
        value.downcast_ref()
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self.0, f)
    }
}

impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        let (a, b): (&dyn Any, &dyn Any) = (&**self.0, &**other.0);
        Arc::ptr_eq(&self.0, &other.0) || (a.type_id() == b.type_id() && alike(self, other))
    }
}

/// Whether two values print alike. One whose `Debug` panics is like no other.
fn alike(a: &dyn fmt::Debug, b: &dyn fmt::Debug) -> bool {
    let shown = guard::catch(|| (format!("{a:?}"), format!("{b:?}")));
    shown.is_ok_and(|(a, b)| a == b)
}

/// What the body of a process may return, and the reason it stands for.
///
/// `()` is a normal end; an `Err` is a failure with that error; an [`ExitReason`] is itself.
pub trait IntoExit {
    /// The reason that this value stands for.
    fn into_exit(self) -> ExitReason;
}

impl IntoExit for () {
    fn into_exit(self) -> ExitReason {
        ExitReason::Normal
    }
}

impl IntoExit for ExitReason {
    fn into_exit(self) -> ExitReason {
        self
    }
}

impl<T: IntoExit, E: Into<Box<dyn Error + Send + Sync>>> IntoExit for Result<T, E> {
    fn into_exit(self) -> ExitReason {
        match self {
            Ok(value) => value.into_exit(),
            Err(error) => ExitReason::error(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is larger goes through memory, where whoever reads it waits until all of its parts are written.
    #[test]
    #[cfg(target_pointer_width = "64")]
    fn a_reason_is_two_words_and_so_is_what_may_be_one() {
        assert_eq!(size_of::<ExitReason>(), 16);
        assert_eq!(size_of::<Option<ExitReason>>(), 16);
        assert_eq!(size_of::<std::task::Poll<Result<(), ExitReason>>>(), 16);
    }

    #[test]
    fn errors_are_equal_when_they_print_alike() {
        let [one, same, other] = ["one", "one", "other"].map(ExitReason::error);
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert_ne!(one, ExitReason::custom("one"));
        let ExitReason::Error(error) = &one else {
            unreachable!("it was made of an error");
        };
        assert_eq!(
            (error.to_string(), format!("{error:?}")),
            ("one".to_owned(), "\"one\"".to_owned())
        );
        assert_eq!(Error::source(&one).map(ToString::to_string), Some("one".to_owned()));
    }

    #[test]
    fn a_shared_error_is_an_error_and_itself_again() {
        fn taken_out(reason: ExitReason) -> Result<(), Box<dyn Error + Send + Sync>> {
            match reason {
                ExitReason::Error(error) => Err(error)?,
                _ => Ok(()),
            }
        }
        let reason = ExitReason::error("many".parse::<u8>().expect_err("no number"));
        let again = taken_out(reason.clone()).expect_err("an error");
        let again = ExitReason::error(again);
        assert_eq!(again, reason);
        assert!(again.downcast_ref::<std::num::ParseIntError>().is_some());
        let made = ExitReason::Error(SharedError::new(fmt::Error));
        assert!(made.downcast_ref::<fmt::Error>().is_some());
    }
}

//! What `#[derive(Supervisor)]` writes: tree unit.

impl ::switchboard::Supervisor for Empty {
    type Args = ();
    fn build(_args: Self::Args) -> (Self, ::switchboard::Tree) {
        let gs_tree = ::switchboard::Tree::new(
            ::switchboard::SupervisorOptions::new(),
            "Empty",
        );
        (Self {}, gs_tree)
    }
    fn supervisor(&self) -> ::switchboard::SupervisorRef {
        ::switchboard::SupervisorRef::none()
    }
}
#[doc(hidden)]
static __Empty_contains_itself_and_would_never_be_started: ::switchboard::__private01::usize = ::switchboard::__private01::depth(
    &[],
);
impl ::switchboard::Supervised for Empty {
    type Handle = Self;
    type Sort = ::switchboard::bounds::OfTree;
    const DEPTH: ::switchboard::__private01::usize = ::switchboard::__private01::known_depth(
        __Empty_contains_itself_and_would_never_be_started,
    );
}
impl Empty {
    /// Starts the supervisor and its children, in the order of the fields.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_tree::<Self>((), false)
    }
    /// Starts the supervisor and its children, linked with the current process.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_tree::<Self>((), true)
    }
    /// The supervisor as a child of another one.
    fn tree() -> ::switchboard::ChildSpec<Self> {
        ::switchboard::__private01::tree_spec::<Self>(())
    }
}

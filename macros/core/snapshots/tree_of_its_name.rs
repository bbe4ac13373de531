//! What `#[derive(Supervisor)]` writes: tree of its name.

impl ::switchboard::Supervisor for Tree {
    type Args = ();
    fn build(_args: Self::Args) -> (Self, ::switchboard::Tree) {
        let mut gs_tree = ::switchboard::Tree::new(
            ::switchboard::SupervisorOptions::new(),
            "Tree",
        );
        let gs_child_0: TaskSupervisor = gs_tree
            .child_default::<TaskSupervisor>("0", ::switchboard::ChildOptions::new());
        (Self { 0: gs_child_0 }, gs_tree)
    }
    fn supervisor(&self) -> ::switchboard::SupervisorRef {
        <TaskSupervisor as ::switchboard::ChildHandle>::supervisor(&self.0)
    }
}
#[doc(hidden)]
static __Tree_contains_itself_and_would_never_be_started: ::switchboard::__private01::usize = ::switchboard::__private01::depth(
    &[<TaskSupervisor as ::switchboard::ChildHandle>::DEPTH],
);
impl ::switchboard::Supervised for Tree {
    type Handle = Self;
    type Sort = ::switchboard::bounds::OfTree;
    const DEPTH: ::switchboard::__private01::usize = ::switchboard::__private01::known_depth(
        __Tree_contains_itself_and_would_never_be_started,
    );
}
impl Tree {
    /// Starts the supervisor and its children, in the order of the fields.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_tree::<Self>((), false)
    }
    /// Starts the supervisor and its children, linked with the current process.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_tree::<Self>((), true)
    }
    #[allow(
        clippy::self_named_constructors,
        reason = "every type of this kind has this function, whatever its name"
    )]
    /// The supervisor as a child of another one.
    pub fn tree() -> ::switchboard::ChildSpec<Self> {
        ::switchboard::__private01::tree_spec::<Self>(())
    }
}

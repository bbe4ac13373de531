//! What `#[derive(Supervisor)]` writes: tree tuple.

impl ::switchboard::Supervisor for Pair {
    type Args = ();
    fn build(_args: Self::Args) -> (Self, ::switchboard::Tree) {
        let mut tree = ::switchboard::Tree::new(
            ::switchboard::SupervisorOptions::new(),
            "Pair",
        );
        let child_0: Child<A> = tree
            .child::<Child<A>>("0", A::child(), ::switchboard::ChildOptions::new());
        let child_1: Child<B> = tree
            .child::<Child<B>>("1", B::tree(), ::switchboard::ChildOptions::new());
        (Self { 0: child_0, 1: child_1 }, tree)
    }
    fn supervisor(&self) -> ::switchboard::SupervisorRef {
        ::switchboard::ChildHandle::supervisor(&self.0)
    }
}
impl ::switchboard::Supervised for Pair {
    type Handle = Self;
    const DEPTH: ::switchboard::__private01::usize = ::switchboard::__private01::depth(
        &[
            <Child<A> as ::switchboard::ChildHandle>::DEPTH,
            <Child<B> as ::switchboard::ChildHandle>::DEPTH,
        ],
    );
}
const _: ::switchboard::__private01::usize = <Pair as ::switchboard::Supervised>::DEPTH;
impl Pair {
    /// Starts the supervisor and its children, in the order of the fields.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    pub(crate) fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_tree::<Self>((), false)
    }
    /// Starts the supervisor and its children, linked with the current process.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    pub(crate) fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_tree::<Self>((), true)
    }
    /// The supervisor as a child of another one.
    pub(crate) fn tree() -> ::switchboard::ChildSpec<Self> {
        ::switchboard::__private01::tree_spec::<Self>(())
    }
}

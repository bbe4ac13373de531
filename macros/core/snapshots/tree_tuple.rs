//! What `#[derive(Supervisor)]` writes: tree tuple.

#[doc(hidden)]
const __children_of_Pair: ::switchboard::__private01::usize = {
    ::switchboard::__private01::looked_at::<Child<A>>();
    ::switchboard::__private01::looked_at::<Child<B>>();
    0
};
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::Supervisor for Pair
where
    for<'gs> A: ::switchboard::__private01::VettedChild<[(); __children_of_Pair]>,
    for<'gs> B: ::switchboard::__private01::VettedChild<[(); __children_of_Pair]>,
{
    type Args = ();
    fn build(_args: Self::Args) -> (Self, ::switchboard::Tree) {
        let mut gs_tree = ::switchboard::Tree::new(
            ::switchboard::SupervisorOptions::new(),
            "Pair",
        );
        let gs_child_0: Child<A> = gs_tree
            .child::<Child<A>>("0", A::child(), ::switchboard::ChildOptions::new());
        let gs_child_1: Child<B> = gs_tree
            .child::<Child<B>>("1", B::tree(), ::switchboard::ChildOptions::new());
        (
            Self {
                0: gs_child_0,
                1: gs_child_1,
            },
            gs_tree,
        )
    }
    fn supervisor(&self) -> ::switchboard::SupervisorRef {
        <Child<A> as ::switchboard::ChildHandle>::supervisor(&self.0)
    }
}
#[doc(hidden)]
static __Pair_contains_itself_and_would_never_be_started: ::switchboard::__private01::usize = ::switchboard::__private01::depth(
    &[
        <Child<A> as ::switchboard::ChildHandle>::DEPTH,
        <Child<B> as ::switchboard::ChildHandle>::DEPTH,
    ],
);
impl ::switchboard::Supervised for Pair {
    #[cfg(doc)]
    type Handle = Self;
    #[cfg(not(doc))]
    type Handle = <Self as ::switchboard::__private01::VettedHandle<
        [(); __children_of_Pair],
    >>::Itself;
    type Sort = ::switchboard::bounds::OfTree;
    const DEPTH: ::switchboard::__private01::usize = ::switchboard::__private01::known_depth(
        __Pair_contains_itself_and_would_never_be_started,
    );
}
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
const _: () = ::switchboard::__private01::must_start_again(
    ::switchboard::__private01::starts_again(
        <Child<A> as ::switchboard::ChildHandle>::STARTED_ONCE,
        ::switchboard::__private01::None,
    ),
    "this child would be started again, but its arguments can be used only once: they are not `Clone + Send + Sync`\nhelp: derive `Clone` for the arguments of `A::child` and add `Clone + Send + Sync` to the parameters in them, make them anew with `start = ChildSpec::with(|| ..)`, or write `restart = temporary`",
);

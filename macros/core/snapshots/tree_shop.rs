//! What `#[derive(Supervisor)]` writes: tree shop.

#[doc(hidden)]
const __children_of_Shop: ::switchboard::__private01::usize = {
    ::switchboard::__private01::looked_at::<Child<Catalog>>();
    ::switchboard::__private01::looked_at::<DynamicSupervisor<Cart>>();
    ::switchboard::__private01::looked_at::<TaskSupervisor>();
    0
};
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::Supervisor for Shop
where
    for<'gs> Catalog: ::switchboard::__private01::VettedChild<[(); __children_of_Shop]>,
{
    type Args = Config;
    fn build(args: Self::Args) -> (Self, ::switchboard::Tree) {
        let _ = &args;
        let mut gs_tree = ::switchboard::Tree::new(
            ::switchboard::SupervisorOptions::new()
                .strategy(::switchboard::Strategy::RestForOne)
                .max_restarts(7usize)
                .max_seconds(::switchboard::__private01::Duration::new(60u64, 0u32))
                .auto_shutdown(::switchboard::AutoShutdown::AnySignificant)
                .name("shop"),
            "Shop",
        );
        let gs_child_0: Child<Catalog> = gs_tree
            .child::<
                Child<Catalog>,
            >(
                "catalog",
                Catalog::child(args.path),
                ::switchboard::ChildOptions::new()
                    .restart(::switchboard::Restart::Transient)
                    .significant(true),
            );
        let gs_child_1: DynamicSupervisor<Cart> = gs_tree
            .child::<
                DynamicSupervisor<Cart>,
            >(
                "carts",
                Cart::dynamic(),
                ::switchboard::ChildOptions::new()
                    .shutdown(
                        ::switchboard::Shutdown::After(
                            ::switchboard::__private01::Duration::new(5u64, 0u32),
                        ),
                    ),
            );
        let gs_child_2: TaskSupervisor = gs_tree
            .child_default::<
                TaskSupervisor,
            >("tasks", ::switchboard::ChildOptions::new());
        let gs_child_3: u64 = ::switchboard::__private01::Default::default();
        (
            Self {
                catalog: gs_child_0,
                carts: gs_child_1,
                tasks: gs_child_2,
                seen: gs_child_3,
            },
            gs_tree,
        )
    }
    fn supervisor(&self) -> ::switchboard::SupervisorRef {
        <Child<Catalog> as ::switchboard::ChildHandle>::supervisor(&self.catalog)
    }
}
#[doc(hidden)]
static __Shop_contains_itself_and_would_never_be_started: ::switchboard::__private01::usize = ::switchboard::__private01::depth(
    &[
        <Child<Catalog> as ::switchboard::ChildHandle>::DEPTH,
        <DynamicSupervisor<Cart> as ::switchboard::ChildHandle>::DEPTH,
        <TaskSupervisor as ::switchboard::ChildHandle>::DEPTH,
    ],
);
impl ::switchboard::Supervised for Shop {
    #[cfg(doc)]
    type Handle = Self;
    #[cfg(not(doc))]
    type Handle = <Self as ::switchboard::__private01::VettedHandle<
        [(); __children_of_Shop],
    >>::Itself;
    type Sort = ::switchboard::bounds::OfTree;
    const DEPTH: ::switchboard::__private01::usize = ::switchboard::__private01::known_depth(
        __Shop_contains_itself_and_would_never_be_started,
    );
}
impl Shop {
    /// Starts the supervisor and its children, in the order of the fields.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    pub fn start(
        args: Config,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_tree::<Self>(args, false)
    }
    /// Starts the supervisor and its children, linked with the current process.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    pub fn start_link(
        args: Config,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_tree::<Self>(args, true)
    }
    /// The supervisor as a child of another one.
    pub fn tree(args: Config) -> ::switchboard::ChildSpec<Self> {
        ::switchboard::__private01::tree_spec::<Self>(args)
    }
}
const _: () = ::switchboard::__private01::must_start_again(
    ::switchboard::__private01::starts_again(
        <Child<Catalog> as ::switchboard::ChildHandle>::STARTED_ONCE,
        ::switchboard::__private01::Some(::switchboard::Restart::Transient),
    ),
    "this transient child would be started again, but its arguments can be used only once: they are not `Clone + Send + Sync`\nhelp: derive `Clone` for the arguments of `Catalog::child` and add `Clone + Send + Sync` to the parameters in them, make them anew with `start = ChildSpec::with(|| ..)`, or write `restart = temporary`",
);

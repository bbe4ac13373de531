//! What the derive refuses, and where; what it writes.

use super::expand;
use crate::written::{self, tokens};

fn flat(item: &str) -> String {
    written::flat(expand(tokens(item)))
}

#[track_caller]
fn refused(item: &str, text: &str) {
    written::refused(expand(tokens(item)), text);
}

#[track_caller]
fn accepted(item: &str) -> String {
    written::accepted(expand(tokens(item)))
}

#[test]
fn children_start_in_the_order_of_the_fields() {
    let all = accepted(
        "struct Shop { #[child(start = B::child())] b: Child<B>, #[child(start = A::child())] a: Child<A> }",
    );
    let b = all.find("child::<Child<B>>(\"b\", B::child(), ").expect("b");
    let a = all.find("child::<Child<A>>(\"a\", A::child(), ").expect("a");
    assert!(b < a);
    let whole = all.replace(", }", " }").replace(", )", " )");
    assert!(whole.contains("( Self { b: gs_child_0, a: gs_child_1 }, gs_tree )"), "{all}");
    assert!(all.contains("ChildHandle>::supervisor(&self.b)"));
}

#[test]
fn options_reach_the_tree() {
    let all = accepted(
        "#[supervisor(strategy = rest_for_one, max_restarts = 7, max_seconds = \"1m\", name = \"shop\")] \
         #[supervisor(auto_shutdown = any_significant)] \
         struct S { #[child(start = x, restart = transient, shutdown = \"5s\", start_timeout = \"9s\", significant)] a: A }",
    );
    for text in [
        "Strategy::RestForOne",
        ".max_restarts(7usize)",
        "Duration::new(60u64, 0u32)",
        ".name(\"shop\")",
        "AutoShutdown::AnySignificant",
        ".restart(::switchboard::Restart::Transient)",
        "Shutdown::After(",
        ".start_timeout(::switchboard::__private01::Duration::new(9u64, 0u32))",
        ".significant(true)",
    ] {
        assert!(all.contains(text), "{text} in {all}");
    }
}

#[test]
fn tuple_and_unit_structs_are_supervisors() {
    let all = accepted("struct S(#[child(start = x)] A, #[supervisor(skip)] u8);");
    assert!(all.contains("child::<A>(\"0\", x, "), "{all}");
    assert!(all.contains("0: gs_child_0, 1: gs_child_1"), "{all}");
    assert!(accepted("struct S;").contains("SupervisorRef::none()"));
}

#[test]
fn a_child_without_start_uses_the_default_of_its_type() {
    assert!(accepted("struct S { #[child] t: Tasks }").contains("child_default::<Tasks>(\"t\", "));
}

#[test]
fn a_raw_name_is_an_id_without_its_prefix() {
    let all = accepted("struct S { #[child(start = x)] r#type: A }");
    assert!(all.contains("child::<A>(\"type\","), "{all}");
    assert!(all.contains("r#type: gs_child_0"), "{all}");
}

#[test]
fn generics_and_bounds_are_kept() {
    let all = accepted("struct S<T: Send> where T: Sync { #[child(start = x)] a: A<T> }");
    assert!(
        all.contains("impl<T: Send> ::switchboard::Supervisor for S<T> where T: Sync,"),
        "{all}"
    );
    assert!(!all.contains("const _"), "a generic depth has no value yet: {all}");
}

#[test]
fn args_are_named_by_the_user() {
    let all =
        accepted("#[supervisor(args = Map<u8, u8>)] struct S { #[child(start = a(args))] a: A }");
    assert!(all.contains("type Args = Map<u8, u8>"), "{all}");
    assert!(all.contains("fn build(args: Self::Args)"), "{all}");
    assert!(accepted("struct S;").contains("fn start_link() -> "));
}

#[test]
fn the_crate_can_have_another_name() {
    let all = accepted("#[supervisor(crate = ::otp)] struct S { #[child] a: A }");
    assert!(!all.contains("switchboard"), "{all}");
    refused("#[supervisor(crate = otp)] struct S;", "starts at the root");
}

#[test]
fn enums_and_unions_are_refused() {
    refused("enum E { A }", "not for an enum");
    refused("union U { a: u8 }", "not for a union");
}

#[test]
fn a_field_is_a_child_or_says_that_it_is_none() {
    refused("struct S { a: A }", "nobody would supervise it");
    refused("struct S { #[child] #[supervisor(skip)] a: A }", "a child already");
    refused("struct S { #[child] #[child] a: A }", "given twice");
    refused("#[child] struct S;", "goes on a field");
}

#[test]
fn words_are_checked_and_corrected() {
    refused("#[supervisor(strategy = one_for_al)] struct S;", "strategy = one_for_all");
    refused("#[supervisor(stratgy = one_for_all)] struct S;", "did you mean `strategy`?");
    refused("struct S { #[child(strat = x)] a: A }", "did you mean `start`?");
    refused("#[supervisor = 3] struct S;", "keys in parentheses");
}

#[test]
fn a_budget_of_nothing_is_refused() {
    refused("#[supervisor(max_restarts = 0)] struct S;", "more than zero");
    refused("#[supervisor(max_seconds = 0)] struct S;", "more than zero");
    refused("#[supervisor(max_seconds = \"0s\")] struct S;", "more than zero");
    refused("#[supervisor(max_seconds = \"5 parsecs\")] struct S;", "is no duration");
}

#[test]
fn significance_needs_an_end_that_matters() {
    refused("struct S { #[child(significant)] a: A }", "auto_shutdown = any_significant");
    refused(
        "#[supervisor(auto_shutdown = all_significant)] \
         struct S { #[child(significant, restart = permanent)] a: A }",
        "a permanent child never ends",
    );
    accepted("struct S { #[child(significant = false)] a: A }");
}

#[test]
fn a_supervisor_is_no_child_of_its_own() {
    refused("struct S { #[child(start = S::tree())] s: Child<S> }", "contains itself");
    refused("struct S<T> { #[child(start = S::tree())] s: Child<Self> }", "contains itself");
    accepted("struct S { #[child(start = other::S::tree())] s: Child<other::S> }");
    accepted("struct S { #[child] s: DynamicSupervisor<S> }");
}

#[test]
fn a_started_child_is_no_specification() {
    refused(
        "struct S { #[child(start = A::start())] a: Child<A> }",
        "write `start = A::child(..)`",
    );
    refused("struct S { #[child(start = m::A::start_link(1))] a: Child<m::A> }", "here and now");
    accepted("struct S { #[child(start = Plan::start())] a: Child<A> }");
    accepted("struct S { #[child(start = start())] a: Child<A> }");
}

#[test]
fn a_start_is_repeated_unless_the_child_is_temporary() {
    let of = |start: &str, ty: &str| {
        accepted(&format!("struct S {{ #[child(start = {start})] a: Child<{ty}> }}"))
    };
    let own = of("A::child(1)", "A");
    assert!(own.contains("<Child<A> as ::switchboard::ChildHandle>::STARTED_ONCE"), "{own}");
    assert!(own.contains("this child would be started again"), "{own}");
    let given = of("m::A::child(1).name(\"a\"), restart = transient", "m::A<u8>");
    assert!(given.contains("Some(::switchboard::Restart::Transient)"), "{given}");
    assert!(given.contains("this transient child"), "{given}");
    let anyway = of("<A>::child(1).restart(Restart::Temporary), restart = permanent", "A");
    assert!(anyway.contains("this permanent child"), "{anyway}");
    for (start, ty) in [
        ("A::child(1), restart = temporary", "A"),
        ("A::child(1).restart(Restart::Temporary)", "A"),
        ("Plan::child(1)", "A"),
        ("child(1)", "A"),
        ("A::tree()", "A"),
        ("A::child", "A"),
        ("A::child(1)", "(A,)"),
    ] {
        let all = of(start, ty);
        assert!(!all.contains("STARTED_ONCE"), "{start}: {all}");
    }
    let open = accepted("struct S<T: X> { #[child(start = A::child(1))] a: Child<A<T>> }");
    assert!(!open.contains("STARTED_ONCE"), "nothing is known of a parameter yet: {open}");
}

#[test]
fn arguments_that_nobody_declared_are_refused() {
    let text = "add `args = Type`";
    refused("struct S { #[child(start = A::child(args.n))] a: Child<A> }", text);
    refused("struct S { #[child(start = A::child({ f(1, &args) }))] a: Child<A> }", text);
    for fine in
        ["args()", "self::args", "x.args", "X { args: 1 }", "|args| args", "{ let args = 1; args }"]
    {
        accepted(&format!("struct S {{ #[child(start = f({fine}))] a: Child<A> }}"));
    }
}

#[test]
fn ids_are_unique() {
    refused("struct S { #[child] a: A, #[child(id = \"a\")] b: A }", "has the id `a` already");
}

#[test]
fn all_errors_come_out_together_and_the_impls_stay() {
    let all =
        flat("#[supervisor(max_restarts = 0, zzz)] struct S { a: A, #[child(start =)] b: B }");
    assert_eq!(all.matches("compile_error").count(), 4, "{all}");
    assert!(all.contains("fn start_link()"), "{all}");
    assert!(all.contains("__private01::broken()"), "{all}");
}

#[test]
fn half_an_expression_is_refused() {
    for half in ["x.", "x() +", "if true { x } else", "x() y()"] {
        let item = format!("struct S {{ #[child(start = {half})] a: A }}");
        refused(&item, "this expression cannot be read from here on");
    }
}

//! Machines of all shapes, and what becomes of them.

use super::accepts;

/// A method of a machine is accepted, and this is a part of the expansion.
#[track_caller]
fn method(method: &str, part: &str) {
    let all = accepts("state = St", &format!("impl S {{ {method} }}"));
    assert!(all.contains(&part.replace(' ', "")), "`{part}` is not in: {all}");
}

#[test]
fn states_are_patterns_below_their_type() {
    for (states, pattern) in [
        ("A", "St::A{..}"),
        ("A | B", "St::A{..}|St::B{..}"),
        ("| A | B", "St::A{..}|St::B{..}"),
        ("A { x: 1 }", "St::A{x:1}"),
        ("A(1 | 2, ..)", "St::A(1|2,..)"),
        ("m::St::A", "&m::St::A"),
        ("\"a\" | 0", "&\"a\"|&0"),
        ("St { x: 1 }", "St{x:1}"),
        ("St { .. } | B", "St::St{..}|St::B{..}"),
        ("b\"ab\"", "b\"ab\""),
        ("St(0, _)", "St(0,_)"),
        ("_", "_"),
        ("1..=3", "1..=3"),
    ] {
        let of_event = format!("{pattern}=>{{Self::f(self,);");
        method(&format!("#[on({states}, cast)] fn f(&mut self) {{}}"), &of_event);
    }
    let all = accepts("state = m::St<T>", "impl<T: Tr> S<T> { #[on(A, cast)] fn f(&mut self) {} }");
    assert!(all.contains("m::St::<T>::A{..}=>{Self::f(self,);"), "{all}");
}

#[test]
fn what_holds_everywhere_comes_last() {
    let all = accepts(
        "state = St",
        "impl S { #[on(_, cast)] fn f(&mut self) {} #[on(A, cast = f)] fn g(&mut self) {} }",
    );
    let (one, rest) =
        (all.find("St::A{..}=>").expect("an arm"), all.find("_=>{Self::f").expect("another"));
    assert!(one < rest, "{all}");
}

#[test]
fn an_event_is_named_once() {
    let all = accepts(
        "state = St",
        "impl S {
            /// First.
            #[on(A, call, timeout = \"1s\")] pub(crate) fn ask(&self, n: u8) -> u8 { n }
            /// Second.
            #[on(B, call = ask)] fn other(&self, m: u8) -> u8 { m }
        }",
    );
    assert_eq!(all.matches("pub(crate)fnask(&self,n:u8,)").count(), 0, "{all}");
    assert!(all.contains("pub(crate)fnask(&self,n:u8)->impl"), "{all}");
    assert!(all.contains("St::B{..}=>{letgs_reply:u8=Self::other(self,gs_a0);"), "{all}");
    assert_eq!(all.matches("fnother(").count(), 1, "the handle has no second method: {all}");
}

#[test]
fn what_is_returned_says_where_it_goes() {
    for (text, part) in [
        (
            "#[on(_, cast)] fn f(&mut self) {}",
            "{Self::f(self);::switchboard::Handled::Next(::switchboard::Next::keep())}",
        ),
        ("#[on(_, cast)] fn f(&mut self) -> () {}", "{Self::f(self);::switchboard::Handled::Next("),
        (
            "#[on(_, cast)] fn f(&mut self) -> Next<St> {}",
            "::switchboard::Handled::Next(Self::f(self))",
        ),
        (
            "#[on(_, cast)] fn f(&mut self) -> (Next<St>) {}",
            "::switchboard::Handled::Next(Self::f(self))",
        ),
        ("#[on(_, call)] fn f(&mut self) {}", "letgs_reply:()=Self::f(self);"),
        (
            "#[on(_, call)] fn f(&mut self) -> switchboard::Next<St> {}",
            "letgs_next=Self::f(self);letgs_reply:()=();",
        ),
        (
            "#[on(_, call)] fn f(&mut self) -> (u8, Next<St>) {}",
            "let(gs_reply,gs_next):(u8,::switchboard::Next<Self::State>)=Self::f(self);",
        ),
        ("#[on(_, call)] fn f(&mut self) -> (u8, u8) {}", "letgs_reply:(u8,u8)=Self::f(self);"),
        (
            "#[on(_, call)] fn f(&mut self) -> Result<u8, E> {}",
            "letgs_reply:Result<u8,E>=Self::f(self);",
        ),
        (
            "#[on(_, call)] fn f(&mut self, r: ReplyTo<u8>) {}",
            "letgs_other=gs_from.defer::<u8,::switchboard::Statem<S>>(gs_cx);{Self::f(self,gs_other);",
        ),
        (
            "#[on(_, call)] async fn f(&mut self, a: u8) -> Result<u8, Postpone> {}",
            "letgs_a0=::switchboard::__private01::kept(&gs_k0);",
        ),
        (
            "#[on(_, info)] fn f(&mut self, a: u8) -> Result<(), Postpone> {}",
            "Handled::Postpone(::switchboard::StatemEvent::Info(SInfo::F(gs_k0),),)",
        ),
        (
            "#[on(A, enter)] fn f(&mut self) {}",
            "St::A{..}=>{Self::f(self);::switchboard::Enter::keep()}_=>",
        ),
        (
            "#[on(_, enter)] fn f(&mut self, from: &St, now: &St) -> Enter {}",
            "match gs_state{_=>Self::f(self,gs_from,gs_state),}",
        ),
    ] {
        let all = accepts("state = St", &format!("impl S {{ {text} }}"));
        let flat = |text: &str| text.replace([' ', ','], "");
        assert!(flat(&all).contains(&flat(part)), "`{part}` is not in: {all}");
    }
}

#[test]
fn the_state_is_an_argument_anywhere() {
    for arguments in ["a: u8, s: &St", "s: &St, a: u8", "s: &m::n::St, a: u8"] {
        let all = accepts(
            "state = m::n::St",
            &format!("impl S {{ #[on(_, cast)] fn f(&mut self, {arguments}) {{}} }}"),
        );
        let call = if arguments.starts_with('a') {
            "f(self,gs_a0,gs_state)"
        } else {
            "f(self,gs_state,gs_a0)"
        };
        assert!(all.contains(call), "{all}");
    }
    method(
        "#[terminate] fn f(&mut self, s: &St, r: &ExitReason) {}",
        "Self::f(self, gs_state, gs_reason)",
    );
}

#[test]
fn types_without_events_can_have_none() {
    let all = accepts("state = St", "impl S {}");
    for part in [
        "typeCall=::switchboard::NoMessage;",
        "::switchboard::StatemEvent::Call(gs_never,_)=>matchgs_never{},",
        "::switchboard::StatemEvent::Timeout(gs_never)=>matchgs_never{},",
        "::switchboard::__private01::default_machine::<(Self::State,Self)>()",
        "::switchboard::__private01::start::<::switchboard::Statem<Self>>",
        "child_spec::<::switchboard::Statem<Self>,Self>()",
        "server:::switchboard::ServerRef<::switchboard::Statem<S>>",
    ] {
        assert!(all.contains(part), "`{part}` is not in: {all}");
    }
    assert!(!all.contains("fnenter("), "{all}");
}

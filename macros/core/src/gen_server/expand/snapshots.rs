//! Whole expansions, kept in `macros/core/snapshots` so that a change of what users compile is seen
//! in a review. `SWITCHBOARD_BLESS=1` takes over what the macros write now.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;

/// An attribute, and what expands it.
pub(crate) type Attribute = (&'static str, fn(TokenStream, TokenStream) -> TokenStream);

/// The expansion as a file would have it.
fn expansion(expand: Attribute, attr: &str, item: &str) -> String {
    let tokens = |text: &str| text.parse::<TokenStream>().expect("tokens");
    let expanded = expand.1(tokens(attr), tokens(item));
    let text = expanded.to_string();
    let file = syn::parse2(expanded).unwrap_or_else(|error| panic!("{error}: {text}"));
    prettyplease::unparse(&file)
}

/// Compares an expansion with the one that was reviewed.
#[track_caller]
fn check(name: &str, attr: &str, item: &str) {
    reviewed(("gen_server", crate::gen_server::expand), name, attr, item);
}

/// Compares what an attribute expands to with what was reviewed.
#[track_caller]
pub(crate) fn reviewed(expand: Attribute, name: &str, attr: &str, item: &str) {
    let file = format!("{name}.rs");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(&file);
    let purpose = format!("//! What `#[{}]` writes: {}.\n\n", expand.0, name.replace('_', " "));
    let now = purpose + &expansion(expand, attr, item);
    assert!(!now.contains("compile_error"), "{now}");
    if std::env::var_os("SWITCHBOARD_BLESS").is_some() {
        fs::write(&path, now).expect("the folder is there");
        return;
    }
    let before = fs::read_to_string(&path).unwrap_or_default();
    let differs = before.lines().zip(now.lines()).position(|(before, now)| before != now);
    let line = differs.unwrap_or_else(|| before.lines().count().min(now.lines().count())) + 1;
    let shown: Vec<&str> = now.lines().skip(line.saturating_sub(3)).take(12).collect();
    assert!(
        before == now,
        "snapshots/{file} differs from line {line} on: look at it, then `cargo bless-snapshots`\n{}",
        shown.join("\n")
    );
}

#[test]
fn the_account_of_the_readme() {
    check(
        "account",
        "",
        r#"impl Account {
            #[init]
            fn open(owner: String) -> Self { Self { owner, balance: 0 } }
            /// The balance in cents.
            #[call]
            fn balance(&self) -> i64 { self.balance }
            #[call(timeout = "2s")]
            fn withdraw(&mut self, amount: i64) -> Result<i64, Overdrawn> { self.take(amount) }
            #[call]
            async fn statement(&mut self, month: Month) -> Vec<Line> { self.lines(month).await }
            #[call]
            fn notify_when(&mut self, at_least: i64, reply: ReplyTo<i64>) {
                self.waiting.push((at_least, reply));
            }
            #[cast]
            fn deposit(&mut self, amount: i64) { self.balance += amount; }
            #[every("30s")]
            fn accrue(&mut self) { self.balance += 1; }
            #[info]
            fn partner_down(&mut self, down: Down, cx: &mut Context<Self>) {
                cx.stop(ExitReason::Shutdown);
            }
            #[terminate]
            async fn close(&mut self, reason: &ExitReason) { self.save(reason).await; }
            fn helper(&self) -> bool { true }
        }"#,
    );
}

#[test]
fn a_server_with_parameters() {
    check(
        "generics",
        "",
        "impl<T, const N: usize> store::Store<T, N> where T: Clone + Send + Sync + 'static {
            #[call]
            pub fn all(&self) -> Vec<T> { self.items.clone() }
            #[call]
            async fn copy(&self) -> Option<Self> { None }
            #[cast]
            fn put(&mut self, items: [T; N]) { self.items.extend(items); }
            #[info]
            fn item(&mut self, item: Box<T>) { self.items.push(*item); }
        }",
    );
}

#[test]
fn parts_under_conditions() {
    check(
        "conditions",
        "",
        r#"impl Probe {
            #[cfg(unix)]
            #[call]
            fn signal(&self, number: i32, #[cfg(feature = "pid")] pid: Pid) -> bool { true }
            #[cfg(unix)]
            #[every("1s")]
            fn look(&mut self) {}
            #[every("5s")]
            fn report(&mut self, cx: &mut Context<Self>) {}
            #[cfg_attr(test, cfg(windows))]
            #[info]
            fn event(&mut self, event: Event) {}
        }"#,
    );
}

#[test]
fn raw_names_and_names_of_ours() {
    check(
        "names",
        "",
        "impl Clash {
            #[call]
            fn r#type(&mut self, r#fn: u8, this: u8, cx: u8, turn: u8, queue: u8, self_: u8) -> u8 {
                self.sum([r#fn, this, cx, turn, queue, self_])
            }
            #[cast]
            fn from(&mut self, from: u8, call: u8, gen: u8, context: &mut Context<Self>) {}
        }",
    );
}

#[test]
fn messages_that_the_user_wrote() {
    check(
        "messages",
        "messages = CounterMsg",
        "impl Counter {
            #[init]
            fn new() -> Self { Self(0) }
            #[call]
            fn add(&mut self, by: u64) -> u64 { self.0 += by; self.0 }
            #[call]
            fn when(&mut self, at: u64, reply: ReplyTo<u64>) { self.waiting.push((at, reply)); }
            #[cast]
            fn reset(&mut self) { self.0 = 0; }
        }",
    );
}

#[test]
fn a_server_without_init_or_handlers() {
    check("empty", "", "impl Idle { fn helper(&self) {} }");
}

#[test]
fn async_methods() {
    check(
        "asynchronous",
        "",
        "impl Mailer {
            #[init]
            async fn connect(host: String, cx: &mut Context<Self>) -> Result<Self, Refused> {
                Self::to(host).await
            }
            #[call(timeout = infinity)]
            async fn send(&mut self, mail: Mail) -> Result<(), Refused> { self.put(mail).await }
            #[cast]
            async fn flush(&mut self) { self.put_all().await; }
        }",
    );
}

#[test]
fn replies_that_come_later() {
    check(
        "replies",
        "",
        "impl Gate {
            #[call]
            fn pass(&mut self, who: Name, reply: ReplyTo<Ticket>, cx: &mut Context<Self>) {}
            #[call]
            async fn knock(&mut self, reply: ReplyTo<()>) {}
        }",
    );
}

#[test]
fn everything_but_calls() {
    check(
        "signals",
        "",
        r#"impl Watch {
            #[info]
            fn down(&mut self, down: Down) {}
            #[info]
            async fn exit(&mut self, exit: Exit, cx: &mut Context<Self>) {}
            #[info(name = Refresh)]
            fn tick(&mut self, tick: Tick) {}
            #[continue_with]
            fn load(&mut self, page: u32) {}
            #[every("250ms")]
            async fn sample(&mut self) {}
            #[every("1h", missed = burst)]
            fn rotate(&mut self, cx: &mut Context<Self>) {}
            #[cron("0 3 * * *", tz = "Europe/Paris", overlap = queue, jitter = "30s", seed = 7)]
            fn report(&mut self) {}
            #[cfg(unix)]
            #[cron("@hourly", missed = delay)]
            async fn chime(&mut self) {}
        }"#,
    );
}

#[test]
fn every_key() {
    check(
        "keys",
        "crate = ::otp, vis = pub(crate), handle = Desk, derive(Clone, Debug), exhaustive",
        "impl Front {
            #[deprecated]
            #[call(name = Ask, rename = question)]
            fn ask(&self) -> String { String::new() }
        }",
    );
}

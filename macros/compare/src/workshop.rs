//! The folder in which the programs are written and built.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::twins::{self, TWINS, Twin};

/// The lock file of the programs, so that everybody compares the same versions.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/twins.lock");

/// What can go wrong: a file, or a build.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// A workspace with the programs as its members.
#[derive(Debug)]
pub struct Workshop {
    root: PathBuf,
}

impl Workshop {
    /// Writes all programs.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn open(servers: usize) -> Outcome<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workshop = Self { root: here.join("target/twins") };
        let runtime = here.join("../../runtime").canonicalize()?;
        let mut members = Vec::new();
        for twin in TWINS {
            let dependencies = twin.dependencies.replace("@runtime", &runtime.to_string_lossy());
            members.push(workshop.write(
                &large(&twin),
                &dependencies,
                &twins::program(&twin, servers),
            )?);
            if let Some(program) = twin.hello {
                members.push(workshop.write(&hello(&twin), &dependencies, program)?);
            }
        }
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n\
             [profile.release]\nlto = \"thin\"\ncodegen-units = 1\nstrip = true\n"
        );
        fs::write(workshop.root.join("Cargo.toml"), manifest)?;
        if Path::new(LOCK).exists() {
            fs::copy(LOCK, workshop.root.join("Cargo.lock"))?;
        }
        Ok(workshop)
    }

    /// Writes one program; gives its name back.
    fn write(&self, name: &str, dependencies: &str, main: &str) -> Outcome<String> {
        let folder = self.root.join(name);
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ntokio = {{ version = \"1\", features = [\"rt\", \"sync\", \"macros\"] }}\n\
             {dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("src/main.rs"), main)?;
        Ok(name.to_owned())
    }

    /// Runs cargo here, in silence; what it says is told when it fails.
    ///
    /// # Errors
    ///
    /// When cargo cannot be started, or fails.
    pub fn cargo(&self, args: &[&str]) -> Outcome<String> {
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(args)
            .current_dir(&self.root)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_PROFILE_DEV_DEBUG")
            .stdin(Stdio::null())
            .output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let said: Vec<&str> = said.lines().take(30).collect();
            let said = said.join("\n");
            return Err(format!("cargo {} failed:\n{said}", args.join(" ")).into());
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Keeps the versions that cargo has chosen, when there were none.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn keep_lock(&self) -> Outcome<()> {
        if !Path::new(LOCK).exists() {
            fs::copy(self.root.join("Cargo.lock"), LOCK)?;
        }
        Ok(())
    }

    /// How long cargo takes for a program whose dependencies are there.
    ///
    /// # Errors
    ///
    /// When the program does not build.
    pub fn timed(&self, verb: &str, program: &str) -> Outcome<Duration> {
        // Its own outcome only: `cargo clean -p` leaves the dependencies.
        self.cargo(&["clean", "-q", "-p", program])?;
        let start = Instant::now();
        self.cargo(&[verb, "-q", "-p", program])?;
        Ok(start.elapsed())
    }

    /// How long cargo takes for a program and all of its dependencies.
    ///
    /// # Errors
    ///
    /// When the program does not build.
    pub fn timed_from_nothing(&self, args: &[&str], program: &str) -> Outcome<Duration> {
        let target = self.root.join("target/from-nothing");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let target = target.to_string_lossy().into_owned();
        let all = [args, &["-q", "-p", program, "--target-dir", &target]].concat();
        let start = Instant::now();
        self.cargo(&all)?;
        Ok(start.elapsed())
    }

    /// The size of a program in bytes.
    ///
    /// # Errors
    ///
    /// When it is not there.
    pub fn size(&self, profile: &str, program: &str) -> Outcome<u64> {
        Ok(fs::metadata(self.root.join("target").join(profile).join(program))?.len())
    }

    /// How many packages a program is made of, itself left out.
    ///
    /// # Errors
    ///
    /// When cargo fails.
    pub fn packages(&self, program: &str) -> Outcome<usize> {
        let tree = self.cargo(&["tree", "-p", program, "-e", "no-dev", "--prefix", "none"])?;
        let mut names: Vec<_> =
            tree.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>()).collect();
        names.sort();
        names.dedup();
        Ok(names.len() - 1)
    }
}

/// The name of the large program of a dialect.
#[must_use]
pub fn large(twin: &Twin) -> String {
    format!("twin-{}", twin.name)
}

/// The name of the smallest program of a dialect.
#[must_use]
pub fn hello(twin: &Twin) -> String {
    format!("hello-{}", twin.name)
}

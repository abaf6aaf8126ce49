//! The program as it is installed: a process of its own, watched from outside.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

/// A running `heliograph`.
pub struct Program {
    child: Child,
    origin: String,
    said: Arc<Mutex<String>>,
}

impl Program {
    /// Starts it in that folder with these settings and nothing else in its environment but a free port and little patience with open
    /// connections, and waits until it says where it listens.
    pub fn start(folder: &Path, settings: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_heliograph"))
            .current_dir(folder)
            .env_clear()
            .env("ROCKET_PORT", "0")
            .env("ROCKET_SHUTDOWN", "{grace=1, mercy=1}")
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let said = Arc::new(Mutex::new(String::new()));
        let out = child.stdout.take().expect("its output is piped");
        let errors = child.stderr.take().expect("its errors are piped");
        let origin = listen(out, errors, &said);
        let origin = origin.unwrap_or_else(|| panic!("it said only:\n{}", said.lock().expect("no listener panics")));
        Self { child, origin, said }
    }

    /// `http://host:port`
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Everything that it has said so far, on both outputs.
    pub fn said(&self) -> String {
        self.said.lock().expect("no listener panics").clone()
    }

    /// The most memory that it has had resident so far, in bytes.
    pub fn highest_memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("the program runs");
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("the kernel counts");
        let kibibytes: u64 = line.split_whitespace().nth(1).and_then(|it| it.parse().ok()).expect("a number");
        kibibytes * 1024
    }

    /// Asks it to stop, as a supervisor does, and fails unless it ends well.
    pub fn stop(mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill is there");
        assert!(asked.success());
        let status = self.child.wait().expect("it ends");
        assert!(status.success(), "it ended with {status}:\n{}", self.said());
    }

    /// Ends it as a power cut does.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Keeps what is said, and tells the address as soon as it stands there; `None` when the output ends before.
fn listen(out: ChildStdout, errors: ChildStderr, said: &Arc<Mutex<String>>) -> Option<String> {
    let (tell, told) = std::sync::mpsc::channel();
    for source in [Box::new(out) as Box<dyn Read + Send>, Box::new(errors)] {
        let (said, tell) = (Arc::clone(said), tell.clone());
        thread::spawn(move || {
            for line in BufReader::new(source).lines().map_while(Result::ok) {
                if let Some(origin) = origin_in(&line) {
                    // Only the first one is waited for.
                    let _ = tell.send(origin);
                }
                let mut said = said.lock().expect("no listener panics");
                said.push_str(&line);
                said.push('\n');
            }
        });
    }
    drop(tell);
    told.recv().ok()
}

fn origin_in(line: &str) -> Option<String> {
    let at = line.find("http://127.0.0.1:")?;
    let origin = line[at..].split(|c: char| c.is_whitespace() || c == '\u{1b}').next()?;
    let origin = origin.trim_end_matches(['/', '.', ',', ')']);
    origin.rsplit(':').next()?.parse::<u16>().ok()?;
    Some(origin.to_owned())
}

//! `cargo xtask test`: every check of the project, in the order of how fast it fails.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a step gives when it fails.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// Python packages that the checks need, beside the package itself.
const PYTHON_TOOLS: [&str; 9] = [
    "hypothesis",
    "ipykernel",
    "matplotlib",
    "mypy",
    "nbclient",
    "nbformat",
    "numpy",
    "pytest",
    "tomli; python_version < '3.11'",
];

/// Runs all checks.
///
/// # Errors
/// The first step that fails, with its command line.
pub(crate) fn run() -> Result<(), Failure> {
    rust()?;
    python()
}

/// Format, lints, tests, documentation and examples of the crates.
///
/// # Errors
/// The first step that fails.
pub(crate) fn rust() -> Result<(), Failure> {
    std::env::set_current_dir(crate::repository())?;
    step("format", cargo(&["fmt", "--all", "--check"]))?;
    step("lints", cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
    step("tests", cargo(&["test", "--quiet", "--workspace"]))?;
    let mut doc = cargo(&["doc", "--quiet", "--workspace", "--no-deps"]);
    doc.env("RUSTDOCFLAGS", "--deny warnings");
    step("documentation", doc)?;
    for example in rust_examples()? {
        let run = ["run", "--quiet", "--package", "lianjie-examples", "--example", &example];
        step(&format!("example {example}"), cargo(&run))?;
    }
    Ok(())
}

/// The Python package in a virtual environment of its own: build, stubs, types, tests, examples, notebook.
///
/// # Errors
/// The first step that fails.
pub(crate) fn python() -> Result<(), Failure> {
    std::env::set_current_dir(crate::repository())?;
    let python = environment()?;
    let in_python = |args: &[&str]| {
        let mut command = Command::new(&python);
        command.args(args).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    };
    let quiet_pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    step("python tools", in_python(&[&quiet_pip[..], &PYTHON_TOOLS[..]].concat()))?;
    step("python package", in_python(&[&quiet_pip[..], &["--force-reinstall", "./python"]].concat()))?;
    step("stubs", in_python(&["-m", "mypy.stubtest", "lianjie._native"]))?;
    step("types", in_python(&["-m", "mypy", "--strict", "examples", "tests/python"]))?;
    step("python tests", in_python(&["-m", "pytest", "--quiet", "-p", "no:cacheprovider", "tests/python"]))?;
    for example in files("examples", "py")? {
        step(&example.display().to_string(), in_python(&[&example.to_string_lossy()]))?;
    }
    for notebook in files("examples", "ipynb")? {
        let run = "import sys, nbformat, nbclient; \
                   nbclient.NotebookClient(nbformat.read(sys.argv[1], 4), timeout=120, \
                   resources={'metadata': {'path': 'examples'}}).execute()";
        step(&notebook.display().to_string(), in_python(&["-c", run, &notebook.to_string_lossy()]))?;
    }
    Ok(())
}

/// Makes the private virtual environment where there is none; gives its interpreter.
fn environment() -> Result<PathBuf, Failure> {
    let folder = target()?.join("venv");
    let python = if cfg!(windows) { folder.join("Scripts/python.exe") } else { folder.join("bin/python") };
    if !python.exists() {
        let mut make = Command::new(if cfg!(windows) { "python" } else { "python3" });
        make.args(["-m", "venv"]).arg(&folder);
        step("virtual environment", make)?;
    }
    Ok(python)
}

/// Cargo's target folder: this program runs out of it.
fn target() -> Result<PathBuf, Failure> {
    let program = std::env::current_exe()?;
    let folder = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    Ok(folder.map_or_else(|| PathBuf::from("target"), Path::to_owned))
}

fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(args);
    command
}

fn rust_examples() -> Result<Vec<String>, Failure> {
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    Ok(files("examples", "rs")?.iter().filter_map(stem).collect())
}

fn files(folder: &str, extension: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ext| ext == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn step(name: &str, mut command: Command) -> Result<(), Failure> {
    let start = std::time::Instant::now();
    crate::say(&format!("== {name}"));
    let status = command.status().map_err(|error| format!("{name}: {command:?}: {error}"))?;
    if !status.success() {
        return Err(format!("{name} failed: {command:?}").into());
    }
    crate::say(&format!("   {} s", start.elapsed().as_secs()));
    Ok(())
}

//! `cargo xtask test`: every check of the project, in the order of how fast it fails.

mod step;

use std::path::{Path, PathBuf};
use std::process::Command;

use step::{Background, step, together};

/// What a step gives when it fails.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// Python code of the repository, beside that of the package.
const TYPED: [&str; 4] = ["examples", "tests/python", "tests/packaging/wheel.py", "python/docs_pages.py"];

/// Runs all checks. What the Python checks need is fetched while the crates are built.
///
/// # Errors
/// The first step that fails, with its command line.
pub(crate) fn run() -> Result<(), Failure> {
    std::env::set_current_dir(crate::repository())?;
    let python = environment()?;
    let tools = Background::start("python tools", tools(&python))?;
    let crates = rust();
    tools.finish()?;
    crates?;
    package(&python)
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

/// The Python package: source distribution, wheel, stubs, types, tests, examples, notebooks, documentation.
///
/// # Errors
/// The first step that fails.
pub(crate) fn python() -> Result<(), Failure> {
    std::env::set_current_dir(crate::repository())?;
    let python = environment()?;
    step("python tools", tools(&python))?;
    package(&python)
}

/// Builds the wheel from the source distribution, tries it in an empty environment, then runs every check of the package
/// on it. Its profile and folder are those of the tests, so that only what the distribution holds is built again.
fn package(python: &Path) -> Result<(), Failure> {
    let target = target()?;
    let folder = target.join("package");
    let mut wheel =
        in_python(python, &["tests/packaging/wheel.py", "python", &folder.to_string_lossy(), "dev"]);
    wheel.env("CARGO_TARGET_DIR", &target);
    step("sdist and wheel", wheel)?;
    let built = files(&folder.join("dist"), "whl")?.pop().ok_or("no wheel was built")?;
    let install =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--force-reinstall"];
    step("install", in_python(python, &[&install[..], &[&built.to_string_lossy()]].concat()))?;
    together(checks(python)?)
}

/// The source distribution and the wheel as users build it, tried in an empty environment; gives the folder of the two.
///
/// # Errors
/// The step that fails.
pub(crate) fn release() -> Result<PathBuf, Failure> {
    std::env::set_current_dir(crate::repository())?;
    let python = environment()?;
    step("python tools", tools(&python))?;
    let folder = target()?.join("release-package");
    let mut wheel = in_python(&python, &["tests/packaging/wheel.py", "python", &folder.to_string_lossy()]);
    wheel.env("CARGO_TARGET_DIR", target()?);
    step("sdist and wheel", wheel)?;
    Ok(folder.join("dist"))
}

/// The checks of the installed package, which do not depend on one another; the longest first.
fn checks(python: &Path) -> Result<Vec<(String, Command)>, Failure> {
    let path = python.to_string_lossy();
    let site = target()?.join("package").join("site");
    let pyright = ["-m", "basedpyright", "--pythonpath", &path];
    let mut found = vec![
        (
            "python tests",
            in_python(python, &["-m", "pytest", "--quiet", "-p", "no:cacheprovider", "tests/python"]),
        ),
        ("stubs", in_python(python, &["-m", "mypy.stubtest", "lianjie._native"])),
        ("types (mypy)", in_python(python, &[&["-m", "mypy", "--strict"][..], &TYPED].concat())),
        (
            "types (pyright)",
            in_python(python, &[&pyright[..], &["--project", "python/pyproject.toml"]].concat()),
        ),
        (
            "types of the wheel",
            in_python(python, &[&pyright[..], &["--ignoreexternal", "--verifytypes", "lianjie"]].concat()),
        ),
    ]
    .into_iter()
    .map(|(name, command)| (name.to_owned(), command))
    .collect::<Vec<_>>();
    let build =
        ["-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", "python/mkdocs.yml", "--site-dir"];
    let mut pages = in_python(python, &[&build[..], &[&site.to_string_lossy()]].concat());
    pages.env("NO_MKDOCS_2_WARNING", "1");
    found.push(("pages".to_owned(), pages));
    for notebook in files(Path::new("examples"), "ipynb")? {
        let run = "import sys, nbformat, nbclient; \
                   nbclient.NotebookClient(nbformat.read(sys.argv[1], 4), timeout=120, \
                   resources={'metadata': {'path': 'examples'}}).execute()";
        found.push((
            notebook.display().to_string(),
            in_python(python, &["-c", run, &notebook.to_string_lossy()]),
        ));
    }
    for example in files(Path::new("examples"), "py")? {
        found.push((example.display().to_string(), in_python(python, &[&example.to_string_lossy()])));
    }
    // `--verifytypes` looks for the package through the `python` that it finds.
    let beside = std::env::var_os("PATH").unwrap_or_default();
    let first = python.parent().map(Path::to_owned);
    let searched = std::env::join_paths(first.into_iter().chain(std::env::split_paths(&beside)))?;
    for (_, command) in &mut found {
        command.env("PATH", &searched);
    }
    Ok(found)
}

/// Installs what the checks need.
fn tools(python: &Path) -> Command {
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    in_python(python, &[&install[..], &["--requirement", "tests/python/requirements.txt"]].concat())
}

fn in_python(python: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(python);
    command.args(args).env("PYTHONDONTWRITEBYTECODE", "1");
    command
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
    Ok(files(Path::new("examples"), "rs")?.iter().filter_map(stem).collect())
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Failure> {
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

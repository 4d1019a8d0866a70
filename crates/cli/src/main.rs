//! The `lianjie` command. Placeholder: `lianjie parse PATH... --format json --out DIR`.

use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = Vec::new();
    let mut out = PathBuf::from(".");
    let mut args = std::env::args().skip(2);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--format" => drop(args.next()),
            "--out" => out = args.next().unwrap_or_default().into(),
            _ => paths.push(PathBuf::from(arg)),
        }
    }
    std::fs::create_dir_all(&out)?;
    for path in paths {
        if path.is_dir() {
            let mut files: Vec<_> =
                std::fs::read_dir(&path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
            files.sort();
            for file in files.iter().filter(|file| file.extension().is_some_and(|ext| ext == "txt")) {
                parse(file, &out)?;
            }
        } else {
            parse(&path, &out)?;
        }
    }
    Ok(())
}

fn parse(path: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let metadata = lianjie_parser::Metadata { id: stem.clone(), ..Default::default() };
    let parsed = lianjie_parser::Parser::default().parse(&text, &metadata);
    std::fs::write(out.join(format!("{stem}.json")), serde_json::to_vec_pretty(&parsed.report)?)?;
    Ok(())
}

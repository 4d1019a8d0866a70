//! The sample reports, whole: what is read from them changes only on purpose.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and says so"
)]

use lianjie_parser::{Metadata, Parser, Source};
use lianjie_tests::{repository, texts};

#[test]
fn sample_reports() {
    let files = texts(&repository().join("examples/reports")).unwrap();
    assert!(files.len() >= 8);
    for path in files {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let source = Source::from_bytes(&std::fs::read(&path).unwrap()).unwrap();
        let metadata = Metadata { id: stem.clone(), ..Metadata::default() };
        let parsed = Parser::default().parse(source.text(), &metadata);
        parsed.report.check().unwrap();
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_json_snapshot!(stem, parsed.report);
        });
    }
}

//! Passages with the programs that they tell.

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let report = crate::parse(&format!("工作情况\n{text}\n")).report;
    let kinds: Vec<String> = report.programs.iter().map(|program| program.kind.to_string()).collect();
    assert_eq!(kinds, expected, "{text}");
}

#[test]
fn parses_one_program_a_line_of_action() {
    check(
        "全县建成村级光伏电站46座，覆盖贫困户3120户。开展技能培训2600人次。",
        &["photovoltaic", "training"],
    );
    check("易地扶贫搬迁安置5200户20860人，全部入住。", &["relocation"]);
}

#[test]
fn parses_clauses_that_turn_to_another_line() {
    check("今年改造薄弱学校18所，硬化通村公路260公里。", &["education", "infrastructure"]);
}

#[test]
fn rejects_the_setting() {
    check("全县辖16个乡镇，总人口38万人。", &[]);
    check("会议强调要提高认识，加强领导。", &[]);
}

//! The labelling configuration: what a project asks of its annotators.

use std::fmt::Write as _;

use super::super::RecordKind;
use super::super::attribute::{ASKED, Asked, Form, codes};
use super::super::mark::LinkKind;

/// Colours of the kinds of record, apart in hue and lightness.
const fn colour(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Figure => "#0072b2",
        RecordKind::FundingSource => "#009e73",
        RecordKind::Program => "#e69f00",
        RecordKind::Scheme => "#cc79a7",
        RecordKind::Finding => "#d55e00",
    }
}

/// The labelling configuration of a project for tasks of [`task`](super::task): XML to paste into its settings.
///
/// Codes are offered as they stand in the JSON form; their Chinese terms and meanings show as hints.
///
/// ```
/// let config = lianjie_export::annotation::label_studio::config();
/// assert!(config.contains(r#"<Label value="funding_source""#));
/// ```
pub fn config() -> String {
    let mut xml =
        String::from("<View>\n  <Style>.htx-text, .htx-richtext { white-space: pre-wrap; }</Style>\n");
    xml.push_str("  <Relations>\n");
    for kind in LinkKind::ALL {
        line(&mut xml, 4, &format!("<Relation value={}/>", quoted(kind.as_str())));
    }
    xml.push_str("  </Relations>\n  <Labels name=\"record\" toName=\"text\">\n");
    for kind in RecordKind::ALL {
        let colour = colour(kind);
        line(&mut xml, 4, &format!("<Label value={} background=\"{colour}\"/>", quoted(kind.as_str())));
    }
    xml.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\" granularity=\"symbol\" saveTextResult=\"yes\"/>\n");
    for asked in &ASKED {
        control(&mut xml, asked);
    }
    xml.push_str("</View>\n");
    xml
}

/// A control that shows while a region of its kinds is selected.
fn control(xml: &mut String, asked: &Asked) {
    let kinds: Vec<&str> = asked.of.iter().map(|kind| kind.as_str()).collect();
    let kinds = quoted(&kinds.join(","));
    line(
        xml,
        2,
        &format!("<View visibleWhen=\"region-selected\" whenTagName=\"record\" whenLabelValue={kinds}>"),
    );
    let name = quoted(asked.name);
    line(xml, 4, &format!("<Header value={name} size=\"6\"/>"));
    let of_region = format!("name={name} toName=\"text\" perRegion=\"true\"");
    let (list, choice) = match asked.form {
        Form::One(list) => (list, "single"),
        Form::Many(list) => (list, "multiple"),
        Form::Line(what) => {
            let what = quoted(what);
            line(
                xml,
                4,
                &format!("<TextArea {of_region} maxSubmissions=\"1\" editable=\"true\" placeholder={what}/>"),
            );
            line(xml, 2, "</View>");
            return;
        }
    };
    line(xml, 4, &format!("<Choices {of_region} choice=\"{choice}\" showInline=\"true\">"));
    for gloss in codes(list) {
        let hint = quoted(&format!("{} · {}: {}", gloss.chinese, gloss.english, gloss.meaning));
        line(xml, 6, &format!("<Choice value={} hint={hint}/>", quoted(gloss.code)));
    }
    line(xml, 4, "</Choices>");
    line(xml, 2, "</View>");
}

fn line(xml: &mut String, indent: usize, content: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(xml, "{:indent$}{content}", "");
}

/// An attribute's value with its quotation marks.
fn quoted(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    format!("\"{escaped}\"")
}

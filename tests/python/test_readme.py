"""The Python code that the READMEs show, and what their tables say."""

import re
import sys
from pathlib import Path

import lianjie
import pytest
from conftest import REPOSITORY


@pytest.mark.parametrize("readme", ["README.md", "python/README.md", "python/docs/settlement.md"])
def test_python_blocks_run(readme: str) -> None:
    text = Path(REPOSITORY / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.S)
    assert blocks
    for block in blocks:
        exec(compile(block, readme, "exec"), {})


def test_package_names_all_but_the_command() -> None:
    native = sys.modules["lianjie._native"]
    assert sorted([*lianjie.__all__, "run"]) == sorted(native.__all__)


def test_table_of_the_readme() -> None:
    text = (
        "截至2018年5月份，县里安排财政专项扶贫资金2640万元，同比增长18.2%。"
        "风险补偿金由银行放大5—10倍，政府、银行、保险公司按1∶2∶7比例承担风险。"
        "推行“龙头企业+合作社+贫困户”模式，每年保底分红不低于本金的10%。"
        "全县资产收益1836万元，涉及贫困户2720户，户均增收6750元。"
    )
    report = lianjie.parse(text)
    source = report.funding_sources[0]
    assert source.kind == "fiscal_special" and source.amount is not None and source.growth is not None
    assert (str(source.amount.value), str(source.growth.value)) == ("26400000", "18.2")
    measures = {report.figures[o.figure].text: o.measure for o in report.observations}
    assert measures["5—10倍"] == "leverage"
    assert any(
        [(share.party, str(share.share)) for share in source.risk_share]
        == [("government", "1"), ("bank", "2"), ("insurer", "7")]
        for source in report.funding_sources
        if source.risk_share
    )
    assert ("enterprise", "cooperative", "household") in [scheme.parties for scheme in report.schemes]
    terms = [term for scheme in report.schemes for term in scheme.terms]
    assert any(term.type_ == "guaranteed_return" and str(term.rate_percent) == "10" for term in terms)
    assert any(f.relation == "per_unit" and f.verdict == "consistent" for f in report.findings)

"""Takes files that `lianjie export --to doccano` and `--to doccano-relations` wrote, reads them with doccano's own code.

Run in an environment with `pip install --no-deps doccano` and `pip install "pydantic<2" chardet pyexcel`: the classes that
read lines and check labels need no server, only the models that they name, which stand-ins replace here.

    python tests/annotation/doccano_reads.py doccano.jsonl …
"""

import importlib
import sys
import types
from pathlib import Path
from typing import Any
from uuid import uuid4


class Stand:
    """Stands for a model of the server: takes what it is made of, keeps it."""

    def __init__(self, **fields: Any) -> None:
        self.__dict__.update(fields)


def stand_in(module: str, *names: str) -> None:
    made = types.ModuleType(module)
    for name in names:
        setattr(made, name, Stand)
    sys.modules[module] = made


def pipeline() -> tuple[Any, Any]:
    """doccano's parsers and labels."""
    folder = next(path for path in map(Path, sys.path) if (path / "backend" / "data_import").is_dir())
    package = types.ModuleType("pipeline")
    package.__path__ = [str(folder / "backend" / "data_import" / "pipeline")]
    sys.modules["pipeline"] = package
    for module in ("examples", "label_types", "labels", "projects", "seqeval"):
        stand_in(module)
    stand_in("examples.models", "Example")
    stand_in("label_types.models", "CategoryType", "LabelType", "RelationType", "SpanType")
    stand_in("labels.models", "Category", "Label", "Relation", "Span", "TextLabel")
    stand_in("projects.models", "Project", "ProjectType")
    stand_in("pipeline.label_types", "LabelTypes")
    stand_in("seqeval.scheme", "BILOU", "IOB2", "IOBES", "IOE2", "Tokens")
    return importlib.import_module("pipeline.parsers"), importlib.import_module("pipeline.label")


def main() -> None:
    parsers, label = pipeline()
    for path in sys.argv[1:]:
        parser = parsers.JSONLParser(encoding="utf_8")
        spans = relations = 0
        for row in parser.parse(path):
            example = uuid4()
            for item in row.get("label") or row.get("entities") or []:
                span = label.SpanLabel.parse(example, item)
                assert span.end_offset <= len(row["text"]) and len(span.label) <= 100, span
                spans += 1
            known = {(entity["id"], str(example)): entity for entity in row.get("entities", [])}
            for item in row.get("relations", []):
                relation = label.RelationLabel.parse(example, item)
                relation.create(None, None, {relation.type: None}, id_to_span=known)
                relations += 1
        assert not parser.errors, parser.errors
        print(f"{path}: {spans} spans, {relations} relations")


if __name__ == "__main__":
    main()

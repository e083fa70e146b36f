#!/usr/bin/env python3
"""Checks that a report follows the schema, that the schema describes all of the report, and that it refuses damage."""

import copy
import json
import pathlib
import subprocess
import sys

import jsonschema


def strict(schema):
    """The schema without its tolerance for members of later versions."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: strict(value) for key, value in schema.items()}
    if result.get("type") == "object":
        result.setdefault("additionalProperties", False)
    return result


def load(path):
    """The schema, with the definitions of report.schema.json that it refers to as its own."""
    path = pathlib.Path(path)
    text = path.read_text(encoding="utf-8")
    shared = "report.schema.json#"
    schema = json.loads(text.replace(shared, "#"))
    if shared in text:
        report = json.loads((path.parent / "report.schema.json").read_text(encoding="utf-8"))
        schema["$defs"] = {**report["$defs"], **schema.get("$defs", {})}
    return schema


def is_valid(schema, report):
    return jsonschema.Draft202012Validator(schema).is_valid(report)


# Came later than the schema, which older reports follow, too.
OPTIONAL = ("confidence_reason",)


def damages(value, path=()):
    """Paths of all members of objects: each is required, so a report without one is not valid."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from damages(item, path + (index,))
    elif isinstance(value, dict):
        for key, item in value.items():
            if path[-1:] not in (("check",), ("silences",)) and key not in OPTIONAL:
                yield path + (key,)
            yield from damages(item, path + (key,))


def without(report, path):
    result = copy.deepcopy(report)
    parent = result
    for key in path[:-1]:
        parent = parent[key]
    del parent[path[-1]]
    return result


def main():
    schema_path, *command = sys.argv[1:]
    schema = load(schema_path)
    jsonschema.Draft202012Validator.check_schema(schema)
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    jsonschema.Draft202012Validator(strict(schema)).validate(report)
    extended = dict(report, later_member=1)
    if not is_valid(schema, extended):
        sys.exit("the schema refuses members of later versions")
    paths = list(damages(report))
    for path in paths:
        if is_valid(schema, without(report, path)):
            sys.exit(f"the schema does not require {'/'.join(map(str, path))}")
    print(f"{len(paths)} members checked")


if __name__ == "__main__":
    main()

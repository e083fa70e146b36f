#!/usr/bin/env python3
"""Validates contract files against contracts.schema.json.

Usage: validate_contracts.py SCHEMA FILE...
"""

import json
import sys

import jsonschema


def problems(validator, contracts):
    """Each mistake with the function and the path that it is about."""
    for error in validator.iter_errors(contracts):
        path = list(error.absolute_path)
        label = ""
        if len(path) > 1 and path[0] == "functions":
            label = str(contracts["functions"][path[1]].get("function", ""))
        yield f"{label}: /{'/'.join(map(str, path))}: {error.message}"


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    with open(arguments[0], encoding="utf-8") as stream:
        schema = json.load(stream)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failed = False
    for name in arguments[1:]:
        with open(name, encoding="utf-8") as stream:
            contracts = json.load(stream)
        for problem in problems(validator, contracts):
            print(f"{name}: {problem}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

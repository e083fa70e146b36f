"""qomlint refs: who holds each reference, line by line."""

import json
import os
import pathlib
import re
import shutil
import unittest

from cli_case import BAD_INPUT, CLEAN, PRELUDE, CliCase

FOLDER = pathlib.Path(__file__).resolve().parent / "refs"


class Refs(CliCase):
    def setUp(self):
        super().setUp()
        shutil.copy(FOLDER / "device.c", self.scratch)

    def refs(self, target, *arguments, status=CLEAN):
        return self.qomlint("refs", "--quiet", "--qemu-version=10.2", f"device.c{target}", *arguments, "--",
                            status=status)

    def objects(self, target):
        """The objects of the answer, by their first names."""
        answer = json.loads(self.refs(target, "--format=json").out)
        return {item["names"][0]: item for function in answer["functions"] for item in function["objects"]}

    def state(self, item, line=-1, state=0):
        return item["lines"][line]["states"][state]

    def holders(self, state):
        return [(holder["count"], holder["kind"], holder["who"], holder["relation"], holder["until"])
                for holder in state["holders"]]

    def test_golden(self):
        for form, ending in (("text", "txt"), ("json", "json")):
            golden = FOLDER / f"device.{ending}"
            out = self.refs("", f"--format={form}").out
            out = re.sub(r'"version": "[0-9.]+"', '"version": "*"', out)
            if os.environ.get("QOMLINT_BLESS"):
                golden.write_text(out)
            self.assertEqual(out, golden.read_text())

    def test_a_clock_input_has_two_holders_and_is_borrowed(self):
        for target in (":uart_init_clocks:refclk", ":43", ":43:8", ":uart_init_clocks:s->refclk"):
            state = self.state(self.objects(target)["s->refclk"], 0)
            self.assertEqual((state["count"], state["others_may_hold"]), (2, False))
            self.assertEqual(self.holders(state), [(1, "holder", "dev", "child", "properties_released"),
                                                   (1, "holder", "dev", "clocks", "device_finalize")])
        self.assertIn("'Owned::from' makes it 3", self.refs(":uart_init_clocks").out)

    def test_across_a_call(self):
        clock = self.objects(":uart_init:refclk")["s->refclk"]
        self.assertEqual(self.state(clock, 0)["count"], 2)
        self.assertEqual([holder["who"] for holder in self.state(clock, 0)["holders"]], ["obj", "obj"])
        step, = clock["lines"][0]["inside"]
        self.assertEqual((step["function"], step["line"], step["callee"]), ("uart_init_clocks", 43, "qdev_init_clock_in"))

    def test_a_creation_reference_that_nobody_drops(self):
        cpu = self.objects(":board_create_cpus:cpu")["cpu"]
        after = next(line for line in cpu["lines"] if line["subject"] == "object_property_add_child")
        self.assertEqual(after["states"][0]["count"], 2)
        self.assertEqual([holder["kind"] for holder in self.state(cpu)["holders"]], ["nobody", "holder"])

    def test_the_outcome_of_a_call_decides(self):
        dev = self.objects(":board_create_uart:dev")["dev"]
        realize = next(line for line in dev["lines"] if line["subject"] == "qdev_realize")
        by_condition = {state["condition"]: state for state in realize["states"]}
        succeeds = by_condition["if qdev_realize() on line 84 succeeds"]
        fails = by_condition["if qdev_realize() on line 84 fails"]
        self.assertEqual(fails["count"], 1)
        # A bus that may be null may hold one or not.
        self.assertEqual((succeeds["count"], succeeds["known"]), (None, 2))
        returns = {line["line"]: line["states"] for line in dev["lines"] if line["event"] == "return"}
        self.assertTrue(returns[86][0]["gone"])
        self.assertEqual(returns[88][0]["holders"][0]["kind"], "result")

    def test_arguments_and_fields(self):
        peer = self.objects(":uart_set_peer:peer")["peer"]
        self.assertEqual(self.holders(self.state(peer)), [(1, "field", "s->peer", "", "")])
        backend = self.objects(":uart_finalize:backend")["s->backend"]
        self.assertEqual((backend["origin"], self.state(backend)["holders"][0]["count"]), ("field", -1))
        answer = json.loads(self.refs(":uart_finalize:backend", "--format=json").out)
        uses = {(use["use"], use["function"], use["line"])
                for field in answer["functions"][0]["fields"] if field["field"] == "backend" for use in field["uses"]}
        self.assertIn(("owns", "uart_init", 52), uses)
        self.assertIn(("drops", "uart_finalize", 59), uses)

    def test_what_is_not_known_is_not_guessed(self):
        peer = self.objects(":uart_show")["peer"]
        state = self.state(peer)
        self.assertEqual((state["count"], state["known"], state["unknown"]), (None, None, "unknown_callee"))

    def test_the_line_asked_about_is_marked(self):
        out = self.refs(":75").out
        self.assertIn("\n>   75 | object_property_add_child(", out)
        self.assertIn("\n>   70 | void board_create_cpus(", out)
        self.assertEqual(out.count("\n>"), 2)

    def test_mistakes(self):
        for target, message in (
                (":uart_ini", "device.c has no function 'uart_ini'; did you mean 'uart_init'?"),
                (":uart_init:refclc", "uart_init() has no object 'refclc'"),
                (":67", "no function on line 67 of device.c; before it is 'uart_finalize' (lines 55 to 60), "
                        "behind it 'board_create_cpus' (lines 70 to 78)"),
                (":3:x", "no column x"), (":", "an empty part"), (":a:b:c", "too many colons")):
            self.assertIn(message, self.refs(target, status=BAD_INPUT).err)
        self.assertIn("--format=jsn", self.refs("", "--format=jsn", status=BAD_INPUT).err)
        self.assertIn("no such file: none.c", self.qomlint("refs", "none.c", "--", status=BAD_INPUT).err)
        self.write("broken.c", PRELUDE + "void f(void) { int x = ; }\n")
        self.assertIn("broken.c", self.qomlint("refs", "broken.c", "--", status=BAD_INPUT).err)

    def test_no_object_on_the_line(self):
        done = self.qomlint("refs", "device.c:72", "--", status=CLEAN)
        self.assertIn("no object on line 72; showing all of 'board_create_cpus'", done.err)
        done = self.qomlint("refs", "device.c:75:12", "--", status=CLEAN)
        self.assertIn("'object_property_add_child' is no object", done.err)

    def test_a_column_in_a_file_outside_the_source_root(self):
        (self.scratch / "root").mkdir()
        done = self.qomlint("refs", "--source-root=root", "device.c:75:12", "--", status=CLEAN)
        self.assertIn("'object_property_add_child' is no object", done.err)

    def test_colours_only_if_wanted(self):
        self.assertNotIn("\033", self.refs("").out)
        self.assertIn("\033", self.refs("", "--use-color").out)


class Database(CliCase):
    """With a compilation database, other files answer what one leaves open."""

    def setUp(self):
        super().setUp()
        self.write("box.h", PRELUDE + "typedef struct Box { Object parent_obj; Object *lid; } Box;\n"
                                      "void box_open(Box *box);\nvoid box_hold(Object *obj);\n")
        self.write("box.c", '#include "box.h"\n'
                            'void box_fill(Box *box)\n{\n    box->lid = object_new("lid");\n}\n'
                            "void box_keep(Object *obj)\n{\n    box_hold(obj);\n}\n")
        self.write("open.c", '#include "box.h"\nvoid box_open(Box *box)\n{\n    object_unref(box->lid);\n}\n'
                             "void box_hold(Object *obj)\n{\n    object_ref(obj);\n}\n")
        self.write_database(["box.c", "open.c"])

    def answer(self, target):
        done = self.qomlint("refs", "-p", "build", "--quiet", "--format=json", target, status=CLEAN)
        return json.loads(done.out)["functions"][0]

    def test_fields(self):
        function = self.answer("box.c:box_fill")
        field, = function["fields"]
        self.assertEqual(field["others_may_use"], False)
        self.assertIn(("drops", "box_open"), {(use["use"], use["function"]) for use in field["uses"]})

    def test_with_flags_only_the_file_is_known(self):
        text = self.qomlint("refs", "--quiet", "box.c:box_fill", "--", status=CLEAN).out
        self.assertIn("field Box.lid, in the files that were read:", text)
        self.assertIn("other files may use it too, and were not read", text)
        self.assertNotIn("nothing drops a reference through it", text)

    def test_callees(self):
        item, = self.answer("box.c:box_keep")["objects"]
        self.assertEqual(item["lines"][-1]["states"][0]["known"], 1)
        self.assertEqual(item["lines"][1]["inside"][0]["file"], "open.c")

    def test_a_file_that_is_not_there(self):
        self.write("other.c", "")
        done = self.qomlint("refs", "-p", "build", "other.c", status=BAD_INPUT)
        self.assertIn("other.c", done.err)
        self.assertIn("compilation database", done.err)


if __name__ == "__main__":
    unittest.main()

//===- JsonWriterTest.cpp - The report for programs -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/SampleReport.h"
#include "nlohmann/json.hpp"
#include "gtest/gtest.h"

using namespace qomlint;
using Json = nlohmann::ordered_json;

namespace {

std::string written(const Report &R) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeJson(R, OS);
  return Text;
}

Json parsed(const Report &R) {
  return Json::parse(written(R), nullptr, /*allow_exceptions=*/false);
}

/// The text of one member, in the order in which it was written.
std::string member(const Json &J, const char *Pointer) {
  return J[Json::json_pointer(Pointer)].dump();
}

TEST(JsonWriterTest, Root) {
  Json J = parsed(sampleReport());
  std::vector<std::string> Keys;
  for (auto &[Key, Value] : J.items())
    Keys.push_back(Key);
  EXPECT_EQ(Keys,
            (std::vector<std::string>{"schema_version", "tool", "qemu_version",
                                      "findings", "errors", "summary"}));
  EXPECT_EQ(member(J, "/schema_version"), "1");
  EXPECT_EQ(member(J, "/tool"), R"({"name":"qomlint","version":"0.1.0"})");
  EXPECT_EQ(member(J, "/qemu_version"), R"("7.2")");
}

TEST(JsonWriterTest, Finding) {
  Json J = parsed(sampleReport());
  Json F = J["findings"][0];
  F.erase("trace");
  F.erase("fixes");
  F.erase("fingerprint");
  EXPECT_EQ(F.dump(),
            R"({"check":"qom-child-leak","severity":"warning",)"
            R"("confidence":"definite","reach":"teardown",)"
            R"("message":"the creation reference of 's->clk' is kept",)"
            R"("file":"hw/x.c","line":3,"column":2,"function":"x_realize",)"
            R"("object":{"type":"Clock","expression":"s->clk"}})");
  EXPECT_EQ(J["findings"][0]["fingerprint"],
            sampleReport().Findings[0].Fingerprint);
}

TEST(JsonWriterTest, TraceAndFixes) {
  Json J = parsed(sampleReport());
  EXPECT_EQ(member(J, "/findings/0/trace/1"),
            R"({"file":"hw/x.c","line":3,"column":2,"function":"x_add",)"
            R"("message":"added as a child","refs":2})");
  EXPECT_EQ(member(J, "/findings/0/trace/2/refs"), "null");
  EXPECT_EQ(member(J, "/findings/0/fixes"),
            R"([{"file":"hw/x.c","offset":66,"length":0,)"
            R"("replacement":"object_unref(s->clk);\n"}])");
}

TEST(JsonWriterTest, OnlyFindingsThatAreNotDefiniteGiveAReason) {
  Json J = parsed(sampleReport());
  EXPECT_FALSE(J["findings"][0].contains("confidence_reason"));
  EXPECT_EQ(member(J, "/findings/2/confidence"), R"("likely")");
  EXPECT_EQ(member(J, "/findings/2/confidence_reason"),
            R"("its bus may hold it for a while")");
}

TEST(JsonWriterTest, LatentFindingsAreThere) {
  Json J = parsed(sampleReport());
  EXPECT_EQ(J["findings"].size(), 3u);
  EXPECT_EQ(J["findings"][1]["severity"], "latent");
  EXPECT_EQ(J["findings"][1]["reach"], "process");
}

TEST(JsonWriterTest, ErrorsAndSummary) {
  Json J = parsed(sampleReport());
  EXPECT_EQ(member(J, "/errors"),
            R"([{"file":"hw/z.c","reason":"parse",)"
            R"("message":"hw/z.c:1:1: error: unknown type name 'Z'"}])");
  EXPECT_EQ(
      member(J, "/summary"),
      R"({"files":3,"functions":40,"findings":{"total":3,)"
      R"("severity":{"error":1,"warning":1,"latent":1},)"
      R"("confidence":{"definite":2,"likely":1,"weak":0},)"
      R"("reach":{"process":1,"teardown":1,"introspection":0,"guest":1},)"
      R"("check":{"qom-child-leak":2,"qom-use-after-unref":1}},)"
      R"("limits_hit":1,"suppressed":2,)"
      R"("silences":{"kept in a container or changed by each round of a loop":3,)"
      R"("left to a function whose effect on it is not known":10}})");
}

TEST(JsonWriterTest, EmptyReport) {
  Json J = parsed(Report());
  EXPECT_EQ(member(J, "/findings"), "[]");
  EXPECT_EQ(member(J, "/errors"), "[]");
  EXPECT_EQ(member(J, "/summary/silences"), "{}");
  EXPECT_EQ(member(J, "/summary/findings/check"), "{}");
}

TEST(JsonWriterTest, EqualReportsGiveEqualBytes) {
  EXPECT_EQ(written(sampleReport()), written(sampleReport()));
}

TEST(JsonWriterTest, OddTextIsValidJson) {
  Report R = sampleReport();
  R.Findings[0].Message = "quote \" backslash \\ bad \xFF bytes";
  Json J = parsed(R);
  EXPECT_FALSE(J.is_discarded());
  EXPECT_EQ(J["findings"][0]["message"],
            "quote \" backslash \\ bad \xEF\xBF\xBD bytes");
}

} // namespace

//===- RegistryTest.cpp - The table of checks keeps its promises ----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Registry.h"
#include "analyzer/contracts/ContractWords.h"
#include "analyzer/engine/Summary.h"
#include "analyzer/facts/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

TEST(RegistryTest, IdsAreSortedAndUnique) {
  for (size_t I = 1; I < allChecks().size(); ++I)
    EXPECT_LT(allChecks()[I - 1].Id, allChecks()[I].Id);
}

TEST(RegistryTest, RulesHaveTheIdsOfTheTable) {
  const llvm::StringRef Ids[] = {
#define CHECK(Id, Class) Id,
#include "checks/Checks.def"
  };
  ASSERT_EQ(allChecks().size(), std::size(Ids));
  for (size_t I = 0; I != std::size(Ids); ++I)
    EXPECT_EQ(allChecks()[I].Id, Ids[I]);
}

TEST(RegistryTest, EveryCheckHasItsPage) {
  for (const CheckInfo &C : allChecks()) {
    llvm::StringRef Page = documentation(C.Id);
    EXPECT_TRUE(Page.starts_with(("# " + C.Id + "\n").str())) << C.Id.str();
    for (const char *Section :
         {"\n## Bad\n", "\n## Good\n", "\n## How to fix\n", "\n## Limits\n"})
      EXPECT_NE(Page.find(Section), llvm::StringRef::npos)
          << C.Id.str() << " lacks" << Section;
  }
}

TEST(RegistryTest, TopicsArePagesWithNamesOfTheirOwn) {
  EXPECT_FALSE(allTopics().empty());
  for (llvm::StringRef Topic : allTopics()) {
    EXPECT_TRUE(documentation(Topic).starts_with("# ")) << Topic.str();
    EXPECT_FALSE(Topic.starts_with("qom-")) << Topic.str();
  }
  EXPECT_EQ(documentation("no-such-page"), "");
}

/// doubt() speaks of fields where only the rule is to blame.
TEST(RegistryTest, OnlyTheRuleOnFieldsIsNeverDefinite) {
  for (const CheckInfo &C : allChecks())
    EXPECT_EQ(C.Confidence != "definite", C.Id == "qom-field-protocol")
        << C.Id.str() << " needs words of its own in doubt()";
}

/// The words in code quotes in the first column of a table.
std::set<std::string> firstColumn(llvm::StringRef Page,
                                  llvm::StringRef Heading) {
  std::set<std::string> Words;
  llvm::StringRef Rest = Page.substr(Page.find(Heading));
  for (llvm::StringRef Row : llvm::split(Rest.split("\n\n").first, '\n')) {
    llvm::SmallVector<llvm::StringRef> Parts;
    Row.drop_front().split('|').first.split(Parts, '`');
    for (size_t I = 1; I < Parts.size(); I += 2)
      Words.insert(Parts[I].str());
  }
  return Words;
}

template <class Enumeration> std::set<std::string> spellings() {
  std::set<std::string> Words;
  for (const Word<Enumeration> &W : words<Enumeration>())
    Words.insert(W.Spelling);
  return Words;
}

template <class Enumeration> void expectOnPage(llvm::StringRef Page) {
  for (const std::string &Word : spellings<Enumeration>())
    EXPECT_TRUE(Page.contains("`" + Word + "`") ||
                Page.contains("`" + Word + ":FUNCTION`"))
        << Word;
}

TEST(RegistryTest, PageOnContractsHasAllOfTheirWords) {
  llvm::StringRef Page = documentation("contracts");
  EXPECT_EQ(firstColumn(Page, "| effect |"), spellings<Effect>());
  EXPECT_EQ(firstColumn(Page, "| condition |"), spellings<Condition>());
  expectOnPage<Until>(Page);
  expectOnPage<CallTime>(Page);
  expectOnPage<FailureKind>(Page);
  expectOnPage<Ownership>(Page);
}

TEST(RegistryTest, PageOnDumpsListsEverySilence) {
  llvm::StringRef Page = documentation("dump");
  for (unsigned I = 1; I != SilenceCount; ++I)
    EXPECT_TRUE(Page.contains((" " + llvm::Twine(I) + " a").str())) << I;
}

TEST(RegistryTest, PagesOpenWithTheOneSentence) {
  for (const CheckInfo &C : allChecks()) {
    // Pages wrap their lines.
    std::string Page = documentation(C.Id).str();
    llvm::replace(Page, '\n', ' ');
    EXPECT_NE(Page.find(C.Summary.str()), std::string::npos)
        << C.Id.str() << ": the page does not say: " << C.Summary.str();
  }
}

class ReportTest : public testing::Test {
protected:
  std::vector<Finding> findings(llvm::StringRef Text,
                                AnalysisOptions Options = {}) {
    llvm::Expected<Unit> U = parseUnit(Text);
    EXPECT_TRUE(bool(U)) << llvm::toString(U.takeError());
    Program P;
    if (U)
      P.add(std::move(*U));
    return analyze(P, Known, Options).Findings;
  }

  ContractTable Table = ContractTable::bundled();
  Contracts Known{Table, "7.2"};
};

constexpr const char *Leak = R"(
  function f(parent: *Object) {
    %1 = call object_new("x") -> *Clock @ a.c:1:1
    call object_property_add_child(parent, "c", %1) @ a.c:2:1
    return @ a.c:3:1
  })";

TEST_F(ReportTest, FindingTellsItsStory) {
  std::vector<Finding> Found = findings(Leak);
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Check.str(), "qom-child-leak");
  EXPECT_EQ(F.At.Line, 1u);
  EXPECT_EQ(F.Function.str(), "f");
  EXPECT_EQ(F.ObjectType, "Clock");
  ASSERT_EQ(F.Trace.size(), 3u);
  EXPECT_EQ(F.Trace[0].References, 1);
  EXPECT_EQ(F.Trace[1].References, 2);
  EXPECT_EQ(F.Trace[2].At.Line, 3u);
}

TEST_F(ReportTest, OnlyWhatIsNotDefiniteHasADoubt) {
  std::vector<Finding> Sure = findings(Leak);
  ASSERT_EQ(Sure.size(), 1u);
  EXPECT_EQ(Sure[0].Confidence, Confidence::Definite);
  EXPECT_EQ(Sure[0].Doubt, "");
  std::vector<Finding> Unsure = findings(R"(
  function qemu_free_irq(irq: *IRQState) {
    return @ a.c:3:1
  })");
  ASSERT_EQ(Unsure.size(), 1u);
  EXPECT_EQ(Unsure[0].Confidence, Confidence::Likely);
  EXPECT_EQ(Unsure[0].Doubt, "this rests on the contract of 'qemu_free_irq', "
                             "not on what callers do");
}

TEST_F(ReportTest, OnlyEnabledChecksReport) {
  AnalysisOptions Options;
  Options.EnabledChecks = {Name("qom-ref-leak")};
  EXPECT_TRUE(findings(Leak, Options).empty());
}

TEST_F(ReportTest, MessagesAreLowerCaseWithoutFullStop) {
  for (const Finding &F : findings(Leak)) {
    EXPECT_TRUE(llvm::isAlpha(F.Message.front()) &&
                llvm::toLower(F.Message.front()) == F.Message.front())
        << F.Message;
    EXPECT_NE(F.Message.back(), '.') << F.Message;
  }
}

} // namespace

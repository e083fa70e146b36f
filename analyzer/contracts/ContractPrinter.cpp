//===- ContractPrinter.cpp - Contracts in plain words ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractPrinter.h"
#include "analyzer/contracts/ContractWords.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
using llvm::raw_ostream;
using llvm::StringRef;

static std::string argumentText(unsigned Index) {
  return "argument " + std::to_string(Index);
}

/// `arg0` as people read it; names stay.
static std::string holderText(const Holder &H) {
  if (std::optional<unsigned> Index = H.argument())
    return argumentText(*Index);
  return (H.isNamed() ? "" : "the ") + H.Who;
}

static std::string endText(const Holder &H) {
  std::string Text = word(H.Until).Meaning;
  if (H.Until == Until::Explicit)
    Text += " " + H.EndedBy.str().str();
  return Text;
}

static std::string relationText(const Holder &H) {
  StringRef Meaning = word(H.Relation).Meaning;
  return Meaning.empty() ? "" : " " + Meaning.str();
}

static void printHolder(const Holder &H, raw_ostream &OS) {
  OS << "    held by " << holderText(H) << relationText(H) << ", " << H.Count
     << (H.Count == 1 ? " reference, " : " references, ") << endText(H) << "\n";
}

static void printReturn(const Contract &Row, raw_ostream &OS) {
  const Return &R = Row.Return;
  OS << "  " << word(R.Ownership).Meaning;
  if (R.Ownership == Ownership::Alias)
    OS << " " << argumentText(R.AliasOf);
  if (!R.Member.empty())
    OS << " in the member '" << R.Member.str() << "'";
  if (R.Ownership != Ownership::None) {
    if (R.What != "object")
      OS << " (" << R.What << ")";
    if (R.Length)
      OS << ", null if its length, " << argumentText(*R.Length) << ", is 0";
    else
      OS << (R.Nullable ? ", may be null" : ", never null");
  }
  OS << "\n";
  if (R.IsNew)
    OS << "    the call makes it: nobody else holds it yet\n";
  if (R.OnOwner)
    OS << "    the reference is counted on the memory region's owner\n";
  if (!R.ReleaseWith.empty())
    OS << "    drop it with " << R.ReleaseWith.str() << "\n";
  for (const Holder &H : R.Holders)
    printHolder(H, OS);
}

/// The subject and verb of an effect, with the parts that its kind adds.
static void printEffect(const ArgumentEffect &A, raw_ostream &OS) {
  OS << "  " << argumentText(A.Index);
  if (A.What != "object")
    OS << " (" << A.What << ")";
  OS << " " << word(A.Effect).Meaning;
  for (Condition C : A.When) {
    OS << ", " << word(C).Meaning;
    if (C == Condition::NonNull || C == Condition::Null)
      OS << " (" << (A.Of ? argumentText(*A.Of) : holderText(*A.Holder)) << ")";
  }
  OS << "\n";
}

static void printCallback(const ArgumentEffect &A, raw_ostream &OS) {
  if (A.Effect == Effect::Callback)
    OS << "    it runs " << word(A.Runs).Meaning << "\n";
  if (A.Opaque)
    OS << "    its parameter " << A.OpaqueParameter << " is "
       << argumentText(*A.Opaque) << "\n";
  if (A.Notify)
    OS << "    " << argumentText(*A.Notify)
       << " is called when it is given back\n";
}

static void printArgument(const ArgumentEffect &A, raw_ostream &OS) {
  printEffect(A, OS);
  if (A.OnOwner)
    OS << "    the reference is counted on the memory region's owner\n";
  if (A.Holder)
    printHolder(*A.Holder, OS);
  printCallback(A, OS);
}

static void printFailure(const Contract &Row, raw_ostream &OS) {
  OS << "  " << word(Row.Failure).Meaning;
  if (Row.ErrorArgument)
    OS << "; argument " << *Row.ErrorArgument << " receives the error";
  OS << "\n";
  if (Row.NoReturn)
    OS << "  never returns\n";
}

static void printHook(const Contract &Row, raw_ostream &OS) {
  if (Row.Phase != Phase::None)
    OS << "  runs " << word(Row.Phase).Meaning << "\n";
  if (Row.ObjectArgument)
    OS << "  " << argumentText(*Row.ObjectArgument) << " is the object\n";
  for (const Install &I : Row.Installs)
    OS << "  " << argumentText(I.Argument) << " becomes the hook "
       << I.Hook.str() << "\n";
}

static void printCallable(const Contract &Row, raw_ostream &OS) {
  printHook(Row, OS);
  printReturn(Row, OS);
  for (const ArgumentEffect &A : Row.Arguments)
    printArgument(A, OS);
  printFailure(Row, OS);
}

void qomlint::print(const Contract &Row, raw_ostream &OS) {
  OS << Row.Function.str() << ": " << word(Row.Kind).Meaning;
  if (!Row.DeclaredIn.empty())
    OS << " of " << Row.DeclaredIn;
  OS << ", QEMU " << (Row.Versions.empty() ? "all versions" : "");
  llvm::ListSeparator Comma;
  for (const VersionRange &Range : Row.Versions)
    OS << Comma << toString(Range);
  OS << "\n";
  if (Row.Kind == ContractKind::Type)
    OS << (Row.Pluggable ? "  devices can be plugged and unplugged\n"
                         : "  devices live as long as the board\n");
  else
    printCallable(Row, OS);
  if (!Row.Notes.empty())
    OS << "  note: " << Row.Notes << "\n";
  if (!Row.Origin.empty())
    OS << "  from " << Row.Origin << "\n";
}

//===- ReferenceWords.cpp - Holders and conditions in words ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/ReferenceWords.h"
#include "analyzer/report/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
using llvm::StringRef;

static std::string quoted(StringRef Text) { return ("'" + Text + "'").str(); }

static std::string references(int Count) { return counted(Count, "reference"); }

//===----------------------------------------------------------------------===//
// Holders
//===----------------------------------------------------------------------===//

/// Expressions of the source are quoted, names that contracts give are not.
static std::string someone(const Holding &H, StringRef Nameless) {
  StringRef Who = H.Who;
  if (Who.empty())
    return Nameless.str();
  bool IsPhrase = Who.starts_with("/") || Who.contains(' ');
  return IsPhrase ? H.Who : quoted(Who);
}

static std::string relationText(const Holding &H) {
  StringRef Relation = H.Relation;
  if (Relation == "child")
    return "the child property of " + someone(H, "its parent");
  if (Relation == "bus")
    return StringRef(H.Who).contains(' ') ? H.Who : "the bus " + someone(H, "");
  if (Relation == "clocks")
    return "the clock list of " + someone(H, "its device");
  if (Relation == "gpios")
    return "the gpio list of " + someone(H, "its device");
  if (Relation == "link")
    return "a link property of " + someone(H, "another object");
  if (Relation == "space")
    return "the address space " + someone(H, "above it");
  if (Relation == "region")
    return "a use of the memory region by " + someone(H, "another object");
  return someone(H, "somebody below the call");
}

static std::string untilText(const Holding &H) {
  StringRef Until = H.Until;
  bool OfDevice = H.Relation == "clocks" || H.Relation == "gpios";
  std::string Owner = someone(H, H.Relation == "child" ? "its parent"
                                 : OfDevice            ? "its device"
                                                       : "the holder");
  if (Until == "unparent")
    return "until it is unparented";
  if (Until == "properties_released")
    return "until properties are released in " + Owner +
           ", before any finalizer";
  if (Until == "leaf_finalize")
    return "until the finalizer of " + Owner;
  if (Until == "device_finalize")
    return "until device_finalize, the last finalizer of " + Owner;
  if (Until == "rcu")
    return "until a grace period after it is unplugged";
  if (Until == "never")
    return "for ever";
  if (Until.consume_front("explicit:"))
    return ("until " + Until + "()").str();
  return "until a time that is not known";
}

static std::string onlyIfText(const Holding &H) {
  if (H.OnlyIf == "no_parent")
    return ", if it had no parent";
  if (H.OnlyIf == "has_parent")
    return ", if it had a parent";
  return H.OnlyIf.empty() ? "" : ", if that is not null";
}

std::string qomlint::holderText(const Holding &H) {
  switch (H.Kind) {
  case HoldingKind::Frame:
    return H.Count > 0 ? "this function, to drop or to give away"
                       : "dropped by this function, which had none of its own";
  case HoldingKind::Caller:
    return H.Who.empty() ? "the caller"
                         : "the caller, through " + quoted(H.Who);
  case HoldingKind::Holder:
    return relationText(H) + ", " + untilText(H) + onlyIfText(H);
  case HoldingKind::Receiver:
    return "given to " + (H.Who.empty() ? "a callee" : quoted(H.Who)) +
           ", which keeps it";
  case HoldingKind::Field:
    return "the field " + quoted(H.Who);
  case HoldingKind::Storage:
    return "whoever owns the storage " + quoted(H.Who);
  case HoldingKind::Result:
    return "whoever called, with the result";
  case HoldingKind::Nobody:
    return "nobody: it is lost, and nothing can drop it any more";
  }
  return "";
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

static std::string rangeText(const PathCondition &C) {
  using Subject = PathCondition::SubjectKind;
  bool Zero = C.Low == 0 && C.High == 0;
  bool NotZero = C.NonZero || (C.Low && *C.Low > 0) || (C.High && *C.High < 0);
  if (C.Kind == Subject::Pointer && (Zero || NotZero))
    return Zero ? "is null" : "is not null";
  if (C.Kind == Subject::Expression && (Zero || NotZero))
    return Zero ? "is false" : "is true";
  bool Returns = C.Kind == Subject::Result;
  std::string Verb = Returns ? "returns " : "is ";
  if (C.Low && C.High && *C.Low == *C.High)
    return Verb + std::to_string(*C.Low);
  if (C.High == -1 && !C.Low)
    return Verb + "negative";
  if (C.Low == 0 && !C.High)
    return Verb + (Returns ? "0 or more" : "not negative");
  if (C.Low && C.High)
    return Verb + "between " + std::to_string(*C.Low) + " and " +
           std::to_string(*C.High);
  if (C.Low)
    return Verb + "at least " + std::to_string(*C.Low);
  if (C.High)
    return Verb + "at most " + std::to_string(*C.High);
  return Returns ? "does not return 0 or null" : "is not 0";
}

static std::string text(const PathCondition &C) {
  using Subject = PathCondition::SubjectKind;
  bool OfCall = C.Kind == Subject::Result || C.Kind == Subject::Failure;
  std::string Called = C.Text.empty() ? "the call" : C.Text + "()";
  std::string Text =
      OfCall ? Called + " on line " + std::to_string(C.Line) : quoted(C.Text);
  if (C.Kind == Subject::Failure)
    return Text + (C.Low == 0 ? " succeeds" : " fails");
  return Text + " " + rangeText(C);
}

std::string qomlint::conditionText(const ReferenceState &R) {
  if (R.Otherwise)
    return "otherwise";
  llvm::SmallVector<std::string, 3> Parts;
  for (const PathCondition &C : R.When)
    Parts.push_back(text(C));
  std::string Text = Parts.empty() ? "" : "if " + llvm::join(Parts, " and ");
  if (!R.SomePaths)
    return Text;
  return Text.empty() ? "on some paths" : Text + ", on some paths";
}

//===----------------------------------------------------------------------===//
// Counts
//===----------------------------------------------------------------------===//

std::string qomlint::countText(const ReferenceState &R) {
  if (R.Unknown != Silence::None)
    return "unknown from here: " + silenceText(R.Unknown);
  if (R.OnOwner)
    return "counted on the owner of the memory region";
  if (R.IsArray && R.Gone)
    return "gone: the array was freed";
  if (R.Gone)
    return R.MaybeGone ? "gone: the last holder lets go a grace period later"
                       : "gone: the last reference was dropped";
  int Known = *R.known();
  if (!R.OthersMayHold && R.uncertain())
    return std::to_string(Known) + " to " + references(Known + R.uncertain());
  if (!R.OthersMayHold)
    return references(Known);
  return Known > 0 ? "at least " + references(Known)
                   : "not counted here: others may hold it";
}

std::string qomlint::adviceText(const ReferenceState &R) {
  if (R.Unknown != Silence::None || R.OnOwner || R.Gone || R.IsArray)
    return "";
  int Own = 0, Others = 0;
  for (const Holding &H : R.Holdings)
    if (H.OnlyIf.empty())
      (H.Kind == HoldingKind::Frame ? Own : Others) += H.Count;
  if (Own > 0)
    return "'Owned::from_raw' takes over the reference of this function";
  if (Own < 0 || Others <= 0)
    return "";
  std::string Sum = std::to_string(Others + 1);
  return "borrowed: 'Owned::from' makes it " +
         (R.count() ? std::string() : "at least ") + Sum +
         ", 'Owned::from_raw' would take a reference of somebody else";
}

//===----------------------------------------------------------------------===//
// Objects and fields
//===----------------------------------------------------------------------===//

std::string qomlint::originText(const ObjectHistory &O) {
  switch (O.Kind) {
  case ObjectKind::Argument:
    return "argument";
  case ObjectKind::Field:
    return "what it holds when the function is called";
  case ObjectKind::Embedded:
    return "embedded storage";
  case ObjectKind::Owned:
    return "owned from line " + std::to_string(O.At.Line);
  case ObjectKind::Borrowed: {
    const std::vector<ReferenceState> &First = O.Lines.front().States;
    bool Known = llvm::any_of(
        First, [](const ReferenceState &R) { return !R.Holdings.empty(); });
    return (Known ? "borrowed from line " : "from line ") +
           std::to_string(O.At.Line);
  }
  }
  return "";
}

std::string qomlint::eventText(const ReferenceLine &L) {
  switch (L.Kind) {
  case ReferenceEventKind::Entry:
    return "at entry";
  case ReferenceEventKind::Call:
    return "after " + L.Subject + "()";
  case ReferenceEventKind::Cleanup:
    return "after " + L.Subject + "(), called by a cleanup";
  case ReferenceEventKind::Store:
    return "stored in " + quoted(L.Subject);
  case ReferenceEventKind::Read:
    return "read here first";
  case ReferenceEventKind::ScopeEnd:
    return quoted(L.Subject) + " ends";
  case ReferenceEventKind::Free:
    return "storage is freed";
  case ReferenceEventKind::Other:
    return "";
  case ReferenceEventKind::Return: {
    std::string Text = "the function returns";
    llvm::ListSeparator Comma(", ");
    if (!L.AlsoAt.empty())
      Text += ", and likewise on line ";
    for (uint32_t Line : L.AlsoAt)
      Text += (llvm::Twine(StringRef(Comma)) + llvm::Twine(Line)).str();
    return Text;
  }
  }
  return "";
}

std::string qomlint::useText(const FieldUse &Use) {
  std::string In = Use.Function.str().str() + "()";
  switch (Use.Kind) {
  case FieldUseKind::Owns:
    return In + " leaves a reference with it";
  case FieldUseKind::Borrows:
    return In + " stores a pointer that others hold";
  case FieldUseKind::Stores:
    return In + " stores a pointer that may bring a reference or not";
  case FieldUseKind::Embeds:
    return In + " makes an object of its storage, held by its parent";
  case FieldUseKind::EmbedsOwned:
    return In + " makes an object of its storage, held by the storage's owner";
  case FieldUseKind::Takes:
    return In + " takes a reference to what it holds";
  case FieldUseKind::Drops:
    return In + " drops a reference to what it holds";
  case FieldUseKind::LeavesDropped:
    return In + " leaves the dropped pointer in it";
  case FieldUseKind::Escapes:
    return In + " passes on what it holds, out of sight";
  case FieldUseKind::Copies:
    return In + " copies what it holds to " + quoted(Use.Other);
  case FieldUseKind::Unparents:
    return In + " unparents the object of its storage";
  case FieldUseKind::Frees:
    return In + " frees the block that it points to";
  case FieldUseKind::Links:
    return "a STRONG link property drops what it holds when it is released" +
           (Use.Function.empty() ? std::string() : " (added by " + In + ")");
  }
  return "";
}

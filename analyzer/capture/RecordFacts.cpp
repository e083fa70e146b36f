//===- RecordFacts.cpp - Members of QOM structs ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/RecordFacts.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace qomlint;

namespace {

class RecordCollector {
public:
  explicit RecordCollector(UnitContext &Unit) : Unit(Unit) {}

  std::vector<Record> run();

private:
  void consider(const RecordDecl *Definition);
  bool concernsObjects(const RecordDecl *Definition);
  void describe(const RecordDecl *Definition);
  void addMembers(const RecordDecl *Definition, Record &Result);
  void addMember(const FieldDecl *Field, Record &Result);
  void follow(const RecordDecl *Embedded);

  UnitContext &Unit;
  llvm::SetVector<const RecordDecl *> Wanted;
  std::vector<Record> Found;
};

std::vector<Record> RecordCollector::run() {
  for (const RecordDecl *Mentioned : Unit.Records)
    if (const RecordDecl *Definition = Mentioned->getDefinition())
      if (concernsObjects(Definition))
        Wanted.insert(Definition);
  // Describing a record may want others.
  for (size_t I = 0; I < Wanted.size(); ++I)
    describe(Wanted[I]);
  llvm::sort(Found, [](const Record &A, const Record &B) {
    return A.Identifier < B.Identifier;
  });
  Found.erase(std::unique(Found.begin(), Found.end(),
                          [](const Record &A, const Record &B) {
                            return A.Identifier == B.Identifier;
                          }),
              Found.end());
  return std::move(Found);
}

bool RecordCollector::concernsObjects(const RecordDecl *Definition) {
  if (Unit.Shapes.isInstance(Definition))
    return true;
  return llvm::any_of(Definition->fields(), [&](const FieldDecl *Field) {
    const RecordDecl *Type = recordOf(Field->getType());
    return Type && Unit.Shapes.isInstance(Type);
  });
}

void RecordCollector::follow(const RecordDecl *Embedded) {
  if (const RecordDecl *Definition = Embedded->getDefinition())
    Wanted.insert(Definition);
}

void RecordCollector::describe(const RecordDecl *Definition) {
  Record Result;
  Result.Identifier = Unit.Names.record(Definition);
  if (Result.Identifier.empty())
    return;
  Result.At = Unit.Source.position(Definition->getLocation());
  const RecordDecl *Base = Unit.Shapes.base(Definition);
  if (Base && Unit.Shapes.isInstance(Base)) {
    Result.Base = Unit.Names.record(Base);
    follow(Base);
  }
  addMembers(Definition, Result);
  Found.push_back(std::move(Result));
}

void RecordCollector::addMembers(const RecordDecl *Definition, Record &Result) {
  for (const FieldDecl *Field : Definition->fields()) {
    if (Field->isAnonymousStructOrUnion())
      addMembers(Field->getType()->getAsRecordDecl()->getDefinition(), Result);
    else if (Field->getIdentifier() && !Unit.Shapes.isBaseMember(Field))
      addMember(Field, Result);
  }
}

/// Only members that are or point to records are of interest.
void RecordCollector::addMember(const FieldDecl *Field, Record &Result) {
  QualType Type = Field->getType();
  Record::Member Member;
  Member.Field = Unit.Names.field(Field);
  while (const auto *Array = Type->getAsArrayTypeUnsafe()) {
    Member.Array = true;
    Type = Array->getElementType();
  }
  Member.Pointer = Type->isAnyPointerType() || Type->isReferenceType();
  const RecordDecl *Target = recordOf(Type);
  if (!Target)
    return;
  Member.Type = Unit.Names.record(Target);
  if (Member.Type.empty())
    return;
  if (!Member.Pointer && Target->getDefinition() &&
      concernsObjects(Target->getDefinition()))
    follow(Target);
  Result.Members.push_back(Member);
}

} // namespace

std::vector<Record> qomlint::collectRecords(UnitContext &Unit) {
  return RecordCollector(Unit).run();
}

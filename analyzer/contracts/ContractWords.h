//===- ContractWords.h - The words of qom.json ----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table per enumeration of Contract.h: how a value is spelled in qom.json,
// and what it means in a sentence for people. Reader and printer share it.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_CONTRACTWORDS_H
#define QOMLINT_CONTRACTS_CONTRACTWORDS_H

#include "analyzer/contracts/Contract.h"
#include "llvm/ADT/ArrayRef.h"

namespace qomlint {

template <typename Enumeration> struct Word {
  Enumeration Value;
  const char *Spelling; ///< in qom.json
  const char *Meaning;  ///< part of a sentence
};

/// The words of an enumeration. Until::Explicit is spelled with the function
/// that ends it (`explicit:object_unref`); its entry is only the part in front.
template <typename Enumeration> llvm::ArrayRef<Word<Enumeration>> words();

template <> llvm::ArrayRef<Word<Effect>> words();
template <> llvm::ArrayRef<Word<Condition>> words();
template <> llvm::ArrayRef<Word<Until>> words();
template <> llvm::ArrayRef<Word<Relation>> words();
template <> llvm::ArrayRef<Word<CallTime>> words();
template <> llvm::ArrayRef<Word<Phase>> words();
template <> llvm::ArrayRef<Word<FailureKind>> words();
template <> llvm::ArrayRef<Word<Ownership>> words();
template <> llvm::ArrayRef<Word<ContractKind>> words();

template <typename Enumeration> const Word<Enumeration> &word(Enumeration E) {
  return words<Enumeration>()[static_cast<unsigned>(E)];
}

/// The candidate with the fewest edits, if any is close enough to be meant.
llvm::StringRef nearest(llvm::StringRef Text,
                        llvm::ArrayRef<llvm::StringRef> Candidates);

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_CONTRACTWORDS_H

//===- Settings.h - What a clang-tidy configuration says --------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command's options of the same names, for one unit.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_TIDY_SETTINGS_H
#define QOMLINT_CHECKS_TIDY_SETTINGS_H

#include "analyzer/contracts/ContractTable.h"
#include <string>
#include <tuple>
#include <vector>

namespace qomlint {

struct TidySettings {
  std::string Contracts;   ///< files that extend the bundled ones, with `;`
  std::string QemuVersion; ///< empty: from the sources
  bool Pedantic = false;

  friend bool operator<(const TidySettings &A, const TidySettings &B) {
    return std::tie(A.Contracts, A.QemuVersion, A.Pedantic) <
           std::tie(B.Contracts, B.QemuVersion, B.Pedantic);
  }
};

/// The bundled contracts and those of the settings. A relative path is looked
/// for beside \p MainFile (absolute) and in each directory above it, as
/// .clang-tidy itself is: the directory that clang-tidy runs in means nothing.
llvm::Expected<ContractTable> loadContracts(const TidySettings &Settings,
                                            llvm::StringRef MainFile);

/// The version that the settings name, else that of the nearest VERSION file
/// above \p MainFile, else by what is \p Declared.
llvm::Expected<std::string> qemuVersion(const TidySettings &Settings,
                                        llvm::StringRef MainFile,
                                        const std::vector<Name> &Declared);

} // namespace qomlint

#endif // QOMLINT_CHECKS_TIDY_SETTINGS_H

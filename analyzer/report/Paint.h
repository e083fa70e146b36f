//===- Paint.h - Colours of text output -------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the writers.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_PAINT_H
#define QOMLINT_REPORT_PAINT_H

#include "llvm/Support/WithColor.h"

namespace qomlint {

/// While it lives, the stream shows colours or it does not.
class ColorScope {
public:
  ColorScope(llvm::raw_ostream &OS, bool Wanted)
      : OS(OS), Before(OS.colors_enabled()) {
    OS.enable_colors(Wanted);
  }
  ~ColorScope() { OS.enable_colors(Before); }
  ColorScope(const ColorScope &) = delete;

private:
  llvm::raw_ostream &OS;
  bool Before;
};

/// While the result lives, what is written to \p OS has the colour, if it shows
/// colours.
inline llvm::WithColor paint(llvm::raw_ostream &OS,
                             llvm::raw_ostream::Colors Which,
                             bool Bold = true) {
  return llvm::WithColor(OS, Which, Bold, /*BG=*/false,
                         OS.colors_enabled() ? llvm::ColorMode::Enable
                                             : llvm::ColorMode::Disable);
}

} // namespace qomlint

#endif // QOMLINT_REPORT_PAINT_H

//===- error.cpp - Error ** -----------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/error.h"

#include <string>

/// Strings, because error_get_pretty and errors that outlive their function
/// need storage.
struct Error {
  ErrorClass Class;
  std::string Message;
  std::string Hint;
  const char *File;
  int Line;
  const char *Function;
};

// Only their addresses matter.
Error *error_fatal;
Error *error_abort;

namespace {

std::string format(const char *Format, va_list Args) {
  g_autofree char *Text = g_strdup_vprintf(Format, Args);
  return Text;
}

void report(const char *Prefix, const std::string &Message) {
  fprintf(stderr, "%s%s\n", Prefix, Message.c_str());
}

void reportAndFree(const char *Prefix, Error *Err) {
  report(Prefix, Err->Message);
  fputs(Err->Hint.c_str(), stderr);
  delete Err;
}

/// The first error of a function wins; later ones are dropped.
void deliver(Error **Errp, Error *Err) {
  if (Errp == &error_abort) {
    fprintf(stderr, "Unexpected error in %s() at %s:%d:\n", Err->Function,
            Err->File, Err->Line);
    reportAndFree("", Err);
    abort();
  }
  if (Errp == &error_fatal) {
    reportAndFree("", Err);
    exit(1);
  }
  if (Errp && !*Errp)
    *Errp = Err;
  else
    delete Err;
}

void set(Error **Errp, const char *File, int Line, const char *Function,
         ErrorClass Class, std::string Message) {
  int Saved = errno;
  if (!Errp)
    return;
  if (*Errp) {
    fprintf(stderr, "%s() at %s:%d: sets an error over '%s'\n", Function, File,
            Line, (*Errp)->Message.c_str());
    abort();
  }
  deliver(Errp, new Error{Class, std::move(Message), "", File, Line, Function});
  errno = Saved;
}

} // namespace

void error_setg_internal(Error **errp, const char *src, int line,
                         const char *func, const char *fmt, ...) {
  va_list Args;
  va_start(Args, fmt);
  set(errp, src, line, func, ERROR_CLASS_GENERIC_ERROR, format(fmt, Args));
  va_end(Args);
}

void error_setg_errno_internal(Error **errp, const char *src, int line,
                               const char *func, int os_error, const char *fmt,
                               ...) {
  va_list Args;
  va_start(Args, fmt);
  std::string Message = format(fmt, Args);
  va_end(Args);
  if (os_error)
    Message += std::string(": ") + g_strerror(os_error);
  set(errp, src, line, func, ERROR_CLASS_GENERIC_ERROR, std::move(Message));
}

void error_set_internal(Error **errp, const char *src, int line,
                        const char *func, ErrorClass err_class, const char *fmt,
                        ...) {
  va_list Args;
  va_start(Args, fmt);
  set(errp, src, line, func, err_class, format(fmt, Args));
  va_end(Args);
}

const char *error_get_pretty(const Error *err) { return err->Message.c_str(); }

ErrorClass error_get_class(const Error *err) { return err->Class; }

void error_propagate(Error **dst_errp, Error *local_err) {
  if (local_err)
    deliver(dst_errp, local_err);
}

void error_propagate_prepend(Error **dst_errp, Error *local_err,
                             const char *fmt, ...) {
  if (!local_err)
    return;
  va_list Args;
  va_start(Args, fmt);
  local_err->Message.insert(0, format(fmt, Args));
  va_end(Args);
  deliver(dst_errp, local_err);
}

void error_prepend(Error *const *errp, const char *fmt, ...) {
  if (!errp)
    return;
  va_list Args;
  va_start(Args, fmt);
  (*errp)->Message.insert(0, format(fmt, Args));
  va_end(Args);
}

void error_append_hint(Error *const *errp, const char *fmt, ...) {
  if (!errp)
    return;
  va_list Args;
  va_start(Args, fmt);
  (*errp)->Hint += format(fmt, Args);
  va_end(Args);
}

Error *error_copy(const Error *err) { return new Error(*err); }

void error_free(Error *err) { delete err; }

void error_free_or_abort(Error **errp) {
  if (!errp || !*errp) {
    fprintf(stderr, "an error was expected and did not happen\n");
    abort();
  }
  delete *errp;
  *errp = nullptr;
}

void error_report_err(Error *err) { reportAndFree("", err); }

void warn_report_err(Error *err) { reportAndFree("warning: ", err); }

void error_reportf_err(Error *err, const char *fmt, ...) {
  va_list Args;
  va_start(Args, fmt);
  err->Message.insert(0, format(fmt, Args));
  va_end(Args);
  reportAndFree("", err);
}

void warn_reportf_err(Error *err, const char *fmt, ...) {
  va_list Args;
  va_start(Args, fmt);
  err->Message.insert(0, format(fmt, Args));
  va_end(Args);
  reportAndFree("warning: ", err);
}

void error_report(const char *fmt, ...) {
  va_list Args;
  va_start(Args, fmt);
  report("", format(fmt, Args));
  va_end(Args);
}

void warn_report(const char *fmt, ...) {
  va_list Args;
  va_start(Args, fmt);
  report("warning: ", format(fmt, Args));
  va_end(Args);
}

void info_report(const char *fmt, ...) {
  va_list Args;
  va_start(Args, fmt);
  report("info: ", format(fmt, Args));
  va_end(Args);
}

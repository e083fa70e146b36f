//===- VersionProbes.h - Functions that tell QEMU versions apart *- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_VERSIONPROBES_H
#define QOMLINT_CAPTURE_VERSIONPROBES_H

namespace qomlint {

/// The functions that Unit::Declared mentions, if they are declared: each came
/// or went between the versions of QEMU that contracts distinguish.
inline constexpr const char *VersionProbes[] = {
    "clock_clear_callback",
    "container_get",
    "ide_create_drive",
    "machine_get_container",
    "object_property_add_new_container",
    "pci_nic_init_nofail",
    "qemu_init_irq",
    "qemu_init_irq_child",
    "sysbus_address_space",
    "sysbus_mmio_unmap",
    "usb_new",
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_VERSIONPROBES_H

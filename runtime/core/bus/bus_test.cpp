//===- bus/bus_test.cpp - PCI, I2C, SCSI, USB, the system bus -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/testing.h"

#include "qom/i2c.h"
#include "qom/pci.h"
#include "qom/scsi.h"
#include "qom/sysbus.h"
#include "qom/usb.h"

using namespace qom::testing;
using qom::TheSemantics;

namespace {

uint32_t count(void *Obj) { return OBJECT(Obj)->ref; }

//===----------------------------------------------------------------------===//
// A host of all buses
//===----------------------------------------------------------------------===//

#define TYPE_ALL_BUSES "test-all-buses"
#define TYPE_HOTPLUG_PCI_BUS "test-hotplug-pci"

struct AllBuses {
  SysBusDevice Parent;
  PCIBus *Pci;
  I2CBus *I2C;
  SCSIBus Scsi;
  USBBus Usb;
  USBPort Port;
  qemu_irq Out;
  int Level[4];
};

DECLARE_INSTANCE_CHECKER(AllBuses, ALL_BUSES, TYPE_ALL_BUSES)

void setPciLine(void *Opaque, int N, int Level) {
  ALL_BUSES(Opaque)->Level[N] = Level;
}

int mapPciLine(PCIDevice *Dev, int Pin) {
  return (PCI_SLOT(Dev->devfn) + Pin) % 4;
}

void cancelled(SCSIRequest *Req) { Log.push_back("cancelled"); }
void completed(SCSIRequest *Req, size_t Residual) {
  Log.push_back("completed " + std::to_string(Req->status));
}

const SCSIBusInfo ScsiInfo = {.max_channel = 0,
                              .max_target = 7,
                              .max_lun = 1,
                              .complete = completed,
                              .cancel = cancelled};

void attached(USBPort *Port) { Log.push_back("attach"); }
void detached(USBPort *Port) { Log.push_back("detach"); }
USBPortOps PortOps = {.attach = attached, .detach = detached};

void hostRealize(DeviceState *Dev, Error **Errp) {
  AllBuses *Host = ALL_BUSES(Dev);
  Host->Pci = pci_register_root_bus(Dev, "pci", setPciLine, mapPciLine, Host,
                                    get_system_memory(), get_system_io(), 0, 4,
                                    TYPE_HOTPLUG_PCI_BUS);
  qbus_set_bus_hotplug_handler(&Host->Pci->qbus);
  Host->I2C = i2c_init_bus(Dev, "i2c");
  scsi_bus_init(&Host->Scsi, sizeof(Host->Scsi), Dev, &ScsiInfo);
  usb_bus_new(&Host->Usb, sizeof(Host->Usb), nullptr, Dev);
  usb_register_port(&Host->Usb, &Host->Port, Host, 0, &PortOps,
                    USB_SPEED_MASK_FULL);
  sysbus_init_irq(SYS_BUS_DEVICE(Dev), &Host->Out);
}

void hostUnrealize(DeviceState *Dev) {
  pci_unregister_root_bus(ALL_BUSES(Dev)->Pci);
}

void hostClassInit(ObjectClass *Class, const void *Data) {
  DEVICE_CLASS(Class)->realize = hostRealize;
  DEVICE_CLASS(Class)->unrealize = hostUnrealize;
}

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

#define TYPE_TEST_PCI "test-pci"
#define TYPE_TEST_I2C "test-i2c"
#define TYPE_TEST_SCSI "test-scsi"
#define TYPE_TEST_USB "test-usb"

bool FailRealize = false;

struct TestPci {
  PCIDevice Parent;
  MemoryRegion Bar;
  uint64_t Register;
};

DECLARE_INSTANCE_CHECKER(TestPci, TEST_PCI, TYPE_TEST_PCI)

uint64_t readBar(void *Opaque, hwaddr Addr, unsigned Size) {
  return static_cast<TestPci *>(Opaque)->Register;
}

void writeBar(void *Opaque, hwaddr Addr, uint64_t Value, unsigned Size) {
  static_cast<TestPci *>(Opaque)->Register = Value;
}

const MemoryRegionOps BarOps = {
    .read = readBar, .write = writeBar, .endianness = DEVICE_LITTLE_ENDIAN};

void pciInit(Object *Obj) {
  TestPci *T = TEST_PCI(Obj);
  memory_region_init_io(&T->Bar, Obj, &BarOps, T, "bar", 0x1000);
}

void pciRealize(PCIDevice *Dev, Error **Errp) {
  pci_config_set_interrupt_pin(Dev->config, 1);
  pci_register_bar(Dev, 0, PCI_BASE_ADDRESS_SPACE_MEMORY, &TEST_PCI(Dev)->Bar);
  if (FailRealize)
    error_setg(Errp, "no");
}

void pciExit(PCIDevice *Dev) { Log.push_back("exit"); }
void pciFinalize(Object *Obj) { Log.push_back("finalize"); }

void pciClassInit(ObjectClass *Class, const void *Data) {
  PCIDeviceClass *Pci = PCI_DEVICE_CLASS(Class);
  Pci->realize = pciRealize;
  Pci->exit = pciExit;
  Pci->vendor_id = PCI_VENDOR_ID_QEMU;
  Pci->device_id = 0x11e8;
  Pci->class_id = PCI_CLASS_OTHERS;
}

struct TestI2C {
  I2CSlave Parent;
  uint8_t Last;
};

DECLARE_INSTANCE_CHECKER(TestI2C, TEST_I2C, TYPE_TEST_I2C)

int i2cSend(I2CSlave *Slave, uint8_t Data) {
  TEST_I2C(Slave)->Last = Data;
  return 0;
}

uint8_t i2cRecv(I2CSlave *Slave) { return TEST_I2C(Slave)->Last + 1; }

int i2cEvent(I2CSlave *Slave, enum i2c_event Event) {
  Log.push_back("event " + std::to_string(Event));
  return 0;
}

void i2cClassInit(ObjectClass *Class, const void *Data) {
  I2C_SLAVE_CLASS(Class)->send = i2cSend;
  I2C_SLAVE_CLASS(Class)->recv = i2cRecv;
  I2C_SLAVE_CLASS(Class)->event = i2cEvent;
}

void usbRealize(USBDevice *Dev, Error **Errp) {
  Dev->speedmask = USB_SPEED_MASK_FULL;
  if (FailRealize)
    Dev->speedmask = USB_SPEED_MASK_LOW;
}

void usbClassInit(ObjectClass *Class, const void *Data) {
  USB_DEVICE_CLASS(Class)->realize = usbRealize;
}

void hotplugBusClassInit(ObjectClass *Class, const void *Data) {
  HOTPLUG_HANDLER_CLASS(Class)->unplug = qdev_simple_device_unplug_cb;
}

const InterfaceInfo Hotplug[] = {{TYPE_HOTPLUG_HANDLER}, {nullptr}};
const InterfaceInfo Conventional[] = {{INTERFACE_CONVENTIONAL_PCI_DEVICE},
                                      {nullptr}};
const TypeInfo Types[] = {{.name = TYPE_ALL_BUSES,
                           .parent = TYPE_SYS_BUS_DEVICE,
                           .instance_size = sizeof(AllBuses),
                           .class_init = hostClassInit},
                          {.name = TYPE_HOTPLUG_PCI_BUS,
                           .parent = TYPE_PCI_BUS,
                           .class_init = hotplugBusClassInit,
                           .interfaces = Hotplug},
                          {.name = TYPE_TEST_PCI,
                           .parent = TYPE_PCI_DEVICE,
                           .instance_size = sizeof(TestPci),
                           .instance_init = pciInit,
                           .instance_finalize = pciFinalize,
                           .class_init = pciClassInit,
                           .interfaces = Conventional},
                          {.name = TYPE_TEST_I2C,
                           .parent = TYPE_I2C_SLAVE,
                           .instance_size = sizeof(TestI2C),
                           .class_init = i2cClassInit},
                          {.name = TYPE_TEST_SCSI,
                           .parent = TYPE_SCSI_DEVICE,
                           .instance_size = sizeof(SCSIDevice)},
                          {.name = TYPE_TEST_USB,
                           .parent = TYPE_USB_DEVICE,
                           .instance_size = sizeof(USBDevice),
                           .class_init = usbClassInit}};
DEFINE_TYPES(Types)

class BusTest : public SystemTest {
protected:
  void SetUp() override {
    SystemTest::SetUp();
    FailRealize = false;
    HostDev = qdev_new(TYPE_ALL_BUSES);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(HostDev), &error_abort);
    Host = ALL_BUSES(HostDev);
    Log.clear();
  }

  DeviceState *HostDev;
  AllBuses *Host;
  Error *Err = nullptr;
};
using BusDeathTest = BusTest;

//===----------------------------------------------------------------------===//
// The buses themselves
//===----------------------------------------------------------------------===//

TEST_F(BusTest, BusesAreHeldByTheirDevice) {
  EXPECT_EQ(count(Host->Pci), 1u);
  EXPECT_EQ(count(Host->I2C), 1u);
  EXPECT_EQ(count(&Host->Scsi), 1u);
  EXPECT_EQ(count(&Host->Usb), 1u);
  EXPECT_EQ(OBJECT(Host->Pci)->parent, OBJECT(HostDev));
}

TEST_F(BusTest, RootBusesMayBeEmbedded) {
  PCIBus Embedded;
  pci_root_bus_init(&Embedded, sizeof(Embedded), HostDev, "embedded",
                    get_system_memory(), get_system_io(), 0, TYPE_PCI_BUS);
  EXPECT_EQ(count(&Embedded), 1u);
  object_unparent(OBJECT(&Embedded));
}

//===----------------------------------------------------------------------===//
// PCI
//===----------------------------------------------------------------------===//

class PciTest : public BusTest {
protected:
  PCIDevice *add(int Devfn = -1) {
    return pci_create_simple(Host->Pci, Devfn, TYPE_TEST_PCI);
  }

  static void config(PCIDevice *Dev, uint32_t Addr, uint32_t Value) {
    pci_host_config_write_common(Dev, Addr, PCI_CONFIG_SPACE_SIZE, Value, 4);
  }

  static constexpr hwaddr Base = 0xe0000000;
  static void mapBar(PCIDevice *Dev) {
    config(Dev, PCI_BASE_ADDRESS_0, Base);
    config(Dev, PCI_COMMAND, PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
  }
};
using PciDeathTest = PciTest;

TEST_F(PciTest, ConfigurationSpace) {
  PCIDevice *Dev = add(PCI_DEVFN(3, 0));
  EXPECT_EQ(pci_host_config_read_common(Dev, 0, PCI_CONFIG_SPACE_SIZE, 4),
            0x11e81234u);
  config(Dev, PCI_BASE_ADDRESS_0, ~0u);
  EXPECT_EQ(pci_default_read_config(Dev, PCI_BASE_ADDRESS_0, 4), 0xfffff000u);
  EXPECT_EQ(pci_find_device(Host->Pci, 0, PCI_DEVFN(3, 0)), Dev);
  EXPECT_EQ(pci_find_device(Host->Pci, 0, PCI_DEVFN(4, 0)), nullptr);
  EXPECT_EQ(pci_device_root_bus(Dev), Host->Pci);
}

TEST_F(PciTest, TheGuestMapsRegions) {
  PCIDevice *Dev = add();
  uint32_t Before = count(Dev);
  mapBar(Dev);
  EXPECT_GT(count(Dev), Before) << "a mapping pins the device";
  address_space_stl(&address_space_memory, Base + 8, 99, MEMTXATTRS_UNSPECIFIED,
                    nullptr);
  EXPECT_EQ(TEST_PCI(Dev)->Register, 99u);
  config(Dev, PCI_COMMAND, 0);
  drain_call_rcu();
  EXPECT_EQ(count(Dev), Before);
}

TEST_F(PciTest, UnplugWhileMapped) {
  PCIDevice *Dev = add();
  mapBar(Dev);
  object_unparent(OBJECT(Dev));
  EXPECT_EQ(Log, Lines{"exit"});
  drain_call_rcu();
  EXPECT_EQ(Log, (Lines{"exit", "finalize"}));
}

TEST_F(PciTest, DmaNeedsBusMastering) {
  PCIDevice *Dev = add();
  MemoryRegion Ram;
  memory_region_init_ram(&Ram, nullptr, "ram", 4 * KiB, &error_abort);
  memory_region_add_subregion(get_system_memory(), 0, &Ram);
  uint32_t Value = 0x55;
  EXPECT_NE(pci_dma_write(Dev, 0x10, &Value, 4), MEMTX_OK);
  mapBar(Dev);
  EXPECT_EQ(pci_dma_write(Dev, 0x10, &Value, 4), MEMTX_OK);
  Value = 0;
  EXPECT_EQ(pci_dma_read(Dev, 0x10, &Value, 4), MEMTX_OK);
  EXPECT_EQ(Value, 0x55u);
  memory_region_del_subregion(get_system_memory(), &Ram);
  object_unparent(OBJECT(&Ram));
  // Old views still look at the region, and no owner keeps it for them.
  drain_call_rcu();
}

TEST_F(PciTest, LinesAreShared) {
  PCIDevice *A = add(PCI_DEVFN(0, 0)), *B = add(PCI_DEVFN(4, 0));
  pci_set_irq(A, 1);
  pci_set_irq(B, 1);
  pci_set_irq(A, 0);
  EXPECT_EQ(Host->Level[0], 1) << "the other device still interrupts";
  qemu_irq Line = pci_allocate_irq(B);
  EXPECT_EQ(count(Line), 1u);
  qemu_set_irq(Line, 0);
  EXPECT_EQ(Host->Level[0], 0);
  qemu_free_irq(Line);
  pci_set_irq(B, 1);
  device_cold_reset(&B->qdev);
  EXPECT_EQ(Host->Level[0], 0) << "reset lowers it";
}

TEST_F(PciTest, SlotsAreTakenOnce) {
  PCIDevice *First = add(PCI_DEVFN(2, 0));
  EXPECT_EQ(pci_get_function_0(First), First);
  PCIDevice *Second = pci_new(PCI_DEVFN(2, 0), TYPE_TEST_PCI);
  EXPECT_FALSE(pci_realize_and_unref(Second, Host->Pci, &Err));
  EXPECT_EQ(textOf(Err), "PCI: slot 2 function 0 not available for test-pci, "
                         "in use by test-pci");
  PCIDevice *Late = pci_new_multifunction(PCI_DEVFN(2, 1), TYPE_TEST_PCI);
  EXPECT_FALSE(pci_realize_and_unref(Late, Host->Pci, &Err));
  EXPECT_NE(textOf(Err).find("cannot be exposed to guest"), std::string::npos);
  drain_call_rcu();
  EXPECT_EQ(Log, (Lines{"finalize", "finalize"}));
}

TEST_F(PciTest, AFailedRealizeLeavesNothing) {
  Recorder R;
  FailRealize = true;
  PCIDevice *Dev = pci_new(-1, TYPE_TEST_PCI);
  EXPECT_FALSE(pci_realize_and_unref(Dev, Host->Pci, &Err));
  textOf(Err);
  drain_call_rcu();
  EXPECT_EQ(R.alive(), Lines{});
}

TEST_F(PciTest, RealizeAgainAndUnplug) {
  Recorder R;
  PCIDevice *Dev = add();
  mapBar(Dev);
  qdev_unrealize(&Dev->qdev);
  drain_call_rcu();
  object_property_set_bool(OBJECT(Dev), "realized", true, &error_abort);
  mapBar(Dev);
  object_unparent(OBJECT(Dev));
  drain_call_rcu();
  EXPECT_EQ(R.alive(), Lines{});
}

TEST_F(PciDeathTest, Rules) {
  PCIDevice *Dev = add();
  EXPECT_DEATH(pci_register_bar(Dev, 0, 0, &TEST_PCI(Dev)->Bar),
               "type 'test-pci' .*: region 0 is registered twice");
  EXPECT_DEATH(pci_register_bar(Dev, 9, 0, &TEST_PCI(Dev)->Bar),
               "has no region 9");
}

//===----------------------------------------------------------------------===//
// I2C
//===----------------------------------------------------------------------===//

TEST_F(BusTest, I2CTransfers) {
  I2CSlave *Slave = i2c_slave_create_simple(Host->I2C, TYPE_TEST_I2C, 0x48);
  EXPECT_EQ(count(Slave), 2u);
  EXPECT_NE(i2c_start_send(Host->I2C, 0x49), 0) << "nobody has the address";
  EXPECT_EQ(i2c_start_send(Host->I2C, 0x48), 0);
  EXPECT_EQ(i2c_send(Host->I2C, 5), 0);
  EXPECT_EQ(i2c_start_recv(Host->I2C, 0x48), 0);
  EXPECT_EQ(i2c_recv(Host->I2C), 6);
  i2c_end_transfer(Host->I2C);
  EXPECT_FALSE(i2c_bus_busy(Host->I2C));
  EXPECT_EQ(Log, (Lines{"event 1", "event 0", "event 3"}));
  i2c_slave_set_address(Slave, 0x50);
  EXPECT_EQ(i2c_start_recv(Host->I2C, 0x50), 0);
  i2c_end_transfer(Host->I2C);
  EXPECT_EQ(i2c_recv(Host->I2C), 0xff);
}

TEST_F(BusTest, I2CAndUnrefConsumes) {
  I2CSlave *Slave = i2c_slave_new(TYPE_TEST_I2C, 0x20);
  EXPECT_EQ(Slave->address, 0x20);
  EXPECT_EQ(count(Slave), 1u);
  EXPECT_TRUE(i2c_slave_realize_and_unref(Slave, Host->I2C, &error_abort));
  EXPECT_EQ(count(Slave), 2u);
}

//===----------------------------------------------------------------------===//
// SCSI
//===----------------------------------------------------------------------===//

SCSIDevice *addScsi(SCSIBus *Bus) {
  DeviceState *Dev = qdev_new(TYPE_TEST_SCSI);
  qdev_realize_and_unref(Dev, &Bus->qbus, &error_abort);
  return SCSI_DEVICE(Dev);
}

TEST_F(BusTest, ScsiDevicesAreFoundByUnit) {
  SCSIDevice *A = addScsi(&Host->Scsi), *B = addScsi(&Host->Scsi);
  EXPECT_EQ(A->id, 0u);
  EXPECT_EQ(B->id, 1u);
  EXPECT_EQ(scsi_device_find(&Host->Scsi, 0, 1, 0), B);
  EXPECT_EQ(count(B), 2u);
  EXPECT_EQ(scsi_device_get(&Host->Scsi, 0, 1, 0), B);
  EXPECT_EQ(count(B), 3u) << "the counted form";
  object_unref(B);
  EXPECT_EQ(scsi_device_get(&Host->Scsi, 0, 5, 0), nullptr);
  DeviceState *Taken = qdev_new(TYPE_TEST_SCSI);
  qdev_prop_set_uint32(Taken, "scsi-id", 1);
  EXPECT_FALSE(qdev_realize_and_unref(Taken, &Host->Scsi.qbus, &Err));
  EXPECT_EQ(textOf(Err), "lun already used");
}

TEST_F(BusTest, ScsiRequestsCountThemselves) {
  SCSIDevice *Dev = addScsi(&Host->Scsi);
  uint32_t Before = count(Dev);
  SCSIRequest *Req = scsi_req_new(Dev, 1, 0, nullptr, 0, nullptr);
  EXPECT_EQ(count(Dev), TheSemantics.RequestsHoldDevice ? Before + 1 : Before);
  scsi_req_enqueue(Req);
  EXPECT_EQ(Req->refcount, 2u);
  scsi_req_complete(Req, 0);
  EXPECT_EQ(Req->refcount, 1u);
  scsi_req_unref(Req);
  EXPECT_EQ(count(Dev), Before);
  Req = scsi_req_new(Dev, 2, 0, nullptr, 0, nullptr);
  scsi_req_enqueue(Req);
  scsi_req_unref(Req);
  object_unparent(OBJECT(Dev));
  EXPECT_EQ(Log, (Lines{"completed 0", "cancelled"}));
}

TEST_F(BusTest, ScsiAttentions) {
  SCSIDevice *Dev = addScsi(&Host->Scsi);
  scsi_device_set_ua(Dev, {.key = 6, .asc = 0x2a});
  scsi_device_set_ua(Dev, {.key = 6, .asc = 0x3f});
  EXPECT_EQ(Dev->unit_attention.asc, 0x2a) << "the more important one stays";
  scsi_device_set_ua(Dev, {.key = 6, .asc = 0x29});
  EXPECT_EQ(Dev->unit_attention.asc, 0x29);
}

TEST_F(BusTest, ScsiUnplug) {
  SCSIDevice *Dev = addScsi(&Host->Scsi);
  Recorder R;
  qdev_unplug(&Dev->qdev, &error_abort);
  drain_call_rcu();
  EXPECT_EQ(R.of(Dev).back(), "free 0");
}

//===----------------------------------------------------------------------===//
// USB
//===----------------------------------------------------------------------===//

TEST_F(BusTest, UsbDevicesTakeAPort) {
  USBDevice *Dev = usb_create_simple(&Host->Usb, TYPE_TEST_USB);
  EXPECT_EQ(Host->Port.dev, Dev);
  EXPECT_EQ(usb_bus_from_device(Dev), &Host->Usb);
  EXPECT_EQ(usb_find_device(&Host->Port, 0), Dev)
      << "hot-plugged devices are reset";
  USBDevice *Second = USB_DEVICE(qdev_new(TYPE_TEST_USB));
  EXPECT_FALSE(usb_realize_and_unref(Second, &Host->Usb, &Err));
  EXPECT_EQ(textOf(Err),
            "tried to attach usb device to a bus with no free ports");
  object_unparent(OBJECT(Dev));
  EXPECT_EQ(Log, (Lines{"attach", "detach"}));
  EXPECT_EQ(Host->Port.dev, nullptr);
  usb_bus_release(&Host->Usb);
  EXPECT_EQ(Host->Usb.nfree, 0);
}

TEST_F(BusTest, UsbSpeedsMustMatch) {
  FailRealize = true;
  USBDevice *Dev = USB_DEVICE(qdev_new(TYPE_TEST_USB));
  EXPECT_FALSE(usb_realize_and_unref(Dev, &Host->Usb, &Err));
  EXPECT_EQ(textOf(Err),
            "speed mismatch trying to attach usb device to port 1");
  EXPECT_EQ(Host->Usb.nfree, 1);
}

TEST_F(BusTest, UnregisteringAPortEndsItsDevice) {
  Recorder R;
  USBDevice *Dev = usb_create_simple(&Host->Usb, TYPE_TEST_USB);
  EXPECT_NE(usb_device_detach(Dev), 1);
  usb_device_attach(Dev, &error_abort);
  usb_unregister_port(&Host->Usb, &Host->Port);
  drain_call_rcu();
  EXPECT_EQ(R.of(Dev).back(), "free 0");
}

//===----------------------------------------------------------------------===//
// The system bus
//===----------------------------------------------------------------------===//

TEST_F(BusTest, SysBusLinesAndRegions) {
  SysBusDevice *Dev = SYS_BUS_DEVICE(HostDev);
  EXPECT_TRUE(sysbus_has_irq(Dev, 0));
  EXPECT_FALSE(sysbus_has_irq(Dev, 1));
  EXPECT_FALSE(sysbus_is_irq_connected(Dev, 0));
  qemu_irq Line = qemu_allocate_irq(setPciLine, Host, 2);
  sysbus_connect_irq(Dev, 0, Line);
  EXPECT_EQ(sysbus_get_connected_irq(Dev, 0), Line);
  qemu_irq_raise(Host->Out);
  EXPECT_EQ(Host->Level[2], 1);
  qemu_free_irq(Line);
  EXPECT_FALSE(sysbus_has_mmio(Dev, 0));
}

TEST_F(BusTest, SimpleSysBusDevicesAreTheTrees) {
  DeviceState *Dev = sysbus_create_simple(TYPE_ALL_BUSES, -1, nullptr);
  EXPECT_EQ(count(Dev), 2u);
}

TEST_F(BusDeathTest, SysBusRules) {
  EXPECT_DEATH(sysbus_mmio_map(SYS_BUS_DEVICE(HostDev), 0, 0),
               "type 'test-all-buses' .*: has no region 0");
}

TEST_F(BusTest, AllBusesGoWithTheirDevice) {
  Recorder R;
  DeviceState *Other = qdev_new(TYPE_ALL_BUSES);
  sysbus_realize_and_unref(SYS_BUS_DEVICE(Other), &error_abort);
  AllBuses *Buses = ALL_BUSES(Other);
  pci_create_simple(Buses->Pci, -1, TYPE_TEST_PCI);
  i2c_slave_create_simple(Buses->I2C, TYPE_TEST_I2C, 1);
  addScsi(&Buses->Scsi);
  usb_create_simple(&Buses->Usb, TYPE_TEST_USB);
  object_unparent(OBJECT(Other));
  drain_call_rcu();
  EXPECT_EQ(R.alive(), Lines{});
}

} // namespace

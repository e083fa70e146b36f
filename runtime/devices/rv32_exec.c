/*
 * What the hart does with an instruction, after the RISC-V manual: of RV32I
 * what small programs need, and machine mode alone. Everything else is an
 * illegal instruction.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/memory.h"
#include "runtime/devices/rv32_internal.h"

enum {
    OP_LOAD = 0x03,
    OP_IMM = 0x13,
    OP_AUIPC = 0x17,
    OP_STORE = 0x23,
    OP_REG = 0x33,
    OP_LUI = 0x37,
    OP_BRANCH = 0x63,
    OP_JALR = 0x67,
    OP_JAL = 0x6f,
    OP_SYSTEM = 0x73,
};

enum {
    CSR_MSTATUS = 0x300,
    CSR_MIE = 0x304,
    CSR_MTVEC = 0x305,
    CSR_MSCRATCH = 0x340,
    CSR_MEPC = 0x341,
    CSR_MCAUSE = 0x342,
    CSR_MIP = 0x344,
    CSR_MHARTID = 0xf14,
};

#define MSTATUS_MIE BIT(3)
#define MSTATUS_MPIE BIT(7)

#define CAUSE_ILLEGAL 2
#define CAUSE_LOAD_FAULT 5
#define CAUSE_STORE_FAULT 7
#define CAUSE_INTERRUPT 0x80000000u

#define INSN_MRET 0x30200073
#define INSN_WFI 0x10500073

static void trap(RV32CPU *cpu, uint32_t cause)
{
    bool was_enabled = cpu->mstatus & MSTATUS_MIE;

    cpu->mepc = cpu->pc;
    cpu->mcause = cause;
    cpu->mstatus = was_enabled ? MSTATUS_MPIE : 0;
    cpu->pc = cpu->mtvec;
}

static bool take_interrupt(RV32CPU *cpu)
{
    static const int by_priority[] = {INTERRUPT_EXTERNAL, INTERRUPT_SOFTWARE,
                                      INTERRUPT_TIMER};
    uint32_t pending = cpu->mip & cpu->mie;

    if (!(cpu->mstatus & MSTATUS_MIE)) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_SIZE(by_priority); i++) {
        if (pending & BIT(by_priority[i])) {
            trap(cpu, CAUSE_INTERRUPT | by_priority[i]);
            return true;
        }
    }
    return false;
}

static void set_register(RV32CPU *cpu, unsigned n, uint32_t value)
{
    if (n) {
        cpu->x[n] = value;
    }
}

static uint32_t *csr_pointer(RV32CPU *cpu, unsigned csr)
{
    switch (csr) {
    case CSR_MSTATUS:
        return &cpu->mstatus;
    case CSR_MIE:
        return &cpu->mie;
    case CSR_MTVEC:
        return &cpu->mtvec;
    case CSR_MSCRATCH:
        return &cpu->mscratch;
    case CSR_MEPC:
        return &cpu->mepc;
    case CSR_MCAUSE:
        return &cpu->mcause;
    case CSR_MIP:
        return &cpu->mip;
    case CSR_MHARTID:
        return &cpu->hart_id;
    default:
        return NULL;
    }
}

static bool is_read_only(unsigned csr)
{
    return csr == CSR_MHARTID || csr == CSR_MIP;
}

/* Replaces the old value, sets bits in it, or clears them. */
static bool execute_csr(RV32CPU *cpu, uint32_t insn)
{
    unsigned csr = extract32(insn, 20, 12);
    unsigned rs1 = extract32(insn, 15, 5);
    uint32_t *value = csr_pointer(cpu, csr);
    unsigned operation = extract32(insn, 12, 3);
    uint32_t operand = cpu->x[rs1];
    uint32_t old;

    if (!value || operation < 1 || operation > 3) {
        return false;
    }
    old = *value;
    if (!is_read_only(csr)) {
        *value = operation == 1   ? operand
                 : operation == 2 ? old | operand
                                  : old & ~operand;
    }
    set_register(cpu, extract32(insn, 7, 5), old);
    cpu->pc += 4;
    return true;
}

static bool execute_system(RV32CPU *cpu, uint32_t insn)
{
    if (insn == INSN_MRET) {
        cpu->mstatus =
            MSTATUS_MPIE | (cpu->mstatus & MSTATUS_MPIE ? MSTATUS_MIE : 0);
        cpu->pc = cpu->mepc;
        return true;
    }
    if (insn == INSN_WFI) {
        CPU(cpu)->halted = !(cpu->mip & cpu->mie);
        cpu->pc += 4;
        return true;
    }
    return execute_csr(cpu, insn);
}

/* Of a word or a byte; false for other sizes. */
static bool execute_load(RV32CPU *cpu, uint32_t insn)
{
    AddressSpace *as = CPU(cpu)->as;
    uint32_t addr =
        cpu->x[extract32(insn, 15, 5)] + (uint32_t)sextract32(insn, 20, 12);
    MemTxResult result = MEMTX_OK;
    uint32_t value;
    uint8_t byte;

    switch (extract32(insn, 12, 3)) {
    case 2:
        value = address_space_ldl(as, addr, MEMTXATTRS_UNSPECIFIED, &result);
        break;
    case 4:
        result = address_space_read(as, addr, MEMTXATTRS_UNSPECIFIED, &byte, 1);
        value = byte;
        break;
    default:
        return false;
    }
    if (result != MEMTX_OK) {
        trap(cpu, CAUSE_LOAD_FAULT);
        return true;
    }
    set_register(cpu, extract32(insn, 7, 5), value);
    cpu->pc += 4;
    return true;
}

static bool execute_store(RV32CPU *cpu, uint32_t insn)
{
    AddressSpace *as = CPU(cpu)->as;
    int32_t offset =
        deposit32(extract32(insn, 7, 5), 5, 7, extract32(insn, 25, 7));
    uint32_t addr =
        cpu->x[extract32(insn, 15, 5)] + (uint32_t)sextract32(offset, 0, 12);
    uint32_t value = cpu->x[extract32(insn, 20, 5)];
    MemTxResult result = MEMTX_OK;
    uint8_t byte = value;

    switch (extract32(insn, 12, 3)) {
    case 0:
        result =
            address_space_write(as, addr, MEMTXATTRS_UNSPECIFIED, &byte, 1);
        break;
    case 2:
        address_space_stl(as, addr, value, MEMTXATTRS_UNSPECIFIED, &result);
        break;
    default:
        return false;
    }
    if (result != MEMTX_OK) {
        trap(cpu, CAUSE_STORE_FAULT);
        return true;
    }
    cpu->pc += 4;
    return true;
}

static uint32_t branch_offset(uint32_t insn)
{
    uint32_t offset = extract32(insn, 8, 4) << 1;

    offset = deposit32(offset, 5, 6, extract32(insn, 25, 6));
    offset = deposit32(offset, 11, 1, extract32(insn, 7, 1));
    offset = deposit32(offset, 12, 1, extract32(insn, 31, 1));
    return sextract32(offset, 0, 13);
}

static uint32_t jump_offset(uint32_t insn)
{
    uint32_t offset = extract32(insn, 21, 10) << 1;

    offset = deposit32(offset, 11, 1, extract32(insn, 20, 1));
    offset = deposit32(offset, 12, 8, extract32(insn, 12, 8));
    offset = deposit32(offset, 20, 1, extract32(insn, 31, 1));
    return sextract32(offset, 0, 21);
}

static bool execute_branch(RV32CPU *cpu, uint32_t insn)
{
    bool is_equal =
        cpu->x[extract32(insn, 15, 5)] == cpu->x[extract32(insn, 20, 5)];
    unsigned condition = extract32(insn, 12, 3);

    if (condition > 1) {
        return false;
    }
    cpu->pc += is_equal == (condition == 0) ? branch_offset(insn) : 4;
    return true;
}

static void jump(RV32CPU *cpu, uint32_t insn, uint32_t to)
{
    set_register(cpu, extract32(insn, 7, 5), cpu->pc + 4);
    cpu->pc = to;
}

/* Addition and conjunction, with a number or with a register. */
static bool execute_arithmetic(RV32CPU *cpu, uint32_t insn, uint32_t operand)
{
    uint32_t left = cpu->x[extract32(insn, 15, 5)];
    uint32_t value;

    switch (extract32(insn, 12, 3)) {
    case 0:
        value = left + operand;
        break;
    case 7:
        value = left & operand;
        break;
    default:
        return false;
    }
    set_register(cpu, extract32(insn, 7, 5), value);
    cpu->pc += 4;
    return true;
}

/* False if there is no such instruction. */
static bool execute(RV32CPU *cpu, uint32_t insn)
{
    uint32_t upper = insn & 0xfffff000;
    uint32_t immediate = sextract32(insn, 20, 12);

    switch (extract32(insn, 0, 7)) {
    case OP_LUI:
        set_register(cpu, extract32(insn, 7, 5), upper);
        cpu->pc += 4;
        return true;
    case OP_AUIPC:
        set_register(cpu, extract32(insn, 7, 5), cpu->pc + upper);
        cpu->pc += 4;
        return true;
    case OP_JAL:
        jump(cpu, insn, cpu->pc + jump_offset(insn));
        return true;
    case OP_JALR:
        jump(cpu, insn, (cpu->x[extract32(insn, 15, 5)] + immediate) & ~1u);
        return true;
    case OP_BRANCH:
        return execute_branch(cpu, insn);
    case OP_LOAD:
        return execute_load(cpu, insn);
    case OP_STORE:
        return execute_store(cpu, insn);
    case OP_IMM:
        return execute_arithmetic(cpu, insn, immediate);
    case OP_REG:
        return !extract32(insn, 25, 7) &&
               execute_arithmetic(cpu, insn, cpu->x[extract32(insn, 20, 5)]);
    case OP_SYSTEM:
        return execute_system(cpu, insn);
    default:
        return false;
    }
}

/* Without anything to execute, not even a handler, the hart locks up. */
void rv32_step(RV32CPU *cpu)
{
    MemTxResult result = MEMTX_OK;
    uint32_t insn;

    if (take_interrupt(cpu)) {
        return;
    }
    insn = address_space_ldl(CPU(cpu)->as, cpu->pc, MEMTXATTRS_UNSPECIFIED,
                             &result);
    if (result != MEMTX_OK) {
        CPU(cpu)->halted = true;
    } else if (!execute(cpu, insn)) {
        trap(cpu, CAUSE_ILLEGAL);
    }
}

#include "qom/qemu_file.h"

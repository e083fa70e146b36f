#include "qom/sysbus.h"

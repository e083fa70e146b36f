#include "qom/irq.h"

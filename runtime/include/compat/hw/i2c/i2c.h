#include "qom/i2c.h"

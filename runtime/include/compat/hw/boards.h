#include "qom/machine.h"

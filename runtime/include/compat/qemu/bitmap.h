#include "qom/bitops.h"

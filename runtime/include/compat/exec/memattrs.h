#include "qom/memory.h"

#include "qom/osdep.h"

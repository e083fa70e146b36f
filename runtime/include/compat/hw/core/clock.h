#include "qom/clock.h"

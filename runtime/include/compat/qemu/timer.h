#include "qom/timer.h"

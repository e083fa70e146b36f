#include "qom/log.h"

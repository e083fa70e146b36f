#include "qom/reset.h"

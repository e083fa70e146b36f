#include "qom/typedefs.h"

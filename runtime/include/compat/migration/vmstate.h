#include "qom/vmstate.h"

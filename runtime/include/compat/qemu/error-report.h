#include "qom/error.h"

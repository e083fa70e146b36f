#include "qom/bql.h"

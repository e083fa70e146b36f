#include "qom/option.h"

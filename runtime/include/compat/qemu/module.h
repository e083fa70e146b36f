#include "qom/module.h"

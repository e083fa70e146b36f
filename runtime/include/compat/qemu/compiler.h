#include "qom/compiler.h"

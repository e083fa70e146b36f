#include "qom/visitor.h"

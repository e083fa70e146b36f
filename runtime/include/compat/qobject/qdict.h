#include "qom/qdict.h"

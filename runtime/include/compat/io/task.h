#include "qom/task.h"

#include "qom/queue.h"

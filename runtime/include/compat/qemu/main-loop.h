#include "qom/main_loop.h"

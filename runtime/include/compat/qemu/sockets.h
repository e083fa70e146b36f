#include "qom/sockets.h"

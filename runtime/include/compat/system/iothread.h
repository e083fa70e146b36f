#include "qom/iothread.h"

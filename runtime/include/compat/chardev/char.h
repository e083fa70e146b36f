#include "qom/chardev.h"

#include "qom/qdev.h"

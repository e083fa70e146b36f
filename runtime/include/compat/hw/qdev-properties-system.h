#include "qom/qdev_properties.h"

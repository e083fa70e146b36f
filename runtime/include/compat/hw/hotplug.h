#include "qom/hotplug.h"

#include "qom/channel.h"

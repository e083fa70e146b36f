#include "qom/usb.h"

#include "qom/pci.h"

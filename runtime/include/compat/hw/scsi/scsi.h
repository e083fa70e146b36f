#include "qom/scsi.h"

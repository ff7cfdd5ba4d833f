/* SPDX-License-Identifier: MIT */
/* The main function of all unit tests. How to print (TAP for Meson) and whether to fork comes from Check's own
 * environment variables: CK_TAP_LOG_FILE_NAME, CK_VERBOSITY, CK_FORK.
 */
#include "suite.h"

#include <stdlib.h>

int main(void)
{
    SRunner *runner = srunner_create(SUITE());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

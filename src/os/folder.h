/* Folders to write files into. */
#ifndef HEAPPROOF_FOLDER_H
#define HEAPPROOF_FOLDER_H

/* Makes the folder and those it is in, as far as they are not there.  0, or an errno. */
int folder_make(const char *path);

#endif

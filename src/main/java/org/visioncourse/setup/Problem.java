package org.visioncourse.setup;

/**
 * Something amiss, with a line of advice.
 *
 * @param fatal whether nothing of the course runs until it is mended
 */
record Problem(boolean fatal, String advice) {}

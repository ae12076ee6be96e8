/**
 * What a notebook of the course needs beside its chapter: how large to run ({@link org.visioncourse.notebook.Scale}), a figure
 * that changes while a network learns ({@link org.visioncourse.notebook.LiveFigure}), and a judge of a reader's own functions
 * ({@link org.visioncourse.notebook.Check}, of which the chapters make their exercises' checkers).
 */
package org.visioncourse.notebook;
